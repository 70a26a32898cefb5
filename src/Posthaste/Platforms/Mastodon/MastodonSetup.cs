using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Registers the adapter. Needs <see cref="PlatformHttpSetup.AddPlatformHttp"/> and a <see cref="TimeProvider"/>.</summary>
internal static class MastodonSetup
{
    public static IServiceCollection AddMastodon(this IServiceCollection services)
    {
        services.AddOptions<MastodonOptions>()
            .BindConfiguration(MastodonOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.Server is null or { IsAbsoluteUri: true, Scheme: "https" or "http" }, "Platforms:Mastodon:Server must be an http or https address.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, MastodonPlatform>();
    }
}
