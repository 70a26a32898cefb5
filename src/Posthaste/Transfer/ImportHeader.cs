namespace Posthaste.Transfer;

/// <summary>Which column of a file says what. Names are taken as people write them: in any case, with blanks, dashes or underscores, and under other names in common use.</summary>
internal sealed class ImportHeader
{
    private static readonly Dictionary<string, ImportColumn> Names = new[]
    {
        (ImportColumn.Type, "posttype kind format"),
        (ImportColumn.Channels, "channel account accounts profile profiles socialprofiles"),
        (ImportColumn.Media, "mediaurl mediaurls image images imageurl picture pictures photo photos video videos videourl file files filename filenames asset assets"),
        (ImportColumn.Caption, "text message content description post copy"),
        (ImportColumn.Hashtags, "hashtag tags"),
        (ImportColumn.FirstComment, "comment"),
        (ImportColumn.AltTexts, "alttext alt alternativetext"),
        (ImportColumn.At, "date datetime time publishat postat scheduledat scheduledfor scheduledtime publishtime postingtime"),
        (ImportColumn.TimeZone, "tz zone"),
        (ImportColumn.Title, "name"),
        (ImportColumn.Cover, "coverimage coverurl thumbnail"),
        (ImportColumn.LatePolicy, "late iflate"),
        (ImportColumn.Category, "categories categoryname"),
    }.SelectMany(row => row.Item2.Split(' ').Append(Plain(Words.Of(row.Item1))).Select(name => (name, row.Item1))).ToDictionary(pair => pair.name, pair => pair.Item2);

    /// <summary>What an export tells beside the post itself: nothing to import, and nothing to wonder about.</summary>
    private static readonly HashSet<string> Told = [.. PostCsv.ToldColumns.Select(Plain)];

    private readonly Dictionary<ImportColumn, int> _places = [];

    public ImportHeader(IReadOnlyList<string> header)
    {
        var columns = new List<ColumnMatch>();
        foreach (var (i, name) in header.Index())
        {
            var plain = Plain(name);
            if (plain.Length == 0) continue;
            if (!Names.TryGetValue(plain, out var column))
                columns.Add(new ColumnMatch(name, null, Told.Contains(plain) ? null : Unknown(name)));
            else if (_places.TryAdd(column, i))
                columns.Add(new ColumnMatch(name, column, null));
            else
                columns.Add(new ColumnMatch(name, null, new RowFinding(Words.Of(column), "duplicate_column", $"There is another column of {Words.Of(column)}; this one is left out.", Blocks: false)));
        }
        (Columns, Width) = (columns, header.Count);
    }

    /// <summary>How many cells it has, nameless ones too.</summary>
    public int Width { get; }

    /// <summary>In the order of the file; those without a name are left out.</summary>
    public IReadOnlyList<ColumnMatch> Columns { get; }

    public bool KnowsAny => _places.Count > 0;

    /// <returns>Empty where the file has no such column, or the row ends before it.</returns>
    public string CellOf(IReadOnlyList<string> cells, ImportColumn column) => _places.TryGetValue(column, out var i) && i < cells.Count ? Csv.CsvCell.Unprefixed(cells[i]) : "";

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static RowFinding Unknown(string name) =>
        new(null, "unknown_column", $"The column '{Short(name)}' is not known and is left out. Known are {string.Join(", ", Words.All<ImportColumn>())}.", Blocks: false);

    private static string Short(string text) => text.Length <= 40 ? text : text[..(char.IsHighSurrogate(text[39]) ? 39 : 40)] + "…";
}

/// <param name="Name">As the file has it.</param>
/// <param name="Column">What it says; null where it is left out.</param>
/// <param name="Finding">Why, where there is something to wonder about.</param>
internal sealed record ColumnMatch(string Name, ImportColumn? Column, RowFinding? Finding);
