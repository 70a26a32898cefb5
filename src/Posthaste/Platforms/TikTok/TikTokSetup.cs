using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Platforms.TikTok;

/// <summary>Registers the adapter. Needs <see cref="PlatformHttpSetup.AddPlatformHttp"/> and a <see cref="TimeProvider"/>.</summary>
internal static class TikTokSetup
{
    public static IServiceCollection AddTikTok(this IServiceCollection services)
    {
        services.AddOptions<TikTokOptions>()
            .BindConfiguration(TikTokOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => ServerAddress.IsWeb(options.ApiBaseUrl), "Platforms:TikTok:ApiBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.AuthBaseUrl), "Platforms:TikTok:AuthBaseUrl must be an http or https address.")
            .Validate(options => ServerAddress.IsWebOrNone(options.WebBaseUrl), "Platforms:TikTok:WebBaseUrl must be an http or https address.")
            .Validate(options => options.Prefixes.All(IsAddress), "Platforms:TikTok:VerifiedPrefixes must be http or https addresses, with commas between.")
            .ValidateOnStart();
        return services.AddSingleton<IPlatform, TikTokPlatform>();
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && ServerAddress.IsWeb(address);
}
