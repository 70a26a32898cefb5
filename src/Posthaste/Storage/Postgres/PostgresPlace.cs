using Npgsql;
using Posthaste.Jobs.Generations;

namespace Posthaste.Storage.Postgres;

/// <summary>Asks a PostgreSQL server which database this is.</summary>
internal static class PostgresPlace
{
    public static async Task<DatabasePlace?> ReadAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var system = await TryAsync(source, "SELECT system_identifier::text FROM pg_control_system()", ct);
        // From the name of the file that is written now: the control file tells of a new timeline only after the next checkpoint.
        var timeline = await TryAsync(source, "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)", ct);
        await using var command = source.CreateCommand(
            "SELECT (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/' || 'generations'::regclass::oid::text");
        var numbers = ((string)(await command.ExecuteScalarAsync(ct))!).Split('/');
        return new DatabasePlace(system, timeline, numbers[0], numbers[1]);
    }

    /// <returns>Null where the server does not answer that: a hosted one may keep it from its customers, and one that only speaks
    /// PostgreSQL's protocol may not know it.</returns>
    private static async Task<string?> TryAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand(sql);
            return (string?)await command.ExecuteScalarAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFunction
            or PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return null;
        }
    }
}
