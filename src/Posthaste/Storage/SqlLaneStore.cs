using System.Data.Common;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Limits;

namespace Posthaste.Storage;

/// <summary>The engine's store. One lock order everywhere: a channel's prepare lanes, its publish lane, then the job.</summary>
internal sealed partial class SqlLaneStore(Database database) : ILaneStore
{
    private readonly JobStatements _statements = new(database);
    private readonly FairTurns _turns = new();

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid node, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        ClaimAsync(new LaneClaim(kind, node, now, floor, max, _turns.Keep(kind, max)), ct);

    public Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(LaneKind kind, Guid node, DateTimeOffset now, IReadOnlyCollection<LaneHint> hints, CancellationToken ct)
    {
        // Of several hints for a lane the newest: an older epoch is known to be over.
        LaneHint[] lanes = [.. hints.Where(hint => hint.Lane.Kind == kind).GroupBy(hint => hint.Lane).Select(lane => lane.MaxBy(hint => hint.Epoch ?? long.MaxValue)!).OrderBy(hint => hint.Lane)];
        return ClaimAsync(new LaneClaim(kind, node, now, DateTimeOffset.UnixEpoch, lanes.Length, Kept: 0) { Hints = lanes }, ct);
    }

    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneClaim claim, CancellationToken ct)
    {
        var (kind, node, now) = (claim.Kind, claim.Node, claim.Now);
        var claimed = await database.WriteAsync<IReadOnlyList<ClaimedJob>>(WritePriority.Claim, async connection =>
        {
            var taken = await database.ClaimLanesAsync(connection, claim);
            if (taken.Count > 0) Failpoint.Reach("claim.before_commit");
            // Most jobs are claimed before their first call: only the others have anything to read.
            var called = taken.Where(one => one.Lane.HasIntents).Select(one => one.Job.Id).ToArray();
            var intents = called.Length == 0 ? null : (await IntentRow.ReadAllAsync(connection, database, called)).ToLookup(row => row.JobId);
            return [.. taken.Select(one => new ClaimedJob(
                new Lease(new LaneKey(one.Job.ChannelId, kind, one.Lane.ClaimedSlot), one.Lane.Epoch, one.Job.Id, node),
                one.Job.ToJob(), (Gate)one.Lane.Gate, one.Lane.PausedUntil > now ? one.Lane.PausedUntil : null,
                intents?[one.Job.Id].FirstOrDefault(row => row.Outcome is null)?.ToIntent(), ClaimedAt: null,
                intents is null ? [] : IntentRow.ToParts(intents[one.Job.Id])))];
        }, ct);
        if (claimed.Count > 0) Failpoint.Reach("claim.commit_sent");
        return claimed;
    }

    public async Task<DateTimeOffset?> NextReadyAsync(LaneKind kind, DateTimeOffset floor, CancellationToken ct)
    {
        // One look at the index for each share: over both at once the earliest would not be its first entry.
        var next = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(
            """
            SELECT MIN(head) FROM (
                SELECT MIN(ready_at) AS head FROM lanes WHERE kind = @Kind AND share = 0 AND ready_at IS NOT NULL AND ready_at >= @Floor
                UNION ALL
                SELECT MIN(ready_at) FROM lanes WHERE kind = @Kind AND share = 1 AND ready_at IS NOT NULL AND ready_at >= @Floor) heads
            """,
            new { Kind = (int)kind, Floor = floor }), ct);
        return next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    public Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct)
    {
        List<Statement> statements = [JobStatements.UpdateUnderLease(lease, job, now)];
        if (verdict is not null) statements.Add(JobStatements.Record(verdict, now));
        if (@event is not null) statements.Add(JobStatements.Insert(@event, job, lease, now));
        return WriteAsync(new LaneWrite("checkpoint", [lease.Lane], statements), ct, tells: @event is not null);
    }

    public Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct)
    {
        List<Statement> statements = [JobStatements.UpdateUnderLease(lease, end.Job, now)];
        if (end.Verdict is not null) statements.Add(JobStatements.Record(end.Verdict, now));
        if (end.Link is not null) statements.Add(JobStatements.Link(end.Job.Id, end.Link));
        if (end.Attempt is not null) statements.Add(JobStatements.Insert(end.Attempt, lease, end.Job.Version));
        foreach (var reading in end.Readings) statements.Add(JobStatements.Insert(reading, lease, end.Job.Version));
        if (end.Event is not null) statements.Add(JobStatements.Insert(end.Event, end.Job, lease, now));
        if (end.Outcome is { } outcome) statements.Add(JobStatements.End(outcome, "engine", end.Job, lease, now));
        if (end.Order is not null) statements.Add(JobStatements.Insert(end.Order, end.Job, lease, now));
        if (end.Job.Reason == JobReason.WaitingAccount) statements.Add(JobStatements.WakeIfOpen(lease, end.Job, now));
        if (end.Job.Lane != lease.Lane) statements.Add(JobStatements.AddLane(end.Job.Lane, lease, end.Job));
        statements.Add(_statements.ReleaseAndRearm(lease, now));
        // A job with nothing left to do changes nothing for the lane it rests in.
        var moves = end.Job.Lane != lease.Lane && end.Job.WakeAt is not null;
        if (moves) statements.Add(_statements.Rearm(end.Job.Lane, now));

        LaneKey[] lanes = moves ? [lease.Lane, end.Job.Lane] : [lease.Lane];
        return WriteAsync(new LaneWrite("result", lanes, statements), ct, tells: end.Event is not null);
    }

    public Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(new LaneWrite("release", [lease.Lane], [_statements.ReleaseAndRearm(lease, now)]), ct);

    public Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Publish, async connection =>
        {
            var lanes = await LaneLock.TakeAsync(connection, database, lease.Lane.ChannelId);
            var held = lanes.FirstOrDefault(lane => lane.Key == lease.Lane && lane.Epoch == lease.Epoch && lane.RunningJob == lease.JobId);
            // The run has ended, and with it every call it made.
            if (held is not null) await FreeAsync(connection, held, callMayBeUnderWay: false, now, decide);
            return held is not null;
        }, ct);

    public Task<IReadOnlyList<Lease>> ListHeldAsync(LaneKind kind, Guid node, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Lease>>(async connection => [.. (await connection.QueryAsync<(Guid ChannelId, int Slot, long Epoch, Guid JobId)>(
            """
            SELECT channel_id, CAST(slot AS integer), epoch, running_job FROM lanes
            WHERE owner IS NOT NULL AND owner = @Node AND kind = @Kind
            """, new { Node = node, Kind = (int)kind }))
            .Select(lane => new Lease(new LaneKey(lane.ChannelId, kind, lane.Slot), lane.Epoch, lane.JobId, node))], ct);

    public async Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, PublishAllowance allowance, DateTimeOffset now, CancellationToken ct)
    {
        var granted = await WriteAsync(new LaneWrite("intent", [lease.Lane],
        [
            JobStatements.Insert(intent, lease, job, allowance, now),
            JobStatements.MarkPublishing(intent, lease, job, now),
            JobStatements.InsertPublishing(intent, lease, job, now),
        ]), ct, tells: true);
        if (granted) return IntentGrant.Granted;

        // It may be there from a first commit whose answer was lost.
        var (held, committed, room) = await database.ReadAsync(connection => connection.QuerySingleAsync<(long, long, long)>(
            $"""
            SELECT CAST(CASE WHEN {LaneSql.Held} THEN 1 ELSE 0 END AS bigint),
                   CAST(CASE WHEN {JobStatements.IsOpen} THEN 1 ELSE 0 END AS bigint),
                   CAST(CASE WHEN {LimitSql.HasRoom} THEN 1 ELSE 0 END AS bigint)
            """,
            new
            {
                LaneChannel = lease.Lane.ChannelId,
                LaneKind = (int)lease.Lane.Kind,
                LaneSlot = lease.Lane.Slot,
                lease.Epoch,
                lease.JobId,
                IntentId = intent.Id,
                allowance.PerDay,
                DaySince = now - allowance.DayWindow,
                allowance.PerHour,
                allowance.Inbox,
                HourSince = now - TimeSpan.FromHours(1),
            }), ct);
        return held == 0 ? IntentGrant.Fenced
            : committed == 1 ? IntentGrant.Granted
            : room == 0 ? IntentGrant.OverLimit
            : IntentGrant.Refused;
    }

    public Task<IReadOnlyList<JobPart>> ListPartsAsync(Guid jobId, CancellationToken ct) =>
        database.ReadAsync(connection => IntentRow.ReadPartsAsync(connection, database, [jobId]), ct);

    public Task<Intent?> FindLastIntentAsync(Guid jobId, string part, CancellationToken ct) =>
        database.ReadAsync(connection => IntentRow.ReadLastAsync(connection, jobId, part), ct);

    public Task<IReadOnlySet<string>> FindBoundAsync(Guid channelId, IReadOnlyCollection<string> remoteIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlySet<string>>(async connection => (await connection.QueryAsync<string>(
            $"""
            SELECT remote_id FROM publish_jobs WHERE channel_id = @ChannelId AND remote_id {database.AnyOf("Ids")}
            UNION SELECT remote_id FROM publish_intents WHERE channel_id = @ChannelId AND remote_id IS NOT NULL AND remote_id {database.AnyOf("Ids")}
            """,
            new { ChannelId = channelId, Ids = remoteIds.ToArray() })).ToHashSet(), ct);

    public Task<IReadOnlyList<NamelessCall>> ListNamelessAsync(Guid channelId, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<NamelessCall>>(async connection =>
        {
            var calls = (await IntentRow.ReadNamelessAsync(connection, channelId, from, until)).ToList();
            if (calls.Count == 0) return [];
            var jobs = (await ReadJobsAsync(connection, [.. calls.Select(call => call.JobId).Distinct()])).ToDictionary(job => job.Id);
            return [.. calls.Select(call => new NamelessCall(call, jobs[call.JobId]))];
        }, ct);

    public Task PauseUntilAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Publish, async connection =>
        {
            var lanes = await LaneLock.TakeAsync(connection, database, channelId);
            await connection.ExecuteAsync(
                "UPDATE lanes SET paused_until = @Until WHERE channel_id = @ChannelId AND (paused_until IS NULL OR paused_until < @Until)",
                new { ChannelId = channelId, Until = until });
            foreach (var lane in lanes) await _statements.Rearm(lane.Key, now).ExecuteAsync(connection);
            return lanes.Count;
        }, ct);

    public async Task PausePlatformAsync(string platform, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        var channels = await database.ReadAsync(connection => connection.QueryAsync<Guid>(
            "SELECT id FROM channels WHERE platform = @Platform", new { Platform = platform }), ct);
        // One transaction for each: none holds the lanes of thousands of channels at once.
        foreach (var channelId in channels.Order()) await PauseUntilAsync(channelId, until, now, ct);
    }

    public Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct)
    {
        var hour = now.ToUnixTimeMilliseconds() / 3_600_000 * 3_600_000;
        return database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            """
            INSERT INTO channel_usage (channel_id, hour, calls, publishes, errors, containers, bytes_out, bytes_in)
            VALUES (@ChannelId, @Hour, @Calls, @Publishes, @Errors, @Containers, @BytesOut, @BytesIn)
            ON CONFLICT (channel_id, hour) DO UPDATE SET calls = channel_usage.calls + excluded.calls,
                publishes = channel_usage.publishes + excluded.publishes, errors = channel_usage.errors + excluded.errors,
                containers = channel_usage.containers + excluded.containers, bytes_out = channel_usage.bytes_out + excluded.bytes_out,
                bytes_in = channel_usage.bytes_in + excluded.bytes_in
            """, new { ChannelId = channelId, Hour = hour, count.Calls, count.Publishes, count.Errors, count.Containers, count.BytesOut, count.BytesIn }), ct);
    }

    public Task CountUsageAsync(IReadOnlyCollection<KeyValuePair<Guid, UsageCount>> counts, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, async _ =>
        {
            foreach (var (channelId, count) in counts) await CountUsageAsync(channelId, count, now, ct);
            return counts.Count;
        }, ct);

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) => database.ReadClockAsync(ct);

    /// <param name="tells">It has an event in it.</param>
    private async Task<bool> WriteAsync(LaneWrite write, CancellationToken ct, bool tells = false)
    {
        var changed = await database.WriteUnderLeaseAsync(write, ct);
        Failpoint.Reach(write.Name, ".commit_sent");
        if (tells) database.Events.Ring();
        return changed;
    }

    private async Task<IEnumerable<Job>> ReadJobsAsync(DbConnection connection, IReadOnlyList<Guid> ids) =>
        (await connection.QueryAsync<JobRow>($"SELECT {JobRow.Columns} FROM publish_jobs WHERE id {database.AnyOf("Ids")}", database.ListOf(ids)))
        .Select(row => row.ToJob());
}
