using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Tests.Sandbox;

/// <summary>A bot's own server, to which updates are brought.</summary>
internal sealed class HookHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(string Secret, string Text)> _came = Channel.CreateUnbounded<(string, string)>();

    private HookHost(WebApplication app) => _app = app;

    /// <summary>Answered in turn; 200 once there are no more.</summary>
    public ConcurrentQueue<int> Statuses { get; } = [];

    public string Url => _app.Urls.First() + "/updates";

    public static async Task<HookHost> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var host = new HookHost(app);
        app.MapPost("/updates", host.TakeAsync);
        await app.StartAsync(ct);
        return host;
    }

    /// <summary>The secret and the text of the next message that comes.</summary>
    public Task<(string Secret, string Text)> NextAsync() =>
        _came.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var update = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        http.Response.StatusCode = Statuses.TryDequeue(out var status) ? status : 200;
        _came.Writer.TryWrite((http.Request.Headers["X-Telegram-Bot-Api-Secret-Token"].ToString(), (string?)update!["message"]?["text"] ?? ""));
    }
}
