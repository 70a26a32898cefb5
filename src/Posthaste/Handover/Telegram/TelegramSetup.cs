using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs.Nodes;
using Posthaste.Media.Hosting;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>Wires cards in Telegram. Who takes the answers (<see cref="ICardAnswers"/>) is wired with the hand-over.</summary>
internal static class TelegramSetup
{
    public static IServiceCollection AddTelegram(this IServiceCollection services)
    {
        services.AddTelegramApi();
        services.AddOptions<TelegramOptions>().Validate<PublicAddress>(
            (options, address) => options.Mode != TelegramMode.Webhook || !options.IsSetUp || address.Url.Scheme == Uri.UriSchemeHttps || options.ApiBaseUrl.IsLoopback,
            "PublicBaseUrl: with Telegram:Mode webhook it must be the https address at which Telegram reaches this server.");
        return services.AddSingleton<CardAnswersLater>().AddSingleton<TelegramSender>().AddSingleton<TelegramSelf>().AddSingleton<TakeUpdate>()
            .AddSingleton<ICardDesk, TelegramDesk>().AddDuty<TelegramReader>(NodeRoles.Scheduler);
    }
}
