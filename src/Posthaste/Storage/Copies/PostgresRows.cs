using Npgsql;
using NpgsqlTypes;

namespace Posthaste.Storage.Copies;

/// <summary>Puts rows into a table of a PostgreSQL database.</summary>
internal static class PostgresRows
{
    /// <param name="connection">Within a transaction.</param>
    public static async Task FillAsync(NpgsqlConnection connection, TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        var types = table.Columns.Select(column => TypeOf(column.Type)).ToArray();
        await using var import = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await import.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                switch (row[i], types[i])
                {
                    case (null, _): await import.WriteNullAsync(ct); break;
                    case (long number, NpgsqlDbType.Integer): await import.WriteAsync(checked((int)number), NpgsqlDbType.Integer, ct); break;
                    case (long number, NpgsqlDbType.Smallint): await import.WriteAsync(checked((short)number), NpgsqlDbType.Smallint, ct); break;
                    case (long number, _): await import.WriteAsync(number, NpgsqlDbType.Bigint, ct); break;
                    case (Guid id, _): await import.WriteAsync(id, NpgsqlDbType.Uuid, ct); break;
                    case (var text, _): await import.WriteAsync((string)text, NpgsqlDbType.Text, ct); break;
                }
            }
        }
        await import.CompleteAsync(ct);
    }

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "smallint" => NpgsqlDbType.Smallint,
        "text" => NpgsqlDbType.Text,
        _ => throw new InvalidOperationException($"Migrations use no type {type}."),
    };
}
