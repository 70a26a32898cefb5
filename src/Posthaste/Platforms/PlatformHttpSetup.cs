using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Posthaste.Platforms;

/// <summary>The HTTP clients adapters share: two, each once more for hosts that others name. None has a retry, a redirect, a cookie or a logger of its own.</summary>
internal static class PlatformHttpSetup
{
    /// <summary>For reads and for creating what nobody sees.</summary>
    public const string Repeatable = "platforms.repeatable";

    /// <summary>For calls that publish.</summary>
    public const string Irreversible = "platforms.irreversible";

    /// <summary>The same client, for hosts that a person or another server named.</summary>
    public static string Guarded(string name) => name + ".guarded";

    public static IServiceCollection AddPlatformHttp(this IServiceCollection services)
    {
        services.AddOptions<PlatformHttpOptions>()
            .BindConfiguration(PlatformHttpOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<PlatformHttp>().AddSingleton<PingNetwork>();
        // A connection kept open may be closed by the server in the very moment it is used, which turns a publish
        // call into an unknown outcome. So publish calls only reuse young ones.
        AddClient(services, Irreversible, reuseFor: TimeSpan.FromSeconds(10));
        AddClient(services, Repeatable, reuseFor: TimeSpan.FromMinutes(1));
        return services;
    }

    /// <summary>A handler that sends what it is given, once.</summary>
    public static SocketsHttpHandler CreateHandler(PlatformHttpOptions options, TimeSpan reuseFor) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionIdleTimeout = reuseFor,
        // New addresses behind a name are noticed within five minutes.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
        // Our trace ids are no business of the networks.
        ActivityHeadersPropagator = null,
    };

    private static SocketsHttpHandler CreateGuardedHandler(PlatformHttpOptions options, HostGuard guard)
    {
        var handler = HostGuard.CreateHandler(guard.ConnectAsync);
        handler.ConnectTimeout = options.ConnectTimeout;
        return handler;
    }

    private static void AddClient(IServiceCollection services, string name, TimeSpan reuseFor)
    {
        AddClient(services, name, options => CreateHandler(options, reuseFor));
        AddClient(services, Guarded(name), options => CreateGuardedHandler(options, new HostGuard()));
    }

    private static void AddClient(IServiceCollection services, string name, Func<PlatformHttpOptions, SocketsHttpHandler> create) => services
        .AddHttpClient(name, http =>
        {
            // PlatformHttp has its own deadline, on the TimeProvider.
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.UserAgent.ParseAdd("Posthaste/0.1");
        })
        .ConfigurePrimaryHttpMessageHandler(provider => create(provider.GetRequiredService<IOptions<PlatformHttpOptions>>().Value))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
