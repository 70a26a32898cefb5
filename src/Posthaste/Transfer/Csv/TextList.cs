using System.Text;

namespace Posthaste.Transfer.Csv;

/// <summary>Several texts in one cell, separated by <c>|</c>. A <c>|</c> within one of them is written <c>\|</c>, a backslash before one <c>\\</c>.</summary>
internal static class TextList
{
    public static string Join(IEnumerable<string?> texts) => string.Join(" | ", texts.Select(text =>
        (text ?? "").Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal)));

    /// <summary>Trimmed; empty ones stay, so that a text keeps its place. An empty cell has none.</summary>
    public static IReadOnlyList<string> Split(string cell)
    {
        if (string.IsNullOrWhiteSpace(cell)) return [];
        var texts = new List<string>();
        var text = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '\\' && i + 1 < cell.Length && cell[i + 1] is '\\' or '|')
            {
                text.Append(cell[++i]);
            }
            else if (cell[i] == '|')
            {
                texts.Add(text.ToString().Trim());
                text.Clear();
            }
            else
            {
                text.Append(cell[i]);
            }
        }
        texts.Add(text.ToString().Trim());
        return texts;
    }
}
