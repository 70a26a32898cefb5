using System.Text;
using System.Text.Json;

namespace Posthaste.Bench.Compare;

/// <summary>Keeps what scenarios found as JSON, one file for each, and writes the tables of all that are there.</summary>
internal sealed class Report(DirectoryInfo folder)
{
    private const string Begin = "<!-- bench:begin -->";
    private const string End = "<!-- bench:end -->";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Save(Kept kept)
    {
        folder.Create();
        File.WriteAllText(Path.Combine(folder.FullName, kept.Scenario + ".json"), JsonSerializer.Serialize(kept, Json));
    }

    /// <summary>Puts the tables between the two marks of a document, where it has them.</summary>
    /// <returns>The tables.</returns>
    public string Write(IEnumerable<string> order, FileInfo? document)
    {
        var kept = order.Select(name => Path.Combine(folder.FullName, name + ".json")).Where(File.Exists)
            .Select(path => JsonSerializer.Deserialize<Kept>(File.ReadAllText(path), Json)!).ToList();
        var text = new StringBuilder();
        if (kept.Count > 0) Write(text, kept);
        File.WriteAllText(Path.Combine(folder.FullName, "table.md"), text.ToString());
        if (document is { Exists: true } && File.ReadAllText(document.FullName) is var old && old.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var from)
        {
            var to = old.IndexOf(End, from, StringComparison.Ordinal);
            File.WriteAllText(document.FullName, $"{old[..from]}{Begin}\n{text}{old[to..]}");
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, List<Kept> kept)
    {
        var machine = kept[^1].Machine;
        text.Append(FormattableString.Invariant(
            $"\n{machine.Processor}, {machine.Cores} cores, {machine.Memory}, {machine.System}; PostgreSQL {machine.Postgres}, {machine.Runtime}; {machine.At:yyyy-MM-dd HH:mm} UTC.\n\n"));
        Table(text, ["what", "bar", "goal", "measured", ""], kept.SelectMany(one => one.Result.Bars).Select(row => (IReadOnlyList<string>)[row.What, row.Bar, row.Goal, row.Measured, row.Verdict]));
        foreach (var one in kept)
        {
            text.Append(FormattableString.Invariant($"\n### {one.Scenario}\n\n{one.Description} Load of the machine before: {one.Machine.Load}.\n\n"));
            Table(text, one.Result.Columns, one.Result.Lines);
        }
        text.Append('\n');
    }

    private static void Table(StringBuilder text, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> lines)
    {
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").Append(string.Concat(Enumerable.Repeat(" --- |", columns.Count))).Append('\n');
        foreach (var line in lines) text.Append("| ").AppendJoin(" | ", line).Append(" |\n");
    }
}

/// <summary>One scenario's file.</summary>
internal sealed record Kept(string Scenario, string Description, Size Size, Machine Machine, ScenarioResult Result);
