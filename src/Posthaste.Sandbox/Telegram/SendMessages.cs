using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Images;

namespace Posthaste.Sandbox.Telegram;

/// <summary>The methods that put messages into chats.</summary>
internal static class SendMessages
{
    private static readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal) { ["sendphoto"] = "photo", ["sendvideo"] = "video", ["senddocument"] = "document" };

    public static TelegramReply Text(TelegramWorld world, TelegramCall call)
    {
        var (chat, refusal) = TelegramLimits.ChatOf(world, call);
        if (chat is null) return refusal!;
        var (text, unread) = call.Text("text");
        if (text is null) return TelegramReply.Bad(unread!);
        if (text.Text.Length == 0) return TelegramReply.Bad("message text is empty");
        if (text.Text.Length > TelegramLimits.MaxText) return TelegramReply.Bad("message is too long");
        return Put(world, call, chat, message => message with { Text = text });
    }

    /// <summary><c>sendPhoto</c>, <c>sendVideo</c>, <c>sendDocument</c>.</summary>
    public static TelegramReply File(TelegramWorld world, TelegramCall call)
    {
        var (chat, refusal) = TelegramLimits.ChatOf(world, call);
        if (chat is null) return refusal!;
        var kind = _fields[call.Method];
        var (caption, unread) = call.Text("caption");
        if (caption is null) return TelegramReply.Bad(unread!);
        if (caption.Text.Length > TelegramLimits.MaxCaption) return TelegramReply.Bad("message caption is too long");
        var (file, wrong) = Find(world, call, kind, call.Params.Get(kind) ?? (call.Files.ContainsKey(kind) ? $"attach://{kind}" : null));
        return file is null ? wrong! : Put(world, call, chat, message => message with { File = file, Caption = caption });
    }

    public static TelegramReply Album(TelegramWorld world, TelegramCall call)
    {
        var (chat, refusal) = TelegramLimits.ChatOf(world, call);
        if (chat is null) return refusal!;
        if (call.Params.Json("media") is not JsonArray media) return TelegramReply.Bad("can't parse media JSON object");
        if (media.Count < 2) return TelegramReply.Bad("too few messages to send as an album");
        if (media.Count > 10) return TelegramReply.Bad("too many messages to send as an album");
        var items = new List<(FakeTelegramFile File, FormattedText Caption)>();
        foreach (var node in media)
        {
            var kind = (string?)node?["type"] ?? "";
            if (kind is not ("photo" or "video" or "document")) return TelegramReply.Bad($"type \"{kind}\" of the InputMedia can't be used here");
            var (caption, unread) = TelegramCall.ReadText((string?)node!["caption"], (string?)node["parse_mode"]);
            if (caption is null) return TelegramReply.Bad(unread!);
            if (caption.Text.Length > TelegramLimits.MaxCaption) return TelegramReply.Bad("message caption is too long");
            var (file, wrong) = Find(world, call, kind, (string?)node["media"]);
            if (file is null) return wrong!;
            items.Add((file, caption));
        }
        if (items.Any(item => item.File.Kind == "document") && items.Any(item => item.File.Kind != "document"))
            return TelegramReply.Bad("document can't be mixed with other media types");
        var (replyTo, missing) = call.ReplyTo(chat);
        if (missing is not null) return TelegramReply.Bad(missing);
        if (TelegramLimits.Wait(world, chat, items.Count, call.At) is { } wait) return TelegramReply.TooMany(wait);
        var group = world.NewMediaGroup();
        var sent = items.Select(item => world.Put(chat, id => New(call, chat, id) with
        {
            File = item.File,
            Caption = item.Caption,
            MediaGroupId = group,
            ReplyTo = replyTo,
        }));
        return TelegramReply.Ok(new JsonArray([.. sent.Select(message => message.ToJson(world))]));
    }

    private static TelegramReply Put(TelegramWorld world, TelegramCall call, FakeChat chat, Func<FakeMessage, FakeMessage> fill)
    {
        var (markup, wrong) = ReplyMarkup.Read(call.Params.Get("reply_markup"));
        if (markup is null) return TelegramReply.Bad(wrong!);
        var (replyTo, missing) = call.ReplyTo(chat);
        if (missing is not null) return TelegramReply.Bad(missing);
        if (TelegramLimits.Wait(world, chat, 1, call.At) is { } wait) return TelegramReply.TooMany(wait);
        var message = world.Put(chat, id => fill(New(call, chat, id)) with { ReplyTo = replyTo, Keyboard = markup.Keyboard, ForcesReply = markup.ForcesReply });
        return TelegramReply.Ok(message.ToJson(world));
    }

    private static FakeMessage New(TelegramCall call, FakeChat chat, long id) => new() { Id = id, ChatId = chat.Id, FromId = call.Bot.Id, At = call.At };

    /// <summary>A file that comes with the call, or one that was sent before.</summary>
    private static (FakeTelegramFile? File, TelegramReply? Refusal) Find(TelegramWorld world, TelegramCall call, string kind, string? named)
    {
        if (named is null) return (null, TelegramReply.Bad($"there is no {kind} in the request"));
        if (world.Files.GetValueOrDefault(named) is { } known) return known.Kind == kind ? (known, null) : (null, TelegramReply.Bad("type of file mismatch"));
        if (!named.StartsWith("attach://", StringComparison.Ordinal))
            return (null, TelegramReply.Bad(named.Contains("://", StringComparison.Ordinal) ? "failed to get HTTP URL content" : "wrong file identifier/HTTP URL specified"));
        if (call.Files.GetValueOrDefault(named["attach://".Length..]) is not { } sent) return (null, TelegramReply.Bad($"file \"{named}\" not found in the request"));
        var size = kind == "photo" ? SizeOf(sent.Bytes) : null;
        if (TelegramLimits.ProblemOf(kind, sent, size) is { } problem) return (null, problem);
        var file = new FakeTelegramFile(kind, world.NewFileId(kind), sent.Name, sent.ContentType, sent.Bytes, size?.Width ?? 0, size?.Height ?? 0);
        return (world.Files[file.Id] = file, null);
    }

    /// <returns>As it is shown; null for what is neither JPEG nor PNG.</returns>
    private static (int Width, int Height)? SizeOf(byte[] bytes)
    {
        if (JpegHeader.Read(bytes) is { } jpeg) return jpeg.LiesOnSide ? (jpeg.Height, jpeg.Width) : (jpeg.Width, jpeg.Height);
        return bytes.Length >= 24 && bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..]
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)))
            : null;
    }
}
