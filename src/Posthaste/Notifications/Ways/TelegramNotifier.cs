using System.Diagnostics;

namespace Posthaste.Notifications.Ways;

/// <summary>Tells a chat that the server's Telegram bot is in.</summary>
internal sealed class TelegramNotifier(PlainText text, TimeProvider time, ITextMessenger? messenger = null) : INotifier
{
    public TargetKind Kind => TargetKind.Telegram;

    public async Task<SendOutcome> SendAsync(Message message, CancellationToken ct)
    {
        if (messenger is not { IsSetUp: true }) return new SendOutcome.Again("This server has no Telegram bot (Telegram:BotToken).");
        var body = $"{PlainText.Title(message.Bulletin)}\n{text.Body(message.Bulletin)}\n\n{message.DeliveryId}";
        return await messenger.SendTextAsync(message.Address.Reveal(), body, ct) switch
        {
            TextSent.Sent => new SendOutcome.Delivered(),
            TextSent.Later later => new SendOutcome.Wait(later.At - time.GetUtcNow(), later.Error),
            TextSent.Unknown unknown => new SendOutcome.Again(unknown.Error),
            // Nothing that is sent there arrives.
            TextSent.Refused { Code: "chat_gone" or "bot_removed" } gone => new SendOutcome.Gone(gone.Error),
            // The server's own trouble, which its operator mends.
            TextSent.Refused { Code: "telegram_token" or "telegram_not_set_up" } later => new SendOutcome.Again(later.Error),
            TextSent.Refused refused => new SendOutcome.Refused(refused.Error),
            _ => throw new UnreachableException(),
        };
    }
}
