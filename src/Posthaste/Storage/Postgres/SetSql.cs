using System.Collections.Concurrent;
using System.Data;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Posthaste.Storage.Postgres;

/// <summary>Turns the statement of one job into one for many: its parameters become columns of a table of values, which it joins
/// where its text has a mark. So the SQL is written once, and a batch costs a few statements whatever its size.</summary>
internal static partial class SetSql
{
    private static readonly ConcurrentDictionary<string, string> Known = [];

    /// <param name="statements">With the same text, and so the same parameters in the same order.</param>
    public static NpgsqlBatchCommand Join(IReadOnlyList<Statement> statements)
    {
        var first = statements[0];
        var command = new NpgsqlBatchCommand(Known.GetOrAdd(first.Sql, static (_, one) => Write(one), first));
        for (var i = 0; i < first.Parameters.Count; i++) command.Parameters.Add(Column(statements, i));
        return command;
    }

    private static string Write(Statement statement)
    {
        var names = string.Join(", ", statement.Parameters.Select(parameter => $"\"{parameter.Name}\""));
        var values = $"unnest({string.Join(", ", Enumerable.Range(1, statement.Parameters.Count).Select(number => $"${number}"))}) k({names})";
        var sql = Parameter().Replace(statement.Sql, "k.\"$1\"")
            .Replace("/*FROM k*/", $"FROM {values}", StringComparison.Ordinal)
            .Replace("/*, k*/", $", {values}", StringComparison.Ordinal);
        return statement.Row is null ? sql : $"{sql} RETURNING id";
    }

    private static NpgsqlParameter Column(IReadOnlyList<Statement> statements, int index) => statements[0].Parameters[index].Type switch
    {
        DbType.Guid => new NpgsqlParameter<Guid?[]> { TypedValue = Values<Guid>(statements, index), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
        DbType.Int64 => new NpgsqlParameter<long?[]> { TypedValue = Values<long>(statements, index), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        DbType.Int32 => new NpgsqlParameter<int?[]> { TypedValue = Values<int>(statements, index), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
        _ => new NpgsqlParameter<string?[]> { TypedValue = [.. statements.Select(statement => (string?)statement.Parameters[index].Value)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
    };

    private static T?[] Values<T>(IReadOnlyList<Statement> statements, int index) where T : struct =>
        [.. statements.Select(statement => (T?)statement.Parameters[index].Value)];

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Parameter();
}
