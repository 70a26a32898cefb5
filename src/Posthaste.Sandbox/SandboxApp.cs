using Posthaste.Sandbox.Bluesky;
using Posthaste.Sandbox.Cloudinary;
using Posthaste.Sandbox.Control;
using Posthaste.Sandbox.Discord;
using Posthaste.Sandbox.Facebook;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Gallery;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.Mastodon;
using Posthaste.Sandbox.Telegram;
using Posthaste.Sandbox.TikTok;
using Posthaste.Sandbox.TikTok.Posting;
using Posthaste.Sandbox.Uploads;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox;

/// <summary>Builds the sandbox, for its own executable, for <c>posthaste-server demo</c> and for tests.</summary>
public static class SandboxApp
{
    /// <summary>Where the sandbox listens when no <c>--urls</c> is given.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5099";

    /// <summary>Longest request body taken, in bytes. No Graph call carries a file; uploads have a limit of their own.</summary>
    private const long MaxBodySize = 1024 * 1024;

    /// <summary>A sandbox with one account and nothing posted; the caller starts and stops it.</summary>
    /// <param name="args">Command line; only <c>--urls</c> is read. Neither environment nor settings files count, so that
    /// a sandbox hosted inside the server does not inherit the server's configuration.</param>
    /// <param name="time">The clock below the sandbox's own, which adds what <c>/sandbox/clock</c> was moved by.
    /// Delays and time limits run on this one. The system's clock where left out.</param>
    public static WebApplication Build(string[] args, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddCommandLine(args);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodySize;
        });
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? DefaultUrl);
        builder.Services.AddRoutingCore().Configure<RouteOptions>(routes =>
        {
            routes.SetParameterPolicy<BotSegment>(BotSegment.Name);
            routes.SetParameterPolicy<FacebookId>(FacebookId.Name);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));

        var app = builder.Build();
        var clock = new SandboxClock(time ?? TimeProvider.System);
        var state = new SandboxState(clock);
        var fetch = new ImageFetch(clock);
        var callbacks = new AppCallbacks();
        var hooks = new TelegramHooks(state, clock, app.Lifetime.ApplicationStopping);
        var videoFetch = new VideoFetch(clock);
        var pull = new PullFiles(clock);
        app.Lifetime.ApplicationStopped.Register(() =>
        {
            fetch.Dispose();
            videoFetch.Dispose();
            pull.Dispose();
            callbacks.Dispose();
            hooks.Dispose();
        });
        var videos = new VideoIntakes(state, clock, videoFetch, fetch, app.Lifetime.ApplicationStopping);
        var delivery = new AnswerDelivery(clock, app.Lifetime.ApplicationStopping);
        var tokens = new TokenApi(state, clock, delivery, app.Lifetime.ApplicationStopping);
        var graph = new GraphApi(state, clock, fetch, videos, tokens, delivery, app.Lifetime.ApplicationStopping);
        var uploads = new UploadApi(state, clock, videos, delivery, app.Lifetime.ApplicationStopping);

        app.Use(SayOwnFaultsAsync);
        var takePost = new TakePost(state, clock, pull, app.Lifetime.ApplicationStopping);
        app.MapControl(state, clock, videos, callbacks, hooks, takePost);
        app.MapGallery(state, clock);
        app.MapConsent(state, clock);
        new TikTokApi(state, clock, delivery, app.Lifetime.ApplicationStopping).Map(app);
        new PostingApi(state, clock, takePost, delivery, app.Lifetime.ApplicationStopping).Map(app);
        new BlueskyApi(state, clock, delivery, app.Lifetime.ApplicationStopping).Map(app);
        new MastodonApi(state, clock, delivery, app.Lifetime.ApplicationStopping).Map(app);
        new FacebookApi(state, clock, delivery, app.Lifetime.ApplicationStopping).Map(app);
        app.MapCloudinary(new CloudWorld(), clock);
        new TelegramApi(state, clock, delivery, hooks, app.Lifetime.ApplicationStopping).Map(app);
        new DiscordApi(state, clock, delivery).Map(app);
        app.MapPost("/ig-api-upload/{version}/{containerId}", uploads.HandleAsync);
        app.MapPost("/video-upload/{version}/{id}", new ReelUpload(state, clock, delivery, app.Lifetime.ApplicationStopping).HandleAsync);
        app.MapFallback("/{**path}", graph.HandleAsync);
        return app;
    }

    /// <summary>A bug of the sandbox must not look like a fault that was ordered.</summary>
    private static async Task SayOwnFaultsAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (e is not (OperationCanceledException or BadHttpRequestException) && !http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"The sandbox itself failed; this is not the platform's answer.\n\n{e}", http.RequestAborted);
        }
    }
}
