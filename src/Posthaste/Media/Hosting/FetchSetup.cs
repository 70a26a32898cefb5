using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Media.Hosting;

/// <summary>Registers <see cref="FetchHostedCopy"/> with a client of its own. Needs a <see cref="TimeProvider"/>.</summary>
internal static class FetchSetup
{
    public static IServiceCollection AddMediaFetch(this IServiceCollection services)
    {
        services.AddHttpClient(FetchHostedCopy.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The addresses it fetches are secrets, and HttpClient's own log lines print them.
            .RemoveAllLoggers();
        return services.AddSingleton<FetchHostedCopy>();
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Each look finds the server as it is now.
        PooledConnectionLifetime = TimeSpan.FromSeconds(15),
        MaxResponseHeadersLength = 64,
        ActivityHeadersPropagator = null,
    };
}
