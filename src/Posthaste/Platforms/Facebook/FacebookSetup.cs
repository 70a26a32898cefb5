using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Platforms.Facebook;

/// <summary>Registers the adapter. Needs <see cref="PlatformHttpSetup.AddPlatformHttp"/> and a <see cref="TimeProvider"/>.</summary>
internal static class FacebookSetup
{
    public static IServiceCollection AddFacebook(this IServiceCollection services)
    {
        services.AddOptions<FacebookOptions>()
            .BindConfiguration(FacebookOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => ServerAddress.IsWeb(options.GraphBaseUrl), "Platforms:Facebook:GraphBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.UploadBaseUrl), "Platforms:Facebook:UploadBaseUrl must be an http or https address.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, FacebookPlatform>();
    }
}
