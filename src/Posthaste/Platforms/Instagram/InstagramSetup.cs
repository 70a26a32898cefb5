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
            .Validate(options => IsWeb(options.GraphBaseUrl), "Platforms:Instagram:GraphBaseUrl must be an http or https address.")
            .Validate(options => IsWeb(options.AuthBaseUrl), "Platforms:Instagram:AuthBaseUrl must be an http or https address.")
            .Validate(
                options => options.InstagramGraphBaseUrl is not { } address || IsWeb(address),
                "Platforms:Instagram:InstagramGraphBaseUrl must be an http or https address.")
            .Validate(
                options => options.UploadBaseUrl is not { } address || IsWeb(address),
                "Platforms:Instagram:UploadBaseUrl must be an http or https address.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, InstagramPlatform>();
    }

    private static bool IsWeb(Uri address) => address is { IsAbsoluteUri: true, Scheme: "https" or "http" };
}
