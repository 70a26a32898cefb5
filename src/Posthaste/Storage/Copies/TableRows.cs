using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Posthaste.Storage.Copies;

/// <summary>Reads a table row by row, in values that are the same whichever database they come from: null, <see cref="long"/>,
/// <see cref="string"/> and <see cref="Guid"/>.</summary>
internal static class TableRows
{
    /// <exception cref="BackupException">A value is of another kind than its column.</exception>
    public static async IAsyncEnumerable<object?[]> ReadAsync(DbConnection connection, TableShape table, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {table.ColumnList} FROM {table.Name} ORDER BY {table.OrderBy}";
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = ToValue(reader.GetValue(i), table, table.Columns[i]);
            yield return row;
        }
    }

    private static object? ToValue(object value, TableShape table, ColumnShape column) => (value, column) switch
    {
        (DBNull, _) => null,
        (long number, { IsNumber: true }) => number,
        (int number, { IsNumber: true }) => (long)number,
        (short number, { IsNumber: true }) => (long)number,
        (string text, { Type: "text" }) => text,
        (Guid id, { Type: "uuid" }) => id,
        (byte[] { Length: 16 } bytes, { Type: "uuid" }) => new Guid(bytes, bigEndian: true),
        _ => throw new BackupException($"The table {table.Name} has a value in {column.Name} that is no {column.Type}: nobody but Posthaste should write its database. Mend that row, then try again."),
    };
}
