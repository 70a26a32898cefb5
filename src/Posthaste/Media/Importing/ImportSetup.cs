using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Media.Importing;

/// <summary>Registers <see cref="ImportMedia"/> with a client of its own, whose connections the guard makes.</summary>
internal static class ImportSetup
{
    public static IServiceCollection AddMediaImport(this IServiceCollection services)
    {
        services.AddSingleton(provider => ImportGuard.For(provider.GetRequiredService<MediaOptions>()));
        services.AddHttpClient(ImportMedia.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => CreateHandler(provider.GetRequiredService<ImportGuard>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The addresses may be signed, and HttpClient's own log lines print them.
            .RemoveAllLoggers();
        return services.AddSingleton<ImportMedia>();
    }

    public static SocketsHttpHandler CreateHandler(ImportGuard guard) => new()
    {
        // Each hop is looked at before it is made.
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would look names up where we cannot see it.
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, ct) => guard.ConnectAsync(context.DnsEndPoint, ct),
        // Each download looks the name up anew.
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseHeadersLength = 64,
        ActivityHeadersPropagator = null,
    };
}
