namespace Posthaste.Storage.Copies;

/// <summary>A table as it stands in one database.</summary>
/// <param name="Name">As in the migrations.</param>
/// <param name="Columns">In their order.</param>
/// <param name="OrderBy">SQL: the primary key, in an order that is the same in both databases.</param>
/// <param name="References">Tables that must be filled before it.</param>
internal sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, string OrderBy, IReadOnlyList<string> References)
{
    /// <summary>Where a column's value stands in a row.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column) return i;
        }
        throw new ArgumentException($"The table {Name} has no column {column}.", nameof(column));
    }

    public string ColumnList => string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>So that no row is ever put where it refers to nothing yet.</summary>
    public static IReadOnlyList<TableShape> InOrderOfReferences(IEnumerable<TableShape> tables)
    {
        var left = tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<TableShape>(left.Count);
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(table => table.References.All(name => name == table.Name || left.TrueForAll(other => other.Name != name)))
                ?? throw new InvalidOperationException($"The tables {string.Join(", ", left.Select(table => table.Name))} refer to each other in a circle.");
            left.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }

    /// <summary>The same columns, by name and type.</summary>
    public bool IsLike(TableShape other) => Name == other.Name && Columns.SequenceEqual(other.Columns);
}

/// <param name="Name">As in the migrations.</param>
/// <param name="Type"><c>uuid</c>, <c>text</c>, <c>bigint</c>, <c>integer</c> or <c>smallint</c>: the migrations use no others.</param>
internal sealed record ColumnShape(string Name, string Type)
{
    public bool IsNumber => Type is "bigint" or "integer" or "smallint";
}
