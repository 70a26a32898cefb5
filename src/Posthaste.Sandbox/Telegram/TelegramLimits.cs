namespace Posthaste.Sandbox.Telegram;

/// <summary>What Telegram takes, in its own words where it does not.</summary>
internal static class TelegramLimits
{
    public const int MaxText = 4096;
    public const int MaxCaption = 1024;
    public const int MaxCallbackText = 200;

    private const int MaxPhotoBytes = 10 << 20;
    private const int MaxFileBytes = 50 << 20;

    /// <summary>Finds the chat of a call and sees whether the bot may write there.</summary>
    public static (FakeChat? Chat, TelegramReply? Refusal) ChatOf(TelegramWorld world, TelegramCall call)
    {
        if (call.Params.Get("chat_id") is null) return (null, TelegramReply.Bad("chat_id is empty"));
        if (call.Long("chat_id") is not { } id || world.Chats.GetValueOrDefault(id) is not { } chat || chat.State is ChatState.Gone) return (null, TelegramReply.Bad("chat not found"));
        if (chat.MovedTo is { } moved) return (null, TelegramReply.Moved(moved));
        if (!chat.Bots.Contains(call.Bot.Id)) return (null, TelegramReply.Bad("chat not found"));
        var kind = chat.Type.ToString().ToLowerInvariant();
        return chat.State switch
        {
            ChatState.Blocked => (null, TelegramReply.Forbidden("bot was blocked by the user")),
            ChatState.Deactivated => (null, TelegramReply.Forbidden("user is deactivated")),
            ChatState.Kicked when chat.Type is ChatType.Channel => (null, TelegramReply.Forbidden("bot is not a member of the channel chat")),
            ChatState.Kicked => (null, TelegramReply.Forbidden($"bot was kicked from the {kind} chat")),
            _ => (chat, null),
        };
    }

    /// <summary>Counts messages against the limits of their chat.</summary>
    /// <param name="messages">How many the call sends.</param>
    /// <returns>After how many seconds there is room; null where there is now.</returns>
    public static int? Wait(TelegramWorld world, FakeChat chat, int messages, DateTimeOffset now)
    {
        var burst = world.Settings.ChatBurst;
        var left = Math.Min(burst, chat.Burst + Math.Max(0, (now - chat.BurstAt).TotalSeconds));
        if (left < 1) return (int)Math.Ceiling(1 - left);
        if (chat.IsGroup)
        {
            chat.Sent.RemoveAll(at => at <= now - TimeSpan.FromSeconds(60));
            var over = chat.Sent.Count + messages - world.Settings.GroupPerMinute;
            if (over > 0 && chat.Sent.Count > 0)
                return Math.Max(1, (int)Math.Ceiling((chat.Sent[Math.Min(over, chat.Sent.Count) - 1].AddSeconds(60) - now).TotalSeconds));
            chat.Sent.AddRange(Enumerable.Repeat(now, messages));
        }
        (chat.Burst, chat.BurstAt) = (left - 1, now);
        return null;
    }

    /// <returns>What is wrong with a file; null where nothing is.</returns>
    public static TelegramReply? ProblemOf(string kind, SentFile file, (int Width, int Height)? size)
    {
        if (file.Bytes.Length == 0) return TelegramReply.Bad("file must be non-empty");
        if (file.Bytes.Length > MaxFileBytes) return TelegramReply.Error(StatusCodes.Status413PayloadTooLarge, "Request Entity Too Large");
        if (kind != "photo") return null;
        if (file.Bytes.Length > MaxPhotoBytes) return TelegramReply.Bad("too big for a photo");
        if (size is not { } pixels) return TelegramReply.Bad("IMAGE_PROCESS_FAILED");
        var (longer, shorter) = (Math.Max(pixels.Width, pixels.Height), Math.Min(pixels.Width, pixels.Height));
        return pixels.Width + pixels.Height > 10_000 || longer > 20 * shorter ? TelegramReply.Bad("PHOTO_INVALID_DIMENSIONS") : null;
    }
}
