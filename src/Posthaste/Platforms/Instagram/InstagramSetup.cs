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
            .Validate(options => ServerAddress.IsWeb(options.GraphBaseUrl), "Platforms:Instagram:GraphBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.AuthBaseUrl), "Platforms:Instagram:AuthBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.FacebookAuthBaseUrl), "Platforms:Instagram:FacebookAuthBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.InstagramTokenBaseUrl), "Platforms:Instagram:InstagramTokenBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.InstagramGraphBaseUrl), "Platforms:Instagram:InstagramGraphBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.UploadBaseUrl), "Platforms:Instagram:UploadBaseUrl must be an http or https address.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, InstagramPlatform>();
    }
}
