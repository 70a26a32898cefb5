using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs.Nodes;
using Posthaste.Server.Alerts;
using Posthaste.Server.Channels;
using Posthaste.Server.Connect;
using Posthaste.Server.Dashboard;
using Posthaste.Server.Events;
using Posthaste.Server.Figures;
using Posthaste.Server.Handover;
using Posthaste.Server.Health;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Jobs;
using Posthaste.Server.Live;
using Posthaste.Server.Media;
using Posthaste.Server.Members;
using Posthaste.Server.Metrics;
using Posthaste.Server.Notifications;
using Posthaste.Server.Pages;
using Posthaste.Server.Planning;
using Posthaste.Server.Posts;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Server.Transfer;
using Posthaste.Server.Usage;
using Posthaste.Server.Workspaces;
using Posthaste.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Server;

/// <summary>Builds the server, for its verbs and for tests.</summary>
public static class ServerApp
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Settings from the environment begin with this: <c>Posthaste__Jobs__Concurrency</c>.</summary>
    public const string EnvironmentPrefix = "Posthaste__";

    /// <param name="args">Settings as <c>--Jobs:Concurrency=10</c>, and <c>--urls</c>; they win over all others.</param>
    /// <param name="defaults">Settings that a verb brings; the operator's win over them.</param>
    /// <param name="replace">Puts other services in the place of the server's own: the clock, the log.</param>
    public static WebApplication Build(
        string[] args, IEnumerable<KeyValuePair<string, string?>>? defaults = null, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Posthaste.Server" });
        builder.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true, reloadOnChange: false)
            .AddInMemoryCollection(defaults ?? [])
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddCommandLine(args);
        SettingChecks.CheckAddresses(builder.Configuration);
        var started = new StrongBox<bool>();
        AddHost(builder, started);
        AddApi(builder.Services, builder.Configuration);
        builder.Services.AddPosthaste(builder.Configuration);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => started.Value = true);
        UsePipeline(app);
        MapApi(app);
        return app;
    }

    /// <summary>Checks the settings, brings the database up to date and sees that a key opens the first workspace.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        SettingChecks.MakeFolder(app.Services.GetRequiredService<DataFolder>());
        if (EndpointNeeds.Unsaid(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)).FirstOrDefault() is { } unsaid)
            throw new InvalidOperationException($"{unsaid} does not say who may use it.");
        // Opened here, so that keys that cannot be used are told before anything has started.
        app.Services.GetRequiredService<KeyRing>();
        await app.Services.GetRequiredService<Database>().MigrateAsync(ct);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EnsureBootstrapKey>().RunAsync(ct);
    }

    private static void AddHost(WebApplicationBuilder builder, StrongBox<bool> started)
    {
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? DefaultUrl);
        builder.WebHost.UseKestrel((context, kestrel) =>
        {
            kestrel.Configure(context.Configuration.GetSection("Kestrel"));
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BufferedBodies.MaxBytes;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = provider.ValidateOnBuild = true);
        builder.Services.AddRouting();
        builder.Logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            // ASP.NET's own lines print whole addresses, and log what is logged already.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None)
            // What keeps the server from starting is thrown too, and told by StartErrors.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && started.Value)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            });
    }

    private static void AddApi(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettingChecks();
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        // A request that cannot be read is explained by us, in one place.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddValidation();
        ApiKeyHandler.AddTo(services);
        services.AddAuthorization();
        services.AddTrustedProxies();
        services.AddSingleton<SessionAnswers>().AddSingleton<DashboardAddress>().AddSingleton<ConnectAddress>();
        services.AddWriteLimit();
        services.AddApiDocument();
        services.AddCompressedAnswers();
        services.AddScoped<IdempotentCommit>();
        services.AddSingleton<PostAnswers>();
        services.AddSingleton<WorkspacePlans>();
        services.AddSingleton(DataFolder.From(configuration));
        services.AddMetricsApi();
        services.AddLive();
        services.AddSingleton<CheckReadiness>();
        services.AddSingleton<IReadinessCheck, EngineReadiness>();
        services.AddSingleton<IReadinessCheck, MediaHostReadiness>();
        services.AddSingleton<IReadinessCheck, BrokerReadiness>();
        services.AddDuty<Upkeep>(NodeRoles.Scheduler);
        // Also where series are made and changed: their first posts are not to wait for the scheduler's next round.
        services.AddDuty<SeriesUpkeep>(NodeRoles.Scheduler | NodeRoles.Api);
        services.AddHostedService<WriteUsage>();
        services.AddHostedService<KeyWatch>();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseMiddleware<RequestLog>();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(pages => (UnreadQuery.Explain(pages.HttpContext) ?? ProblemCodes.ForStatus(pages.HttpContext.Response.StatusCode)).ExecuteAsync(pages.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCsrfCheck();
        app.UseRights();
        app.UseRateLimiter();
        app.UseCompressedAnswers();
        app.UseBufferedBodies();
    }

    private static void MapApi(WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        // A node of another role answers whoever watches it, and nobody else.
        if (!app.Services.GetRequiredService<IOptions<NodeOptions>>().Value.Is(NodeRoles.Api)) return;
        app.MapHostedCopies();
        app.MapDashboard();
        app.MapFeeds();
        app.MapPageStyle();
        app.MapLinkScript();
        app.MapSetupPage();
        app.MapInvitePage();
        app.MapSignInPage();
        app.MapConnectPages();
        app.MapNotices();
        app.MapTelegramWebhook();
        app.MapLive();
        app.MapOpenApi("/openapi/{documentName}.json");

        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<NulFilter>().AddEndpointFilter<PrepareMediaFilter>().AddEndpointFilter<IdempotencyFilter>()
            .CompressesAnswers().WithMetadata(new TakesIdempotencyKey());
        api.MapMedia();
        api.MapStorage();
        api.MapChannels();
        api.MapPlatforms();
        api.MapPosts();
        api.MapJobs();
        api.MapHandovers();
        api.MapHandoverSettings();
        api.MapCalendar();
        api.MapImports();
        api.MapExports();
        api.MapCalendarFeeds();
        api.MapCategories();
        api.MapHashtagSets();
        api.MapSlots();
        api.MapSeries();
        api.MapWorkspace();
        api.MapUsage();
        api.MapEvents();
        api.MapFigures();
        api.MapPublishingHealth();
        api.MapAlerts();
        api.MapApiKeys();
        api.MapMembers();
        api.MapInvites();
        api.MapWorkspaces();
        api.MapNotificationTargets();
        api.MapDeliveries();

        // How one signs in, and what concerns a member alone, counts for no workspace; a kept answer would need one.
        var account = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<NulFilter>();
        account.MapSetup();
        account.MapSession();
        account.MapAccount();
        account.MapJoin();
        // The state of a sign-in must be in no kept answer.
        account.MapConnect();
    }
}
