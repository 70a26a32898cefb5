using Microsoft.Data.Sqlite;

namespace Posthaste.Storage.Copies;

/// <summary>Puts rows into a table of a SQLite file.</summary>
internal static class SqliteRows
{
    /// <param name="connection">Within a transaction.</param>
    public static async Task FillAsync(SqliteConnection connection, TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        var parameters = table.Columns.Select((column, i) => command.Parameters.Add($"@p{i}", column.Type == "uuid" ? SqliteType.Blob : column.IsNumber ? SqliteType.Integer : SqliteType.Text)).ToArray();
        await foreach (var row in rows.WithCancellation(ct))
        {
            for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i] switch { null => DBNull.Value, Guid id => SqlTypes.ToBytes(id), var value => value };
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
