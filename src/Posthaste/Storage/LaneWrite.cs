using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>Statements of one job that commit together. They are data, not code, so that PostgreSQL can take those
/// of many jobs in one round trip and SQLite in one transaction.</summary>
/// <param name="Name">What is written: begins the names of the failpoints around its commit.</param>
/// <param name="Lanes">Every lane the statements touch; locked first, in key order.</param>
/// <param name="Statements">Each carries its own fence: none relies on an earlier one having changed a row.</param>
internal sealed record LaneWrite(string Name, IReadOnlyList<LaneKey> Lanes, IReadOnlyList<Statement> Statements);

/// <summary>In which order the statements of a transaction run: those of one stage do not touch what the others of it touch.</summary>
internal enum Stage
{
    /// <summary>The job itself, or its intent.</summary>
    Job,

    /// <summary>What is kept beside it.</summary>
    Beside,

    /// <summary>What relies on that.</summary>
    After,

    /// <summary>The lane it ran in.</summary>
    Lane,

    /// <summary>The lane it is in now, which may be the one another job of this transaction ran in.</summary>
    NextLane,
}

/// <summary>SQL with typed parameters. The type is kept beside the value so that a null has one too.</summary>
/// <param name="sql">With a comment where a set of values could be joined: <c>/*FROM k*/</c>, or <c>/*, k*/</c> after another table.</param>
/// <param name="stage">When it runs among the statements of other jobs.</param>
/// <param name="row">The <c>id</c> of the row it changes or adds, where it matters whether it did.</param>
internal sealed class Statement(string sql, Stage stage = Stage.Beside, Guid? row = null)
{
    private readonly List<Parameter> _parameters = new(16);

    public string Sql { get; } = sql;

    public Stage Stage { get; } = stage;

    public Guid? Row { get; } = row;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    public Statement With(string name, Guid? value) => Add(name, DbType.Guid, value);

    public Statement With(string name, string? value) => Add(name, DbType.String, value);

    public Statement With(string name, long? value) => Add(name, DbType.Int64, value);

    public Statement With(string name, int? value) => Add(name, DbType.Int32, value);

    public Statement With(string name, DateTimeOffset? value) => Add(name, DbType.Int64, value?.ToUnixTimeMilliseconds());

    /// <summary>Runs it on a connection by itself.</summary>
    /// <returns>The number of rows changed.</returns>
    public async Task<int> ExecuteAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        Bind(command);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Gives a command these parameters in place of those it has.</summary>
    public void Bind(DbCommand command)
    {
        command.Parameters.Clear();
        foreach (var (name, type, value) in _parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            if (parameter is SqliteParameter sqlite && value is Guid id)
            {
                sqlite.SqliteType = SqliteType.Blob;
                sqlite.Value = SqlTypes.ToBytes(id);
            }
            else
            {
                parameter.DbType = type;
                parameter.Value = value ?? DBNull.Value;
            }
            command.Parameters.Add(parameter);
        }
    }

    private Statement Add(string name, DbType type, object? value)
    {
        _parameters.Add(new Parameter(name, type, value));
        return this;
    }

    internal readonly record struct Parameter(string Name, DbType Type, object? Value);
}
