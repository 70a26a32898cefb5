using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Tests.Sandbox;

/// <summary>A web server with pictures for the sandbox to fetch.</summary>
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
        _app.MapGet("/{name}", ServeAsync);
    }

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
        if (!_files.TryGetValue(name, out var file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = file.Type;
        http.Response.ContentLength = file.Bytes.Length;
        await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
    }
}
