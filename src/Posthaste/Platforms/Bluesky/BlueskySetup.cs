using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Registers the adapter. Needs <see cref="PlatformHttpSetup.AddPlatformHttp"/> and a <see cref="TimeProvider"/>.</summary>
internal static class BlueskySetup
{
    public static IServiceCollection AddBluesky(this IServiceCollection services)
    {
        services.AddOptions<BlueskyOptions>()
            .BindConfiguration(BlueskyOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => IsWeb(options.Server), "Platforms:Bluesky:Server must be an http or https address.")
            .Validate(options => options.WebBaseUrl is null || IsWeb(options.WebBaseUrl), "Platforms:Bluesky:WebBaseUrl must be an http or https address.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, BlueskyPlatform>();
    }

    private static bool IsWeb(Uri address) => address is { IsAbsoluteUri: true, Scheme: "https" or "http" };
}
