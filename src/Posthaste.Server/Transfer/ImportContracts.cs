using System.Text.Json.Serialization;
using Posthaste.Platforms;
using Posthaste.Transfer;

namespace Posthaste.Server.Transfer;

/// <summary>What became of a file of posts, or would.</summary>
public sealed record ImportResponse
{
    /// <summary>One for each row that is not empty, in the order of the file.</summary>
    public required IReadOnlyList<ImportedRowResponse> Rows { get; init; }

    /// <summary>In the order of the file; those without a name are left out.</summary>
    public required IReadOnlyList<ImportedColumnResponse> Columns { get; init; }

    public required ImportTotalsResponse Totals { get; init; }

    internal static ImportResponse From(ImportResult.Done done) => new()
    {
        Rows = [.. done.Rows.Select(ImportedRowResponse.From)],
        Columns = [.. done.Columns.Select(ImportedColumnResponse.From)],
        Totals = new ImportTotalsResponse
        {
            Rows = done.Rows.Count,
            Ok = done.Rows.Count(row => row.IsGood),
            Refused = done.Rows.Count(row => !row.IsGood),
            Created = done.Rows.Count(row => row is { PostId: not null, WasThere: false }),
            AlreadyImported = done.Rows.Count(row => row.WasThere),
        },
    };
}

/// <summary>What became of a row, or would.</summary>
public sealed record ImportedRowResponse
{
    /// <summary>As a spreadsheet counts: the header is usually 1.</summary>
    public required int Row { get; init; }

    /// <summary>A post was made of it, or would be.</summary>
    public required bool Ok { get; init; }

    public required IReadOnlyList<ImportFindingResponse> Findings { get; init; }
    public required ImportedPostResponse Post { get; init; }

    /// <summary>The post that was made of it; null in a dry run, and where none was.</summary>
    public required Guid? PostId { get; init; }

    /// <summary>The post was made when this row was imported before, and was left as it is.</summary>
    public required bool AlreadyImported { get; init; }

    internal static ImportedRowResponse From(RowReport row) => new()
    {
        Row = row.Number,
        Ok = row.IsGood,
        Findings = [.. row.Findings.Select(ImportFindingResponse.From)],
        Post = new ImportedPostResponse { Type = row.Type, ChannelIds = row.ChannelIds, MediaIds = row.MediaIds, At = row.At, Title = row.Title },
        PostId = row.PostId,
        AlreadyImported = row.WasThere,
    };
}

/// <summary>How a row was understood.</summary>
public sealed record ImportedPostResponse
{
    /// <summary>Null where the row does not say.</summary>
    public required PostType? Type { get; init; }

    public required IReadOnlyList<Guid> ChannelIds { get; init; }

    /// <summary>Those that are in the library; what is still to be fetched from the web is not among them.</summary>
    public required IReadOnlyList<Guid> MediaIds { get; init; }

    public required DateTimeOffset? At { get; init; }

    /// <summary>The row's own, or the one made from its content; null where that was not come to.</summary>
    public required string? Title { get; init; }
}

/// <summary>Something about a row or a column.</summary>
public sealed record ImportFindingResponse
{
    /// <summary>Null for the row as a whole.</summary>
    public required string? Column { get; init; }

    /// <summary>Stable snake_case word.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>No post is made of the row; otherwise a hint.</summary>
    public required bool Blocks { get; init; }

    internal static ImportFindingResponse From(RowFinding finding) => new() { Column = finding.Column, Code = finding.Code, Message = finding.Message, Blocks = finding.Blocks };
}

/// <summary>A column of the file.</summary>
public sealed record ImportedColumnResponse
{
    /// <summary>As the file has it.</summary>
    public required string Name { get; init; }

    /// <summary>What it says; null where it is left out.</summary>
    public required ImportColumn? Column { get; init; }

    /// <summary>Why it is left out, where there is something to wonder about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportFindingResponse? Finding { get; init; }

    internal static ImportedColumnResponse From(ColumnMatch match) =>
        new() { Name = match.Name, Column = match.Column, Finding = match.Finding is { } finding ? ImportFindingResponse.From(finding) : null };
}

/// <summary>How many rows came to what.</summary>
public sealed record ImportTotalsResponse
{
    public required int Rows { get; init; }

    /// <summary>A post was made of them, now or before, or would be.</summary>
    public required int Ok { get; init; }

    public required int Refused { get; init; }

    /// <summary>Posts that this request made.</summary>
    public required int Created { get; init; }

    public required int AlreadyImported { get; init; }
}
