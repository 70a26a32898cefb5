using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Tests.Sandbox;

/// <summary>An app that is told of removals and of wishes for deletion, and answers as a test says.</summary>
internal sealed class CallbackHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CallbackHost(WebApplication app) => _app = app;

    public int Status { get; set; } = 200;

    public string Body { get; set; } = "";

    /// <summary>The last <c>signed_request</c>.</summary>
    public string? SignedRequest { get; private set; }

    public string Url => _app.Urls.First() + "/told";

    public static async Task<CallbackHost> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var host = new CallbackHost(app);
        app.MapPost("/told", async (HttpContext http) =>
        {
            host.SignedRequest = (await http.Request.ReadFormAsync(http.RequestAborted))["signed_request"];
            http.Response.StatusCode = host.Status;
            await http.Response.WriteAsync(host.Body, http.RequestAborted);
        });
        await app.StartAsync(ct);
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
