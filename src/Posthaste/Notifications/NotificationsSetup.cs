using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Nodes;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications;

/// <summary>Wires the ways out; their stores are wired with the others.</summary>
internal static class NotificationsSetup
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration(NotificationsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DiscordOptions>().BindConfiguration(DiscordOptions.Section).Validate(
            discord => string.IsNullOrEmpty(discord.WebhookUrl) || (Uri.TryCreate(discord.WebhookUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"),
            "Discord:WebhookUrl: expected is the address of a webhook such as https://discord.com/api/webhooks/…/….").ValidateOnStart();
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateDataAnnotations()
            .Validate(email => email.Host is null || System.Net.Mail.MailAddress.TryCreate(email.From, out _), "Email:From: with Email:Host, expected is who letters are from, such as posthaste@example.com.")
            .Validate(email => (email.User is null) == (email.Password is null), "Email:Password: expected with Email:User, and only with it.").ValidateOnStart();

        services.AddSingleton(new DashboardLinks(configuration["PublicBaseUrl"] is { } text ? new Uri(text) : null));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<NotificationsOptions>>().Value.AllowPrivateAddresses ? new HostGuard { MayReach = ip => true } : new HostGuard());
        AddClient(services, WebhookHttp.Guarded, provider => provider.GetRequiredService<HostGuard>());
        AddClient(services, WebhookHttp.Trusted, provider => new HostGuard { MayReach = ip => true });
        services.AddSingleton<WebhookHttp>().AddSingleton<PlainText>().AddSingleton<DiscordMessage>().AddSingleton<SlackMessage>()
            .AddSingleton<INotifier, DiscordNotifier>().AddSingleton<INotifier, SlackNotifier>().AddSingleton<INotifier, WebhookNotifier>()
            .AddSingleton<INotifier, TelegramNotifier>().AddSingleton<INotifier, EmailNotifier>();
        return services
            .AddSingleton<TargetAddress>().AddSingleton<CreateTarget>().AddSingleton<ChangeTarget>().AddSingleton<DeleteTarget>().AddSingleton<RotateTargetSecret>().AddSingleton<TestTarget>()
            .AddSingleton<RedeliverMessage>().AddSingleton<PruneDeliveries>().AddSingleton<KeepServerTargets>().AddSingleton<DeliverySignal>()
            .AddSingleton<Courier>().AddSingleton<SendToTarget>().AddSingleton<FollowEvents>()
            .AddDuty<EventFollower>(NodeRoles.Scheduler).AddDuty<DeliverySender>(NodeRoles.Scheduler);
    }

    private static void AddClient(IServiceCollection services, string name, Func<IServiceProvider, HostGuard> guard) => services
        .AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(provider => HostGuard.CreateHandler(guard(provider).ConnectAsync))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // Addresses of webhooks are secrets, and HttpClient's own log lines print them.
        .RemoveAllLoggers();
}
