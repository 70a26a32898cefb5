using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Output;

/// <summary>Writes what a command found: for people, as JSON, or as ids alone. In a terminal tables are aligned; elsewhere their cells are parted by tabs, without a head.</summary>
internal sealed class Printer(ParseResult parsed, Terminal terminal)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool _json = parsed.GetValue(GlobalOptions.Json);
    private readonly bool _quiet = parsed.GetValue(GlobalOptions.Quiet);

    private bool ForPeople => !_json && !_quiet;

    /// <summary>Prints an answer in the way that was asked for.</summary>
    /// <param name="forPeople">Prints it for people.</param>
    public void Show(JsonElement answer, Action forPeople)
    {
        if (_json) Json(answer);
        else if (_quiet) Ids(answer);
        else forPeople();
    }

    /// <summary>One document over several lines.</summary>
    public void Json(JsonElement answer) => terminal.Out.WriteLine(JsonSerializer.Serialize(answer, s_indented));

    /// <summary>A sentence for people; on the error output where the other one is for programs.</summary>
    public void Say(string sentence) => (ForPeople ? terminal.Out : terminal.Error).WriteLine(Plain.Of(sentence));

    /// <summary>A sentence beside the result.</summary>
    public void Note(string sentence) => terminal.Error.WriteLine(Plain.Of(sentence));

    /// <summary>Columns under a head, aligned; no row, no table.</summary>
    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var cells = rows.Select(row => row.Select(Plain.Of).ToArray()).ToArray();
        if (!terminal.OutIsTerminal)
        {
            foreach (var row in cells) terminal.Out.WriteLine(string.Join('\t', row));
            return;
        }
        if (cells.Length == 0) return;
        string[][] all = [[.. head.Select(word => word.ToUpperInvariant())], .. cells];
        var widths = Enumerable.Range(0, head.Count).Select(column => all.Max(row => TextWidth.Of(row[column]))).ToArray();
        foreach (var row in all)
        {
            // The last column, a title or a sentence, takes what room there is; ids and times before it are never cut.
            var used = widths[..^1].Sum() + (2 * (head.Count - 1));
            var last = TextWidth.Cut(row[^1], Math.Max(20, terminal.Width - used));
            terminal.Out.WriteLine(string.Concat(row[..^1].Select((cell, column) => TextWidth.Pad(cell, widths[column]) + "  ")) + last);
        }
    }

    /// <summary>One line of a list that has no end, and so no widths.</summary>
    public void Line(params IEnumerable<string?> cells) =>
        terminal.Out.WriteLine(string.Join(terminal.OutIsTerminal ? "  " : "\t", cells.Select(Plain.Of).Where(cell => cell.Length > 0 || !terminal.OutIsTerminal)).TrimEnd());

    /// <summary>One thing, a line for each name. What has no value is left out.</summary>
    public void Details(params IEnumerable<(string Name, string? Value)> lines)
    {
        var shown = lines.Where(line => !string.IsNullOrEmpty(line.Value)).ToArray();
        if (shown.Length == 0) return;
        var width = shown.Max(line => line.Name.Length) + 2;
        foreach (var (name, value) in shown)
        {
            var parts = value!.Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                var start = !terminal.OutIsTerminal ? name + "\t" : (i == 0 ? name : "").PadRight(width);
                terminal.Out.WriteLine(start + Plain.Of(parts[i]));
            }
        }
    }

    public string? Time(DateTimeOffset? at) => at is { } time ? LocalTime.Show(time, terminal.Zone) : null;

    private void Ids(JsonElement answer)
    {
        if (answer.Field("items").ValueKind != JsonValueKind.Array)
        {
            if (answer.Text("id") is { } id) terminal.Out.WriteLine(id);
            return;
        }
        foreach (var item in answer.Items()) terminal.Out.WriteLine(item.Text("id") ?? item.Text("postId"));
    }
}
