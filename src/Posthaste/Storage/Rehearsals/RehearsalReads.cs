using Dapper;

namespace Posthaste.Storage.Rehearsals;

/// <summary>How a rehearsal's engine stands.</summary>
/// <param name="IsBusy">A worker is at something.</param>
/// <param name="NextAt">When one next looks at anything; null for never.</param>
internal sealed record RehearsalPace(bool IsBusy, DateTimeOffset? NextAt);

/// <summary>What is read of a rehearsal's copy while its time passes.</summary>
internal sealed class RehearsalReads(Database database)
{
    /// <summary>What the engine does next, by its lanes.</summary>
    public Task<RehearsalPace> PaceAsync(CancellationToken ct) => database.ReadAsync(async connection =>
    {
        var (running, next) = await connection.QuerySingleAsync<(long, long?)>("SELECT COUNT(running_job), MIN(ready_at) FROM lanes");
        return new RehearsalPace(running > 0, next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }, ct);

    /// <summary>The names of all files that the library and what was made of it have.</summary>
    public Task<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<string>>(async connection =>
        [.. await connection.QueryAsync<string>("SELECT sha256 FROM media UNION SELECT sha256 FROM media_renditions WHERE sha256 IS NOT NULL")], ct);

    /// <summary>The jobs that a limit of their account, or anything that needs a person, holds up at this moment.</summary>
    public Task<IReadOnlyList<(Guid Id, bool ForLimit)>> HeldAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<(Guid, bool)>>(async connection =>
        [.. (await connection.QueryAsync<(Guid Id, string State)>("SELECT id, state FROM publish_jobs WHERE reason = 'waiting_quota' OR state = 'needs_attention'")).Select(row => (row.Id, row.State != "needs_attention"))], ct);
}
