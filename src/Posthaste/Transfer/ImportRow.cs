using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Posthaste.Platforms;
using Posthaste.Transfer.Csv;
using Posthaste.Workspaces;

namespace Posthaste.Transfer;

/// <summary>What a row says, before any name in it is looked up.</summary>
internal sealed record ImportRow
{
    /// <summary>As a spreadsheet counts.</summary>
    public required int Number { get; init; }

    /// <summary>Null where it is missing or not known.</summary>
    public PostType? Type { get; init; }

    /// <summary>Names, @usernames or ids.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>File names, ids or addresses.</summary>
    public required IReadOnlyList<string> Media { get; init; }

    public required string Caption { get; init; }
    public required IReadOnlyList<string> Hashtags { get; init; }
    public string? FirstComment { get; init; }
    public required IReadOnlyList<string?> AltTexts { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? Title { get; init; }
    public string? Cover { get; init; }
    public LatePolicy? LatePolicy { get; init; }
    public int? LateMinutes { get; init; }

    /// <summary>Its name or id; null for none.</summary>
    public string? Category { get; init; }

    public required IReadOnlyList<RowFinding> Findings { get; init; }

    /// <summary>Tells what it says from what any other says, however its file is separated and its columns are ordered; lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Pure; takes any row.</summary>
    /// <param name="row">What to read.</param>
    /// <param name="header">Which cell says what.</param>
    /// <param name="timeZone">The workspace's.</param>
    public static ImportRow Read(CsvRow row, ImportHeader header, string timeZone)
    {
        var findings = new List<RowFinding>();
        if (row.IsBroken)
            findings.Add(new(null, "broken_quotes", "The quotation marks in this row do not match. Put a text with quotation marks, line breaks or separators in quotation marks, and double those within it."));
        if (row.Cells.Skip(header.Width).Any(cell => cell.Length > 0))
            findings.Add(new(null, "too_many_cells", "The row has more cells than the header has columns. A separator in a text needs quotation marks around that text."));

        var at = RowTime.Read(Cell(ImportColumn.At), Cell(ImportColumn.TimeZone), timeZone, out var wrongTime);
        if (wrongTime is not null) findings.Add(wrongTime);
        var (latePolicy, lateMinutes) = ReadLate(Cell(ImportColumn.LatePolicy), findings);
        return new ImportRow
        {
            Number = row.Number,
            Type = ReadType(Cell(ImportColumn.Type), findings),
            Channels = [.. TextList.Split(Cell(ImportColumn.Channels)).Where(name => name.Length > 0)],
            Media = [.. TextList.Split(Cell(ImportColumn.Media)).Where(name => name.Length > 0)],
            Caption = Cell(ImportColumn.Caption).ReplaceLineEndings("\n"),
            Hashtags = ReadHashtags(Cell(ImportColumn.Hashtags)),
            FirstComment = TextOrNull(Cell(ImportColumn.FirstComment)),
            AltTexts = [.. TextList.Split(Cell(ImportColumn.AltTexts)).Select(TextOrNull)],
            At = at,
            Title = TextOrNull(Cell(ImportColumn.Title)),
            Cover = TextList.Split(Cell(ImportColumn.Cover)).FirstOrDefault(name => name.Length > 0),
            LatePolicy = latePolicy,
            LateMinutes = lateMinutes,
            Category = TextOrNull(Cell(ImportColumn.Category).Trim()),
            Findings = findings,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Said()))),
        };

        // A column that came later counts only where it says something: rows that were imported before it are known again.
        IEnumerable<string> Said() => Enum.GetValues<ImportColumn>().Where(column => column != ImportColumn.Category || Cell(column).Trim().Length > 0).Select(column => Cell(column).Trim());

        string Cell(ImportColumn column) => header.CellOf(row.Cells, column);
    }

    private static PostType? ReadType(string text, List<RowFinding> findings)
    {
        var word = text.Trim().ToLowerInvariant();
        word = word switch { "photo" or "picture" => "image", "album" => "carousel", _ => word };
        if (Words.TryParse<PostType>(word, out var type)) return type;
        findings.Add(word.Length == 0
            ? RowFinding.Of(ImportColumn.Type, "type_missing", $"The row does not say what it is; expected is one of {string.Join(", ", Words.All<PostType>())}.")
            : RowFinding.Of(ImportColumn.Type, "unknown_type", $"This type of post is not known; expected is one of {string.Join(", ", Words.All<PostType>())}."));
        return null;
    }

    private static (LatePolicy?, int?) ReadLate(string text, List<RowFinding> findings)
    {
        if (text.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var word, .. var rest]) return (null, null);
        if (Words.TryParse<LatePolicy>(word, out var policy))
        {
            if (rest.Length == 0) return (policy, null);
            if (rest is [var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return (policy, minutes);
        }
        findings.Add(RowFinding.Of(ImportColumn.LatePolicy, "unknown_late_policy", $"Expected is one of {string.Join(", ", Words.All<LatePolicy>())}, or with minutes such as publish 90."));
        return (null, null);
    }

    private static IReadOnlyList<string> ReadHashtags(string text) =>
        [.. text.Split([' ', ',', '|', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(tag => tag.TrimStart('#')).Where(tag => tag.Length > 0)];

    private static string? TextOrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n");
}
