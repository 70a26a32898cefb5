using System.Data.Common;
using Dapper;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>The jobs as people and the API see them.</summary>
internal sealed class SqlJobStore(Database database) : IJobStore
{
    /// <summary>When a job is to be looked at that is looked at so long before it is due, but not before now.</summary>
    private const string Ahead = "CASE WHEN due_at - @Ahead > @Now THEN due_at - @Ahead ELSE @Now END";

    private const string LooksLate = $"wake_at IS NOT NULL AND wake_at > {Ahead}";

    /// <summary>It waits for its time and for nothing else.</summary>
    private const string Planned = "state = 'scheduled' AND reason IS NULL";

    /// <summary>Or for what no longer counts where a person publishes it.</summary>
    private const string PlannedOrHeldUp = "state IN ('scheduled', 'preparing', 'ready') AND (reason IS NULL OR reason IN ('retrying', 'waiting_quota'))";

    private readonly JobStatements _statements = new(database);

    public Task<Job?> FindAsync(Guid jobId, CancellationToken ct) =>
        database.ReadAsync(connection => FindAsync(connection, "id = @JobId", new { JobId = jobId }), ct);

    public Task<Job?> FindAsync(Guid postId, Guid channelId, CancellationToken ct) =>
        database.ReadAsync(connection => FindAsync(connection, "post_id = @PostId AND channel_id = @ChannelId", new { PostId = postId, ChannelId = channelId }), ct);

    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken ct)
    {
        List<string> wanted = ["workspace_id = @WorkspaceId"];
        if (query.States.Count > 0) wanted.Add($"state {database.AnyOf("States")}");
        if (query.ChannelId is not null) wanted.Add("channel_id = @ChannelId");
        if (query.PostId is not null) wanted.Add("post_id = @PostId");
        if (query.From is not null) wanted.Add("due_at >= @From");
        if (query.To is not null) wanted.Add("due_at < @To");
        if (query.After is not null) wanted.Add("(due_at > @AfterDue OR (due_at = @AfterDue AND id > @AfterId))");
        return database.ReadAsync<IReadOnlyList<Job>>(async connection =>
        {
            var rows = await connection.QueryAsync<JobRow>(
                $"SELECT {JobRow.Columns} FROM publish_jobs WHERE {string.Join(" AND ", wanted)} ORDER BY due_at, id LIMIT @Limit",
                new
                {
                    query.WorkspaceId,
                    States = query.States.Select(Words.Of).ToArray(),
                    query.ChannelId,
                    query.PostId,
                    query.From,
                    query.To,
                    AfterDue = query.After?.DueAt,
                    AfterId = query.After?.Id,
                    query.Limit,
                });
            return [.. rows.Select(row => row.ToJob())];
        }, ct);
    }

    public Task<IReadOnlyList<Attempt>> ListAttemptsAsync(Guid jobId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Attempt>>(async connection => [.. (await connection.QueryAsync<AttemptRow>(
            $"SELECT {AttemptRow.Columns} FROM publish_attempts WHERE job_id = @JobId ORDER BY ended_at, started_at, round, number, id", new { JobId = jobId }))
            .Select(row => row.ToAttempt())], ct);

    public Task<IReadOnlyList<JobPart>> ListPartsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) =>
        database.ReadAsync(connection => IntentRow.ReadPartsAsync(connection, database, jobIds), ct);

    public Task<IReadOnlySet<Guid>> FindRunningAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlySet<Guid>>(async connection => (await connection.QueryAsync<Guid>(
            $"""
            SELECT l.running_job FROM publish_jobs j JOIN lanes l
              ON l.channel_id = j.channel_id AND l.kind = j.lane_kind AND l.slot = j.lane_slot AND l.running_job = j.id
            WHERE j.id {database.AnyOf("Ids")}
            """, database.ListOf(jobIds))).ToHashSet(), ct);

    public Task AddLanesAsync(Guid channelId, int prepareSlots, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, async connection =>
        {
            var keys = Enumerable.Range(0, prepareSlots).Select(slot => new LaneKey(channelId, LaneKind.Prepare, slot))
                .Append(LaneKey.PublishLane(channelId));
            foreach (var key in keys) await JobStatements.AddLane(key).ExecuteAsync(connection);
            return prepareSlots + 1;
        }, ct);

    public Task AddAsync(Job job, JobEvent @event, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, async connection =>
        {
            await JobStatements.AddLane(job.Lane).ExecuteAsync(connection);
            await LaneLock.TakeAsync(connection, database, job.ChannelId);
            await JobStatements.Insert(job, now).ExecuteAsync(connection);
            await _statements.InsertAsync(@event, job, now, connection);
            await _statements.Rearm(job.Lane, now).ExecuteAsync(connection);
            return job;
        }, ct);

    public Task<MoveResult> MoveAsync(Guid jobId, Func<JobSnapshot, Move> decide, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync<MoveResult>(WritePriority.Api, async connection =>
        {
            var unlocked = await FindAsync(connection, "id = @JobId", new { JobId = jobId });
            if (unlocked is null) return new MoveResult.NotFound();
            var lanes = await LaneLock.TakeAsync(connection, database, unlocked.ChannelId);
            var job = (await FindAsync(connection, $"id = @JobId {database.ForUpdate}", new { JobId = jobId }))!;
            var intent = (await IntentRow.ReadOpenAsync(connection, database, [jobId])).FirstOrDefault();

            var live = (await IntentRow.ReadPartsAsync(connection, database, [jobId])).Count(part => part.IsLive && part.Part != Platforms.PublishStep.Comment);
            var running = lanes.Any(lane => lane.RunningJob == jobId);
            var gate = lanes.Count > 0 ? lanes[0].Gate : Gate.Open;
            Guid? handover = job.State != JobState.HandedOver ? null : await connection.QuerySingleOrDefaultAsync<Guid?>(
                "SELECT id FROM handovers WHERE job_id = @JobId AND state <> 'ended'", new { JobId = jobId });
            switch (decide(new JobSnapshot(job, running, intent, gate, live, handover)))
            {
                case Move.Refused refused:
                    return new MoveResult.Refused(refused.Code, refused.Message);
                case Move.Told told:
                    await _statements.InsertAsync(told.Event, job, now, connection);
                    return new MoveResult.Moved(job);
                case Move.To to:
                    var moved = to.Job with { Version = job.Version + 1, UpdatedAt = now };
                    await JobStatements.AddLane(moved.Lane).ExecuteAsync(connection);
                    await JobStatements.Update(moved, now).ExecuteAsync(connection);
                    if (to.Verdict is not null) await JobStatements.Record(to.Verdict, now).ExecuteAsync(connection);
                    if (job.State == JobState.HandedOver && (moved.State != JobState.HandedOver || to.Order is not null))
                        await JobStatements.End(to.Outcome ?? HandoverOutcome.Withdrawn, to.Event.Actor, moved, null, now).ExecuteAsync(connection);
                    if (to.Order is not null) await JobStatements.Insert(to.Order, moved, null, now).ExecuteAsync(connection);
                    await _statements.InsertAsync(to.Event, moved, now, connection);
                    await _statements.Rearm(job.Lane, now).ExecuteAsync(connection);
                    if (moved.Lane != job.Lane) await _statements.Rearm(moved.Lane, now).ExecuteAsync(connection);
                    return new MoveResult.Moved(moved);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }, ct);

    public Task<int> CountRetriesAsync(Guid jobId, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<int>(
            """
            SELECT COUNT(*) FROM events
            WHERE subject_id = @JobId AND at > @Since AND kind IN ('job.retried', 'job.published_now', 'job.rescheduled')
            """, new { JobId = jobId, Since = since }), ct);

    public Task SetGateAsync(Guid channelId, Gate gate, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, async connection =>
        {
            var lanes = await LaneLock.TakeAsync(connection, database, channelId);
            await connection.ExecuteAsync("UPDATE lanes SET gate = @Gate WHERE channel_id = @ChannelId", new { ChannelId = channelId, Gate = (int)gate });
            if (gate != Gate.Open) return 0;
            var woken = await connection.ExecuteAsync(
                """
                UPDATE publish_jobs SET wake_at = @Now, reason = NULL, updated_at = @Now
                WHERE channel_id = @ChannelId AND wake_at IS NOT NULL AND reason = 'waiting_account'
                """, new { ChannelId = channelId, Now = now });
            woken += await connection.ExecuteAsync(
                """
                UPDATE publish_jobs SET wake_at = @Now, updated_at = @Now
                WHERE channel_id = @ChannelId AND wake_at IS NOT NULL AND state = 'needs_attention'
                """, new { ChannelId = channelId, Now = now });
            foreach (var lane in lanes) await _statements.Rearm(lane.Key, now).ExecuteAsync(connection);
            return woken;
        }, ct);

    public Task<int> LookEarlierAsync(Guid channelId, TimeSpan ahead, bool byHand, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, async connection =>
        {
            var lanes = await LaneLock.TakeAsync(connection, database, channelId);
            var woken = await connection.ExecuteAsync(
                $"""
                UPDATE publish_jobs SET wake_at = {Ahead}, updated_at = @Now
                WHERE channel_id = @ChannelId AND {LooksLate} AND {(byHand ? PlannedOrHeldUp : Planned)}
                """, new { ChannelId = channelId, Now = now, Ahead = (long)ahead.TotalMilliseconds });
            if (woken == 0) return 0;
            foreach (var lane in lanes) await _statements.Rearm(lane.Key, now).ExecuteAsync(connection);
            return woken;
        }, ct);

    public async Task<IReadOnlyList<Guid>> ListLateLooksAsync(TimeSpan ahead, DateTimeOffset now, CancellationToken ct) =>
        [.. await database.ReadAsync(connection => connection.QueryAsync<Guid>(new CommandDefinition(
            $"SELECT DISTINCT channel_id FROM publish_jobs WHERE {LooksLate} AND {PlannedOrHeldUp} ORDER BY channel_id",
            new { Now = now, Ahead = (long)ahead.TotalMilliseconds }, cancellationToken: ct)), ct)];

    private static async Task<Job?> FindAsync(DbConnection connection, string where, object parameters) =>
        (await connection.QuerySingleOrDefaultAsync<JobRow>($"SELECT {JobRow.Columns} FROM publish_jobs WHERE {where}", parameters))?.ToJob();
}
