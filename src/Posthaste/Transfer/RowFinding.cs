using System.Text.RegularExpressions;
using Posthaste.Platforms;

namespace Posthaste.Transfer;

/// <summary>Something about a row that keeps it from being imported, or that its author should know.</summary>
/// <param name="Column">Word of an <see cref="ImportColumn"/>; null for the row as a whole.</param>
/// <param name="Code">Stable snake_case word.</param>
/// <param name="Message">For a person.</param>
/// <param name="Blocks">The row is not imported; otherwise a hint.</param>
internal sealed partial record RowFinding(string? Column, string Code, string Message, bool Blocks = true)
{
    /// <summary>The same, said of the field of a post.</summary>
    public static RowFinding From(Finding finding) => new(ColumnOf(finding.Field), finding.Code, finding.Message, finding.Blocks);

    public static RowFinding Of(ImportColumn column, string code, string message, bool blocks = true) => new(Words.Of(column), code, message, blocks);

    private static string? ColumnOf(string field)
    {
        ImportColumn? column = Place().Replace(field, "") switch
        {
            "type" => ImportColumn.Type,
            "channelIds" => ImportColumn.Channels,
            "mediaIds" => ImportColumn.Media,
            "caption" => ImportColumn.Caption,
            "hashtags" => ImportColumn.Hashtags,
            "options.firstComment" => ImportColumn.FirstComment,
            "altTexts" => ImportColumn.AltTexts,
            "at" => ImportColumn.At,
            "title" => ImportColumn.Title,
            "options.coverMediaId" => ImportColumn.Cover,
            "latePolicy" or "lateMinutes" => ImportColumn.LatePolicy,
            _ => null,
        };
        return column is { } known ? Words.Of(known) : null;
    }

    [GeneratedRegex(@"\[\d+\]$")]
    private static partial Regex Place();
}
