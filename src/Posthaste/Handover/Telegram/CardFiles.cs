using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>How a card's files reach a chat: in calls of one file or of an album, each within what Telegram takes. Pure.</summary>
/// <remarks>Bot API 10.3: photos up to 10 MB whose sides together have 10,000 pixels at most and stand 20 to 1 at most; other files up to 50 MB; albums of 2 to 10, documents
/// among themselves. Megabytes are counted as millions here, the safe reading. How much one call may weigh is not said: an album stays below the limit of one file.</remarks>
internal static class CardFiles
{
    public const long MaxPhotoBytes = 10_000_000;
    public const long MaxFileBytes = 50_000_000;
    public const int MaxAlbum = 10;

    private const int MaxSides = 10_000;
    private const int MaxRatio = 20;

    /// <returns>The calls, in the order of the files, and a sentence about each file that is too large.</returns>
    public static (IReadOnlyList<FileCall> Calls, IReadOnlyList<string> Notes) Plan(IReadOnlyList<CardMedia> media)
    {
        var calls = new List<FileCall>();
        var notes = new List<string>();
        var items = new List<FileItem>();
        foreach (var (i, item) in media.Index())
        {
            if (item.Bytes > MaxFileBytes)
            {
                notes.Add($"File {i + 1} ({TelegramText.Cut(item.Name, 80)}) is too large for Telegram: take it from the post's page.");
                continue;
            }
            var next = new FileItem(item, KindOf(item));
            if (items.Count > 0 && !Fits(items, next)) Close();
            items.Add(next);
        }
        Close();
        return (calls, notes);

        void Close()
        {
            if (items.Count > 0) calls.Add(new FileCall([.. items]));
            items.Clear();
        }
    }

    private static bool Fits(List<FileItem> items, FileItem next) =>
        items.Count < MaxAlbum
        && (items[0].Kind == FileKind.Document) == (next.Kind == FileKind.Document)
        && items.Sum(item => item.Media.Bytes) + next.Media.Bytes <= MaxFileBytes;

    private static FileKind KindOf(CardMedia item) =>
        item.IsVideo
            // Telegram shows MPEG-4 only.
            ? Path.GetExtension(item.Name).ToLowerInvariant() is ".mp4" or ".m4v" ? FileKind.Video : FileKind.Document
            : item.Bytes <= MaxPhotoBytes && IsShaped(item) ? FileKind.Photo : FileKind.Document;

    private static bool IsShaped(CardMedia item) =>
        item is not { Width: { } width, Height: { } height }
        || (width > 0 && height > 0 && width + height <= MaxSides && Math.Max(width, height) <= MaxRatio * Math.Min(width, height));
}

/// <summary>One call: a file alone, or an album.</summary>
internal sealed record FileCall(IReadOnlyList<FileItem> Items)
{
    /// <summary>The same as plain files, for pictures that Telegram does not show.</summary>
    public FileCall AsDocuments() => new([.. Items.Select(item => item with { Kind = FileKind.Document })]);
}

internal sealed record FileItem(CardMedia Media, FileKind Kind);

/// <summary>As what a file is sent.</summary>
internal enum FileKind
{
    Photo,
    Video,
    Document,
}
