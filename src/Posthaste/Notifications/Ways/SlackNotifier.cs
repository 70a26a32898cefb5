using System.Diagnostics;
using System.Globalization;

namespace Posthaste.Notifications.Ways;

/// <summary>Tells a channel through an incoming webhook of Slack, or of what speaks like it (docs/notifications.md#slack).</summary>
internal sealed class SlackNotifier(WebhookHttp http, SlackMessage text) : INotifier
{
    public TargetKind Kind => TargetKind.Slack;

    public async Task<SendOutcome> SendAsync(Message message, CancellationToken ct) => await http.PostAsync(message, text.Of(message), [], ct) switch
    {
        HttpReply.NotReached lost => new SendOutcome.Again(lost.Error),
        HttpReply.Answered answer => Read(answer) with { Status = answer.Status, Answer = answer.Shown },
        _ => throw new UnreachableException(),
    };

    private static SendOutcome Read(HttpReply.Answered answer) => answer.Status switch
    {
        _ when answer.IsSuccess => new SendOutcome.Delivered(),
        429 => new SendOutcome.Wait(answer.RetryAfter ?? TimeSpan.FromSeconds(30), "The webhook asked to wait: too many messages."),
        404 or 410 => new SendOutcome.Gone("This webhook was deleted, or its channel archived."),
        400 or 413 => new SendOutcome.Refused("The webhook did not take the message as it is."),
        _ => new SendOutcome.Again(string.Create(CultureInfo.InvariantCulture, $"The webhook answered with status {answer.Status}.")),
    };
}
