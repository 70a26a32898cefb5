using System.CommandLine;
using System.Globalization;

namespace Posthaste.Cli.Completion;

/// <summary>What the shells' scripts ask: <c>posthaste "[suggest:12]" "posthaste po"</c> prints what could stand there, one per line.</summary>
internal static class Suggestions
{
    private const string Begin = "[suggest:";

    /// <returns>Where the cursor stands in the line; null where this is no question for suggestions.</returns>
    public static int? PositionIn(string directive, string line) =>
        directive.StartsWith(Begin, StringComparison.Ordinal) && directive.EndsWith(']')
        && int.TryParse(directive[Begin.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? Math.Min(position, line.Length)
            : null;

    /// <param name="line">With the command's own name in front, by whatever name it is called.</param>
    public static void Write(Command command, string line, int position, ParserConfiguration parser, TextWriter to)
    {
        var name = line.IndexOf(' ', StringComparison.Ordinal);
        if (name < 0 || position <= name) return;
        var before = line[(name + 1)..position];
        var word = before[(before.LastIndexOf(' ') + 1)..];
        // --state=pub is asked about as --state pub.
        var option = word.StartsWith('-') ? word[..(word.IndexOf('=', StringComparison.Ordinal) + 1)] : "";
        if (option.Length > 0)
        {
            var value = word[option.Length..];
            (before, word) = ($"{before[..^word.Length]}{option[..^1]} {value}", value);
        }
        var found = command.Parse(before, parser).GetCompletions(before.Length).Select(item => item.InsertText ?? item.Label)
            .Where(text => text.StartsWith(word, StringComparison.Ordinal) && (word.StartsWith('-') || !text.StartsWith('-') || word.Length == 0))
            // Other spellings of the same make lists longer and nobody wiser.
            .Where(text => text is not ("-?" or "/?" or "/h" or "-h" or "-q"));
        foreach (var text in found.Distinct().Order(StringComparer.Ordinal)) to.WriteLine(option + text);
    }
}
