using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Posthaste.Storage.Sqlite;

/// <summary>The statements of the writer's connection, each compiled once, and bound by position: looking parameters up by name costs
/// more than most of these statements take.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Compiled> _known = [];

    /// <exception cref="SqliteException">It failed; nothing of it is done.</exception>
    /// <returns>The number of rows changed; of a statement that changes none, whatever the last one changed.</returns>
    public int Execute(Statement statement)
    {
        if (!_known.TryGetValue(statement.Sql, out var compiled)) _known.Add(statement.Sql, compiled = Compile(statement));
        try
        {
            for (var i = 0; i < compiled.Positions.Length; i++) Bind(compiled.Handle, compiled.Positions[i], statement.Parameters[i].Value);
            var result = raw.sqlite3_step(compiled.Handle);
            if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) SqliteException.ThrowExceptionForRC(result, connection.Handle);
            return raw.sqlite3_changes(connection.Handle);
        }
        finally
        {
            raw.sqlite3_reset(compiled.Handle);
        }
    }

    public void Dispose()
    {
        foreach (var compiled in _known.Values) compiled.Handle.Dispose();
    }

    private Compiled Compile(Statement statement)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, statement.Sql, out var handle), connection.Handle);
        return new Compiled(handle, [.. statement.Parameters.Select(parameter => raw.sqlite3_bind_parameter_index(handle, "@" + parameter.Name))]);
    }

    private void Bind(sqlite3_stmt handle, int position, object? value)
    {
        // It has no such parameter.
        if (position == 0) return;
        var result = value switch
        {
            null => raw.sqlite3_bind_null(handle, position),
            long number => raw.sqlite3_bind_int64(handle, position, number),
            int number => raw.sqlite3_bind_int64(handle, position, number),
            string text => raw.sqlite3_bind_text(handle, position, text),
            Guid id => BindId(handle, position, id),
            _ => throw new ArgumentException($"A parameter is a {value.GetType().Name}."),
        };
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }

    private static int BindId(sqlite3_stmt handle, int position, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return raw.sqlite3_bind_blob(handle, position, bytes);
    }

    private sealed record Compiled(sqlite3_stmt Handle, int[] Positions);
}
