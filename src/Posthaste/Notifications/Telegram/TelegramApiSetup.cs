using Microsoft.Extensions.DependencyInjection;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications.Telegram;

/// <summary>Registers the client of the Bot API. Needs <c>AddPlatformHttp</c> and a <see cref="TimeProvider"/>.</summary>
internal static class TelegramApiSetup
{
    public static IServiceCollection AddTelegramApi(this IServiceCollection services)
    {
        services.AddOptions<TelegramOptions>()
            .BindConfiguration(TelegramOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.ApiBaseUrl is { IsAbsoluteUri: true, Scheme: "https" or "http" }, "Telegram:ApiBaseUrl must be an http or https address.")
            .Validate(
                options => options.Mode != TelegramMode.Webhook || !string.IsNullOrEmpty(options.WebhookSecret),
                "Telegram:WebhookSecret: with Telegram:Mode webhook it is needed: 16 to 256 letters, digits, underscores and hyphens, made up by you.")
            .ValidateOnStart();
        return services.AddSingleton<TelegramApi>().AddSingleton<ITextMessenger, TelegramMessenger>();
    }
}
