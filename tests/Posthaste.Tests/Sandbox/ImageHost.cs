using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Tests.Sandbox;

/// <summary>A web server with pictures and videos for the sandbox to fetch. It knows ranges, unless told not to.</summary>
internal sealed class ImageHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string? Type)> _files = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ImageHost()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapGet("/stuck.jpg", StuckAsync);
        _app.MapGet("/broken.jpg", BreakOffAsync);
        _app.MapMethods("/{name}", ["GET", "HEAD"], ServeAsync);
    }

    /// <summary>Whether a Range header is heeded.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Answered to every request for a file in place of the file; null for the file.</summary>
    public int? Status { get; set; }

    /// <summary>Method and Range header of all requests for files, as in <c>GET bytes=0-99</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>User agents of all requests.</summary>
    public ConcurrentQueue<string> UserAgents { get; } = [];

    /// <summary>Done when somebody waits for the picture that never comes.</summary>
    public Task Stuck => _stuck.Task;

    public static async Task<ImageHost> StartAsync(CancellationToken ct)
    {
        var host = new ImageHost();
        await host._app.StartAsync(ct);
        return host;
    }

    /// <returns>The address of the file.</returns>
    public string Put(string name, byte[] bytes, string? type = "image/jpeg")
    {
        _files[name] = (bytes, type);
        return Url(name);
    }

    public string Url(string name) => $"{_app.Urls.First()}/{name}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task StuckAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        _stuck.TrySetResult();
        await gone.Task;
    }

    private static async Task BreakOffAsync(HttpContext http)
    {
        var picture = TestJpeg.Make(1080, 1080);
        http.Response.ContentType = "image/jpeg";
        http.Response.ContentLength = picture.Length;
        await http.Response.Body.WriteAsync(picture.AsMemory(0, picture.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }

    private async Task ServeAsync(HttpContext http, string name)
    {
        UserAgents.Enqueue(http.Request.Headers.UserAgent.ToString());
        Requests.Enqueue($"{http.Request.Method} {http.Request.Headers.Range}".TrimEnd());
        var isThere = _files.TryGetValue(name, out var file);
        if (!isThere || Status is not null)
        {
            http.Response.StatusCode = Status ?? StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = file.Type;
        var part = file.Bytes.AsMemory();
        if (KnowsRanges && http.Request.GetTypedHeaders().Range?.Ranges.SingleOrDefault() is { From: { } from } range && from < file.Bytes.Length)
        {
            var end = (int)Math.Min(file.Bytes.Length, (range.To ?? long.MaxValue - 1) + 1);
            part = part[(int)from..end];
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            http.Response.Headers.ContentRange = $"bytes {from}-{end - 1}/{file.Bytes.Length}";
        }
        http.Response.ContentLength = part.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(part, http.RequestAborted);
    }
}
