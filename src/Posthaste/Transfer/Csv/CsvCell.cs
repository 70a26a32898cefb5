using System.Buffers;

namespace Posthaste.Transfer.Csv;

/// <summary>One cell, there and back (RFC 4180).</summary>
internal static class CsvCell
{
    /// <summary>With these a spreadsheet takes a cell for a formula and runs it (OWASP, CSV Injection, read 2026-11-21); the wide ones are the same to some.</summary>
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",;\t\"\r\n ");

    /// <param name="text">What it should say.</param>
    /// <param name="prefixed">Puts an apostrophe before what a spreadsheet would run. One that is there already gets another, so that <see cref="Unprefixed"/> gives back exactly the text.</param>
    public static string Write(string text, bool prefixed = true)
    {
        if (prefixed && IsFormula(text)) text = "'" + text;
        return text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>What a cell says: text, whatever it begins with. Takes one apostrophe from before what looks like a formula.</summary>
    public static string Unprefixed(string cell) => cell is ['\'', .. var rest] && IsFormula(rest) ? rest : cell;

    private static bool IsFormula(string text) => text.TrimStart('\'') is [var first, ..] && Formula.Contains(first);
}
