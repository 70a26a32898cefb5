using System.Data.Common;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Storage;

/// <summary>Nodes come and go: what those leave behind that died is freed here, and lanes that lie idle are woken.</summary>
internal sealed partial class SqlLaneStore
{
    public Task JoinAsync(Node node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Publish, async connection =>
        {
            await connection.ExecuteAsync("DELETE FROM nodes WHERE lease_until < @Old", new { Old = database.IsExclusive ? DateTimeOffset.MaxValue : now.AddDays(-1) });
            await HeartbeatAsync(node, leaseUntil, ct);
            return node;
        }, ct);

    public Task HeartbeatAsync(Node node, DateTimeOffset leaseUntil, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Publish, connection => connection.ExecuteAsync(
            """
            INSERT INTO nodes (incarnation, host, version, started_at, lease_until, roles, broker) VALUES (@Incarnation, @Host, @Version, @StartedAt, @LeaseUntil, @Roles, @Broker)
            ON CONFLICT (incarnation) DO UPDATE SET lease_until = excluded.lease_until, broker = excluded.broker
            """, new
            {
                node.Incarnation,
                node.Host,
                node.Version,
                node.StartedAt,
                LeaseUntil = leaseUntil,
                Roles = NodeRoleWords.Of(node.Roles),
                Broker = node.BrokerAnswers is { } answers ? (answers ? "up" : "down") : null,
            }), ct);

    public Task LeaveAsync(Guid node, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Publish, connection => connection.ExecuteAsync(
            "DELETE FROM nodes WHERE incarnation = @Node", new { Node = node }), ct);

    public async Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct)
    {
        const string dead = "owner IS NOT NULL AND owner NOT IN (SELECT incarnation FROM nodes WHERE lease_until > @Now)";
        var stranded = await database.ReadAsync(connection => connection.QueryAsync<Guid>(
            $"SELECT DISTINCT channel_id FROM lanes WHERE {dead} LIMIT @Max", new { Now = now, Max = max }), ct);
        var rescued = 0;
        foreach (var channelId in stranded.Order())
        {
            // Looked at again under the lock: another node may have been quicker.
            rescued += await database.WriteAsync(WritePriority.Claim, async connection =>
            {
                var lanes = await LaneLock.TakeAsync(connection, database, channelId);
                var nodes = (await connection.QueryAsync<(Guid Id, long LeaseUntil)>("SELECT incarnation, lease_until FROM nodes")).ToDictionary(row => row.Id, row => row.LeaseUntil);
                var orphans = lanes.Where(lane => lane.Owner is { } owner && !(nodes.GetValueOrDefault(owner) > now.ToUnixTimeMilliseconds())).ToList();
                // A node still on the list may only look dead, and its call be under way.
                foreach (var lane in orphans) await FreeAsync(connection, lane, !database.IsExclusive || nodes.ContainsKey(lane.Owner!.Value), now, decide);
                if (orphans.Count > 0) Failpoint.Reach("rescue.before_commit");
                return orphans.Count;
            }, ct);
            if (rescued > 0) Failpoint.Reach("rescue.after_commit");
        }
        return rescued;
    }

    public Task<int> HealAsync(DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, async connection =>
        {
            var idle = await connection.QueryAsync<(Guid ChannelId, int Kind, int Slot)>(
                """
                SELECT channel_id AS ChannelId, CAST(kind AS integer) AS Kind, CAST(slot AS integer) AS Slot FROM lanes
                WHERE ready_at IS NULL AND running_job IS NULL AND EXISTS (
                    SELECT 1 FROM publish_jobs j WHERE j.channel_id = lanes.channel_id AND j.lane_kind = lanes.kind
                      AND j.lane_slot = lanes.slot AND j.wake_at IS NOT NULL)
                ORDER BY channel_id, kind, slot
                """);
            var healed = 0;
            foreach (var (channelId, kind, slot) in idle)
            {
                await LaneLock.TakeAsync(connection, database, channelId);
                healed += await _statements.Rearm(new LaneKey(channelId, (LaneKind)kind, slot), now).ExecuteAsync(connection);
            }
            return healed;
        }, ct);

    private async Task FreeAsync(DbConnection connection, LockedLane lane, bool callMayBeUnderWay, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide)
    {
        var job = (await ReadJobsAsync(connection, [lane.RunningJob!.Value])).Single();
        var intent = (await IntentRow.ReadOpenAsync(connection, database, [job.Id])).FirstOrDefault();
        var lease = new Lease(lane.Key, lane.Epoch, job.Id, lane.Owner!.Value);
        await JobStatements.Release(lease).ExecuteAsync(connection);
        if (intent is not null && callMayBeUnderWay)
        {
            // The channel's publish calls never overlap: no other one before this one's deadline.
            await connection.ExecuteAsync(
                """
                UPDATE lanes SET paused_until = @Deadline
                WHERE channel_id = @ChannelId AND kind = 1 AND (paused_until IS NULL OR paused_until < @Deadline)
                """, new { lane.Key.ChannelId, Deadline = intent.DeadlineAt });
        }
        // A person may have moved the job to another lane, or closed it, while its worker was dying: then that stands.
        if (job.Lane == lane.Key && job.WakeAt is not null)
        {
            var end = decide(new ClaimedJob(lease, job, lane.Gate, lane.PausedUntil > now ? lane.PausedUntil : null, intent, lane.ClaimedAt));
            await JobStatements.AddLane(end.Job.Lane).ExecuteAsync(connection);
            await JobStatements.Update(end.Job, now).ExecuteAsync(connection);
            if (end.Attempt is not null) await JobStatements.Insert(end.Attempt, null, 0).ExecuteAsync(connection);
            if (end.Event is not null) await _statements.InsertAsync(end.Event, end.Job, now, connection);
            await _statements.Rearm(end.Job.Lane, now).ExecuteAsync(connection);
        }
        await _statements.Rearm(lane.Key, now).ExecuteAsync(connection);
    }
}
