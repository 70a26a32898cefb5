using Posthaste.Platforms;

namespace Posthaste.Transfer;

/// <summary>A file of posts that somebody wants made.</summary>
internal sealed record PostImport
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>CSV; at most <see cref="Csv.CsvFile.MaxBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What sets this import apart from others: the same row under the same name is made once. Empty for the one that everybody shares.</summary>
    public string Name { get; init; } = "";

    /// <summary>Rows with a time are scheduled; else all of them are drafts.</summary>
    public bool Schedule { get; init; }

    /// <summary>Also where another post on a channel is close, or shows the same.</summary>
    public bool Force { get; init; }

    /// <summary>Only says what would become of each row.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What became of a file.</summary>
internal abstract record ImportResult
{
    private ImportResult() { }

    /// <summary>Each row by itself: some may have been made and others not.</summary>
    public sealed record Done(IReadOnlyList<ColumnMatch> Columns, IReadOnlyList<RowReport> Rows) : ImportResult;

    /// <summary>The file could not be read, and nothing was made.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : ImportResult;
}

/// <summary>What became of a row, or would.</summary>
internal sealed record RowReport
{
    /// <summary>As a spreadsheet counts.</summary>
    public required int Number { get; init; }

    public required IReadOnlyList<RowFinding> Findings { get; init; }

    /// <summary>Null where the row does not say.</summary>
    public PostType? Type { get; init; }

    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    /// <summary>Those that are in the library.</summary>
    public IReadOnlyList<Guid> MediaIds { get; init; } = [];

    public Guid? CategoryId { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? Title { get; init; }

    /// <summary>The post that was made of it; null where none was.</summary>
    public Guid? PostId { get; init; }

    /// <summary>The post is from an earlier time that this row was imported.</summary>
    public bool WasThere { get; init; }

    public bool IsGood => !Findings.Any(finding => finding.Blocks);
}
