using System.Globalization;
using Posthaste.Transfer.Csv;

namespace Posthaste.Transfer;

/// <summary>Posts as rows of a CSV file: first the columns that an import takes, then what happened.</summary>
internal static class PostCsv
{
    /// <summary>What an import leaves out: the post's own facts, and of each channel, in the order of <c>channels</c>, what became of it.</summary>
    public static readonly IReadOnlyList<string> ToldColumns = ["post_id", "approval", "created_by", "state", "published_at", "permalink", "lateness_seconds", "error"];

    private static readonly ImportColumn[] Columns = Enum.GetValues<ImportColumn>();

    /// <summary>With its line end.</summary>
    public static string Header => string.Join(',', Columns.Select(Words.Of).Concat(ToldColumns)) + "\r\n";

    /// <summary>What somebody begins with who makes a file by hand.</summary>
    public static string Template =>
        string.Join(',', Columns.Select(Words.Of)) + "\r\n"
        + Line(["image", "my_shop", "bread.jpg", "Fresh bread, every morning\nCome and see", "#bakery #bread", "Open from 7", "Loaves on a wooden shelf", "2030-03-01 18:00", "Europe/Berlin", "Bread", "", "publish", ""], prefixed: true);

    /// <param name="post">What to write.</param>
    /// <param name="prefixed">Whether what a spreadsheet would run as a formula is made harmless.</param>
    public static string Row(ExportedPost post, bool prefixed)
    {
        var draft = post.Post.Draft;
        return Line(
        [
            .. Columns.Select(column => column switch
            {
                ImportColumn.Type => Words.Of(draft.Type),
                ImportColumn.Channels => TextList.Join(post.Channels),
                ImportColumn.Media => TextList.Join(draft.MediaIds.Select(id => id.ToString())),
                ImportColumn.Caption => draft.Caption,
                ImportColumn.Hashtags => string.Join(' ', draft.Hashtags.Select(tag => $"#{tag}")),
                ImportColumn.FirstComment => draft.Options.FirstComment ?? "",
                ImportColumn.AltTexts => TextList.Join(draft.AltTexts),
                ImportColumn.At => post.Post.PlannedAt is { } at ? Time(at) : "",
                ImportColumn.TimeZone => "",
                ImportColumn.Title => draft.Title ?? "",
                ImportColumn.Cover => draft.Options.CoverMediaId?.ToString() ?? "",
                ImportColumn.LatePolicy => string.Join(' ', new[] { draft.LatePolicy is { } policy ? Words.Of(policy) : null, draft.LatePolicy is null ? null : draft.LateMinutes?.ToString(CultureInfo.InvariantCulture) }.OfType<string>()),
                ImportColumn.Category => post.Category ?? "",
                _ => throw new System.Diagnostics.UnreachableException(),
            }),
            post.Post.Id.ToString(), Words.Of(post.Post.Approval), post.Post.CreatedBy,
            Told(post, job => Words.Of(job.State)), Told(post, job => job.PublishedAt is { } at ? Time(at) : ""), Told(post, job => job.Permalink ?? ""),
            Told(post, job => job.LatenessMs is { } late ? (late / 1000.0).ToString("0.###", CultureInfo.InvariantCulture) : ""), Told(post, job => job.LastError?.Message ?? ""),
        ], prefixed);
    }

    private static string Told(ExportedPost post, Func<Jobs.Job, string> what) =>
        post.Jobs.Count == 0 ? "" : TextList.Join(post.Post.Draft.ChannelIds.Select(id => post.Jobs.FirstOrDefault(job => job.ChannelId == id) is { } job ? what(job) : ""));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> cells, bool prefixed) => string.Join(',', cells.Select(cell => CsvCell.Write(cell, prefixed))) + "\r\n";
}
