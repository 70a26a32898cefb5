using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Platforms.Instagram;

/// <summary>Registers the adapter. Needs <see cref="PlatformHttpSetup.AddPlatformHttp"/> and a <see cref="TimeProvider"/>.</summary>
internal static class InstagramSetup
{
    public static IServiceCollection AddInstagram(this IServiceCollection services)
    {
        services.AddOptions<InstagramOptions>()
            .BindConfiguration(InstagramOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, InstagramPlatform>();
    }
}
