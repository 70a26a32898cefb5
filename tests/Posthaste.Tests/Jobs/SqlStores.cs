using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;
using Posthaste.Storage;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>The real ones, over either database.</summary>
internal sealed class SqlStores(TestDatabase database) : TestStores
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override bool IsExclusive => database.Database.IsExclusive;

    // One for all claims: it counts whose turn it is.
    public override ILaneStore Lanes => field ??= new SqlLaneStore(database.Database);

    public override IJobStore Jobs => new SqlJobStore(database.Database);

    public override ILimitStore Limits => new SqlLimitStore(database.Database);

    public override IMetricsStore Metrics => new SqlMetricsStore(database.Database);

    public override Task StartAsync() => database.StartAsync();

    public override Task ConnectAsync(Guid channelId, string platform, Guid? workspaceId = null) =>
        database.Database.WriteAsync(WritePriority.Api, async connection =>
        {
            var (workspace, now) = (workspaceId ?? Guid.CreateVersion7(TestDatabase.Start), TestDatabase.Start);
            await connection.ExecuteAsync(
                """
                INSERT INTO workspaces (id, name, time_zone, late_policy, late_minutes, caption_policy, approval_policy, created_at)
                VALUES (@Id, 'A', 'UTC', 'publish', 120, 'truncate', 'none', @Now)
                ON CONFLICT DO NOTHING
                """, new { Id = workspace, Now = now });
            return await connection.ExecuteAsync(
                """
                INSERT INTO channels (id, workspace_id, platform, remote_id, username, state, token, created_at, updated_at)
                VALUES (@Id, @Workspace, @Platform, @RemoteId, 'a', 'active', 'sealed', @Now, @Now)
                """, new { Id = channelId, Workspace = workspace, Platform = platform, RemoteId = channelId.ToString("N"), Now = now });
        }, Ct);

    public override async Task<UsageCount> ReadUsageAsync(Guid channelId)
    {
        var (calls, publishes, errors, containers, bytesOut, bytesIn) = await database.Database.ReadAsync(connection => connection.QuerySingleAsync<(long, long, long, long, long, long)>(
            "SELECT SUM(calls), SUM(publishes), SUM(errors), SUM(containers), SUM(bytes_out), SUM(bytes_in) FROM channel_usage WHERE channel_id = @Channel", new { Channel = channelId }), Ct);
        return new UsageCount((int)calls, (int)publishes, (int)errors, (int)containers, bytesOut, bytesIn);
    }

    public override Task<StoreRecords> ReadAllAsync() => SqlRecords.ReadAsync(database.Database, Ct);

    public override Task<IReadOnlyList<HandoverRecord>> ReadHandoversAsync() => database.Database.ReadAsync<IReadOnlyList<HandoverRecord>>(async connection =>
        [.. (await connection.QueryAsync<(Guid Id, Guid JobId, long At, long? EndedAt, string? Outcome)>("SELECT id, job_id, created_at, ended_at, outcome FROM handovers ORDER BY created_at, id"))
            .Select(row => new HandoverRecord(row.Id, row.JobId, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
                row.Outcome is null ? null : Words.Parse<HandoverOutcome>(row.Outcome)))], CancellationToken.None);

    public override ValueTask DisposeAsync() => database.DisposeAsync();
}
