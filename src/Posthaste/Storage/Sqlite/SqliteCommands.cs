using Microsoft.Data.Sqlite;

namespace Posthaste.Storage.Sqlite;

/// <summary>The commands of one connection, each prepared once: compiling a statement costs more than running it.</summary>
internal sealed class SqliteCommands(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _known = [];

    /// <summary>The command of this text, with the parameters of its last use.</summary>
    public SqliteCommand Get(string sql)
    {
        if (_known.TryGetValue(sql, out var command)) return command;
        command = connection.CreateCommand();
        command.CommandText = sql;
        _known[sql] = command;
        return command;
    }

    /// <returns>The number of rows changed.</returns>
    public int Execute(Statement statement)
    {
        var command = Get(statement.Sql);
        statement.Bind(command);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads with parameters in this order of their names.</summary>
    public SqliteDataReader Read(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Bind(sql, parameters);
        return command.ExecuteReader();
    }

    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Bind(sql, parameters).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _known.Values) command.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Get(sql);
        var first = command.Parameters.Count == 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var value = parameters[i].Value switch
            {
                null => DBNull.Value,
                Guid id => SqlTypes.ToBytes(id),
                DateTimeOffset at => at.ToUnixTimeMilliseconds(),
                var other => other,
            };
            if (first) command.Parameters.Add(new SqliteParameter(parameters[i].Name, value));
            else command.Parameters[i].Value = value;
        }
        return command;
    }
}
