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
            .Validate(options => ServerAddress.IsWeb(options.Server), "Platforms:Bluesky:Server must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.WebBaseUrl), "Platforms:Bluesky:WebBaseUrl must be an http or https address.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, BlueskyPlatform>();
    }
}
