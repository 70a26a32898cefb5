using System.Diagnostics;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications.Telegram;

/// <summary>Lets notifications go out by the server's bot.</summary>
internal sealed class BotMessenger(TelegramMessenger messenger) : ITextMessenger
{
    public bool IsSetUp => messenger.IsSetUp;

    public async Task<TextSent> SendTextAsync(string chatId, string text, CancellationToken ct) => await messenger.SendTextAsync(chatId, text, ct) switch
    {
        TelegramSent.Sent => new TextSent.Sent(),
        TelegramSent.Later later => new TextSent.Later(later.At, later.Error),
        TelegramSent.Refused refused => new TextSent.Refused(refused.Code, refused.Error),
        TelegramSent.Unknown unknown => new TextSent.Unknown(unknown.Error),
        _ => throw new UnreachableException(),
    };
}
