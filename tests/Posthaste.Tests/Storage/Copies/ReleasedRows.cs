using System.Text.Json;
using Posthaste.Storage.Copies;

namespace Posthaste.Tests.Storage.Copies;

/// <summary>What an installation of a released version held: rows of every table, in Storage/Released/rows-NNNN.jsonl, where NNNN is the version of its schema.
/// Each table begins with a line that names it and its columns; a line for each row follows.</summary>
internal sealed class ReleasedRows
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests", "Posthaste.Tests", "Storage", "Released");

    private readonly List<Table> _tables = [];

    private ReleasedRows(int version) => Version = version;

    /// <summary>Of the schema.</summary>
    public int Version { get; }

    public IReadOnlyList<Table> Tables => _tables;

    /// <summary>Of the schemas that were released, oldest first.</summary>
    public static IReadOnlyList<int> Versions =>
        [.. Directory.EnumerateFiles(Folder, "rows-*.jsonl").Select(path => int.Parse(Path.GetFileNameWithoutExtension(path)[5..], System.Globalization.CultureInfo.InvariantCulture)).Order()];

    public static ReleasedRows Read(int version)
    {
        var rows = new ReleasedRows(version);
        foreach (var line in File.ReadLines(Path.Combine(Folder, $"rows-{version:0000}.jsonl")))
        {
            var json = JsonElement.Parse(line);
            if (json.ValueKind == JsonValueKind.Object)
                rows._tables.Add(new Table(json.GetProperty("table").GetString()!, [.. json.GetProperty("columns").EnumerateArray().Select(name => name.GetString()!)], []));
            else
                rows._tables[^1].Rows.Add(line);
        }
        return rows;
    }

    /// <summary>Makes a database that is as that version left it.</summary>
    public async Task FillAsync(ITableTarget target, int version, CancellationToken ct)
    {
        await target.BeginAsync(Version, ct);
        foreach (var table in _tables)
        {
            var shape = ShapeIn(target.Tables, table);
            Assert.Equal(table.Columns, shape.Columns.Select(column => column.Name));
            await CopyTables.RunAsync(target, shape, RowsOf(table, shape), expected: null, ct);
        }
        Assert.Equal(_tables.Select(table => table.Name).Order(), target.Tables.Select(table => table.Name).Order());
        await target.FinishAsync(version, ct);
    }

    /// <summary>The columns that this version had, of a table that may have got more since.</summary>
    public static TableShape ShapeIn(IReadOnlyList<TableShape> tables, Table table)
    {
        var now = tables.Single(other => other.Name == table.Name);
        return now with { Columns = [.. table.Columns.Select(name => now.Columns.Single(column => column.Name == name))] };
    }

    public static async IAsyncEnumerable<object?[]> RowsOf(Table table, TableShape shape)
    {
        foreach (var row in table.Rows) yield return RowText.Read(System.Text.Encoding.UTF8.GetBytes(row), shape);
        await Task.CompletedTask;
    }

    internal sealed record Table(string Name, IReadOnlyList<string> Columns, List<string> Rows);
}
