using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>The files of one call, open for reading.</summary>
internal sealed class CardUpload : IAsyncDisposable
{
    private readonly List<TelegramFile> _files = [];

    private CardUpload(FileCall call) => Call = call;

    public FileCall Call { get; }

    /// <summary>The method of the Bot API that takes them.</summary>
    public string Method => Call.Items switch
    {
        [{ Kind: FileKind.Photo }] => "sendPhoto",
        [{ Kind: FileKind.Video }] => "sendVideo",
        [_] => "sendDocument",
        _ => "sendMediaGroup",
    };

    /// <summary>Opens them all.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static async Task<CardUpload> OpenAsync(FileCall call, CancellationToken ct)
    {
        var upload = new CardUpload(call);
        try
        {
            foreach (var (i, item) in call.Items.Index())
            {
                var bytes = await item.Media.OpenAsync(ct);
                upload._files.Add(new TelegramFile($"file{i}", item.Media.Name, ContentType(item.Media.Name), bytes, bytes.CanSeek ? bytes.Length : item.Media.Bytes));
            }
            return upload;
        }
        catch
        {
            await upload.DisposeAsync();
            throw;
        }
    }

    public TelegramUpload For(string chatId)
    {
        var fields = new Dictionary<string, string> { ["chat_id"] = chatId };
        if (Call.Items is [var only])
        {
            fields[Word(only.Kind)] = "attach://file0";
            if (CaptionOf(only.Media) is { } caption) (fields["caption"], fields["parse_mode"]) = (caption, "HTML");
            foreach (var (name, value) in More(only)) fields[name] = value.ToJsonString();
        }
        else
        {
            fields["media"] = new JsonArray([.. Call.Items.Select((item, i) => InputMedia(item, i))]).ToJsonString();
        }
        return new TelegramUpload(fields, _files);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files) await file.Bytes.DisposeAsync();
    }

    private static JsonObject InputMedia(FileItem item, int i)
    {
        var media = new JsonObject { ["type"] = Word(item.Kind), ["media"] = $"attach://file{i.ToString(CultureInfo.InvariantCulture)}" };
        if (CaptionOf(item.Media) is { } caption) (media["caption"], media["parse_mode"]) = (caption, "HTML");
        foreach (var (name, value) in More(item)) media[name] = value;
        return media;
    }

    /// <summary>What Telegram would have to find out itself: without it some apps show a video as a square.</summary>
    private static IEnumerable<(string Name, JsonNode Value)> More(FileItem item)
    {
        if (item.Kind != FileKind.Video) yield break;
        yield return ("supports_streaming", JsonValue.Create(true));
        if (item.Media is not { Width: > 0 and var width, Height: > 0 and var height }) yield break;
        yield return ("width", JsonValue.Create(width));
        yield return ("height", JsonValue.Create(height));
    }

    private static string? CaptionOf(CardMedia media) =>
        media.AltText is { } alt && TelegramText.ShowsSomething(alt) ? $"Alt text: <code>{TelegramText.Escape(TelegramText.Cut(alt, TelegramText.MaxCaption - 16))}</code>" : null;

    private static string Word(FileKind kind) => Words.Of(kind);

    private static string ContentType(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        ".png" => "image/png",
        ".webp" => "image/webp",
        ".mp4" or ".m4v" => "video/mp4",
        ".mov" => "video/quicktime",
        _ => "application/octet-stream",
    };
}
