using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>What a door does with one request.</summary>
internal enum Passage
{
    Through,

    /// <summary>503, and the store behind it hears nothing.</summary>
    Refused,

    /// <summary>The connection breaks, and the store behind it hears nothing.</summary>
    Broken,

    /// <summary>The store does it, and the connection breaks instead of an answer.</summary>
    Unanswered,
}

/// <summary>Stands before a store, writes down what is asked of it, and breaks what a test wants broken.</summary>
internal sealed class Door : IAsyncDisposable
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private readonly WebApplication _app;
    private readonly Uri _target;

    private Door(WebApplication app, Uri target) => (_app, _target) = (app, target);

    /// <summary>In the order in which they came, as in <c>PUT partNumber=2</c> and <c>POST uploads</c>; what was refused among them.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Asked for each request, with its line as in <see cref="Requests"/>.</summary>
    public Func<string, Passage> Judge { get; set; } = _ => Passage.Through;

    public Uri Address => new(_app.Urls.First());

    public static async Task<Door> OpenAsync(Uri target, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var door = new Door(app, target);
        app.Run(door.PassAsync);
        await app.StartAsync(ct);
        return door;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task PassAsync(HttpContext http)
    {
        var line = $"{http.Request.Method} {string.Join('&', http.Request.Query.Where(pair => pair.Key is "partNumber" or "uploads").Select(pair => pair.Value == "" ? pair.Key : $"{pair.Key}={pair.Value}"))}".Trim();
        Requests.Enqueue(line);
        switch (Judge(line))
        {
            case Passage.Refused:
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            case Passage.Broken:
                http.Abort();
                return;
            case Passage.Unanswered:
                using (await ForwardAsync(http)) http.Abort();
                return;
        }
        using var answer = await ForwardAsync(http);
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection")) http.Response.Headers[name] = values.ToArray();
        }
        if (http.Request.Method != "HEAD" && (int)answer.StatusCode != 204) await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext http)
    {
        // As it was written: a signature is over every character.
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(_target, raw));
        if (http.Request.ContentLength is not null) request.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers)
        {
            if (name is "Expect" or "Connection") continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray())) request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }
        return await s_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
    }
}
