using System.Collections.Concurrent;
using Npgsql;
using Posthaste.Jobs.Generations;

namespace Posthaste.Storage.Postgres;

/// <summary>Asks a PostgreSQL server which database this is.</summary>
internal sealed class PostgresPlace(NpgsqlDataSource source)
{
    private const string System = "SELECT system_identifier::text FROM pg_control_system()";

    /// <summary>From the name of the file that is written now: the control file tells of a new timeline only after the next checkpoint.</summary>
    private const string Timeline = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";

    /// <summary>Not asked again with every heartbeat: each refusal is a line in the server's log.</summary>
    private readonly ConcurrentDictionary<string, bool> _refused = new();

    public async Task<DatabasePlace?> ReadAsync(CancellationToken ct)
    {
        var system = await TryAsync(System, ct);
        var timeline = await TryAsync(Timeline, ct);
        await using var command = source.CreateCommand(
            "SELECT (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/' || 'generations'::regclass::oid::text");
        var numbers = ((string)(await command.ExecuteScalarAsync(ct))!).Split('/');
        return new DatabasePlace(system, timeline, numbers[0], numbers[1]);
    }

    /// <returns>Null where the server does not answer that: a hosted one may keep it from its customers, and one that only speaks
    /// PostgreSQL's protocol may not know it.</returns>
    private async Task<string?> TryAsync(string sql, CancellationToken ct)
    {
        if (_refused.ContainsKey(sql)) return null;
        try
        {
            await using var command = source.CreateCommand(sql);
            return (string?)await command.ExecuteScalarAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.FeatureNotSupported)
        {
            _refused[sql] = true;
            return null;
        }
    }
}
