using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Media.Importing;

/// <summary>Registers <see cref="ImportMedia"/> with a client of its own, whose connections the guard makes.</summary>
internal static class ImportSetup
{
    public static IServiceCollection AddMediaImport(this IServiceCollection services)
    {
        services.AddSingleton(provider => ImportGuard.For(provider.GetRequiredService<MediaOptions>()));
        services.AddHttpClient(ImportMedia.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => HostGuard.CreateHandler(provider.GetRequiredService<ImportGuard>().ConnectAsync))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The addresses may be signed, and HttpClient's own log lines print them.
            .RemoveAllLoggers();
        return services.AddSingleton<ImportMedia>();
    }
}
