using Dapper;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Tries in the table <c>sign_in_tries</c>.</summary>
internal sealed class SqlSignInTryStore(Database database) : ISignInTryStore
{
    public Task<SignInTries> LockAsync(string key, CancellationToken ct)
    {
        // Made first, so that there is a row to hold: two first tries at once must not both be the first.
        const string insert = "INSERT INTO sign_in_tries (key, failures, last_at) VALUES (@Key, 0, 0) ON CONFLICT DO NOTHING";
        var select = $"SELECT key, failures, last_at, locked_until FROM sign_in_tries WHERE key = @Key {database.ForUpdate}";
        return database.WriteAsync(WritePriority.Api, async connection =>
        {
            while (true)
            {
                await connection.ExecuteAsync(new CommandDefinition(insert, new { Key = key }, cancellationToken: ct));
                // The sweep may take the row away in between; then it is made again.
                if (await connection.QuerySingleOrDefaultAsync<SignInTries>(new CommandDefinition(select, new { Key = key }, cancellationToken: ct)) is { } found) return found;
            }
        }, ct);
    }

    public Task SaveAsync(SignInTries tries, CancellationToken ct)
    {
        const string sql = "UPDATE sign_in_tries SET failures = @Failures, last_at = @LastAt, locked_until = @LockedUntil WHERE key = @Key";
        return WriteAsync(WritePriority.Api, sql, tries, ct);
    }

    public Task<int> PruneAsync(DateTimeOffset lastBefore, CancellationToken ct) =>
        WriteAsync(WritePriority.Upkeep, "DELETE FROM sign_in_tries WHERE last_at < @Before", new { Before = lastBefore }, ct);

    private Task<int> WriteAsync(WritePriority priority, string sql, object values, CancellationToken ct) =>
        database.WriteAsync(priority, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
