using System.Data.Common;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Storage;

/// <summary>The statements that write a job, its attempts, intents and events. Those of a running job carry the lease in
/// their WHERE.</summary>
internal sealed partial class JobStatements(Database database)
{
    /// <summary>Not at once: a channel whose gate is open and whose token is dead must not make its jobs spin.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>A part of the post itself: only while ready or between two parts, and never outside the late window.</summary>
    private const string Publishes = "j.state IN ('ready', 'publishing') AND @Now <= j.late_at";

    /// <summary>A comment belongs to a post that is live.</summary>
    private const string FollowsUp = "j.state = 'published'";

    /// <summary>True while the intent is there and nobody knows what became of its call.</summary>
    public const string IsOpen = "EXISTS (SELECT 1 FROM publish_intents WHERE id = @IntentId AND outcome IS NULL)";

    private readonly string _rearm = LaneSql.Rearm(database.Greatest, database.Least);
    private readonly string _releaseAndRearm = LaneSql.ReleaseAndRearm(database.Greatest, database.Least);

    /// <summary>Writes the job while the lease and the version hold.</summary>
    public static Statement UpdateUnderLease(Lease lease, Job job, DateTimeOffset now) =>
        HoldLane(JobRow.Bind(new Statement(
            $"""
            UPDATE publish_jobs SET {JobRow.Assignments} /*FROM k*/
            WHERE id = @JobId AND version = @Version AND {LaneSql.Held}
            """, Stage.Job, job.Id), job, now), lease, job.Version);

    /// <summary>Writes the job; the caller holds the locks of its channel's lanes.</summary>
    public static Statement Update(Job job, DateTimeOffset now) =>
        JobRow.Bind(new Statement($"UPDATE publish_jobs SET {JobRow.Assignments}, version = @Version WHERE id = @JobId"), job, now)
            .With("Version", job.Version);

    public static Statement Insert(Job job, DateTimeOffset now) =>
        JobRow.Bind(new Statement(
            $"""
            INSERT INTO publish_jobs ({JobRow.Columns})
            VALUES (@JobId, @WorkspaceId, @PostId, @ChannelId, @Platform, @JobKind, @JobSlot, @WakeAt, @State, @Reason, @Method, @DueAt,
                    @FirstDueAt, @LateAt, @LateAction, @LeadMs, @Attempt, @MaxAttempts, @Round, @Deaths, @Version, @ApprovedHash,
                    @PreparedHash, @Step, @Checkpoint, @Settling, @RemoteId, @Permalink, @PublishedAt, @LatenessMs, @LastError, @Now, @Now, @TakenDownAt)
            """), job, now)
            .With("WorkspaceId", job.WorkspaceId)
            .With("PostId", job.PostId)
            .With("Platform", job.Platform)
            .With("Version", job.Version);

    /// <summary>Appends the attempt; under a lease only while that holds.</summary>
    public static Statement Insert(Attempt attempt, Lease? lease, long version)
    {
        var statement = new Statement(
            $"""
            INSERT INTO publish_attempts (id, job_id, round, number, step, outcome, counted, started_at, ended_at, error_kind, error_code,
                error_subcode, message, platform_message, http_status, trace_id, handle, node, epoch)
            SELECT @AttemptId, @JobId, @Round, @Number, @Step, @Outcome, @Counted, @StartedAt, @EndedAt, @ErrorKind, @ErrorCode,
                @ErrorSubcode, @Message, @PlatformMessage, @HttpStatus, @TraceId, @Handle, @Node, @AttemptEpoch /*FROM k*/
            WHERE {(lease is null ? "1 = 1" : LaneSql.Current)}
            """)
            .With("AttemptId", attempt.Id)
            .With("JobId", attempt.JobId)
            .With("Round", attempt.Round)
            .With("Number", attempt.Number)
            .With("Step", attempt.Step)
            .With("Outcome", Words.Of(attempt.Outcome))
            .With("Counted", attempt.Counted ? 1 : 0)
            .With("StartedAt", attempt.StartedAt)
            .With("EndedAt", attempt.EndedAt)
            .With("ErrorKind", attempt.Error is { } error ? Words.Of(error.Kind) : null)
            .With("ErrorCode", attempt.Error?.Code)
            .With("ErrorSubcode", attempt.Error?.Subcode)
            .With("Message", attempt.Error?.Message)
            .With("PlatformMessage", attempt.Error?.PlatformMessage)
            .With("HttpStatus", attempt.HttpStatus)
            .With("TraceId", attempt.TraceId)
            .With("Handle", attempt.Handle)
            .With("Node", attempt.Node)
            .With("AttemptEpoch", attempt.Epoch);
        return lease is null ? statement : HoldLane(statement, lease, version);
    }

    /// <summary>Appends the event; under a lease only while that holds.</summary>
    public static Statement Insert(JobEvent @event, Job job, Lease? lease, DateTimeOffset now, string? when = null)
    {
        var statement = new Statement(
            $"""
            INSERT INTO events (id, workspace_id, kind, subject_id, at, actor, data)
            SELECT @EventId, @WorkspaceId, @EventKind, @JobId, @Now, @Actor, @Data /*FROM k*/
            WHERE {when ?? (lease is null ? "1 = 1" : LaneSql.Current)}
            ON CONFLICT (id) DO NOTHING
            """)
            .With("EventId", @event.Id ?? Guid.CreateVersion7(now))
            .With("WorkspaceId", job.WorkspaceId)
            .With("EventKind", @event.Kind)
            .With("JobId", job.Id)
            .With("Now", now)
            .With("Actor", @event.Actor)
            .With("Data", @event.Data);
        return lease is null ? statement : HoldLane(statement, lease, job.Version);
    }

    /// <summary>Appends the event in the current transaction.</summary>
    public Task InsertAsync(JobEvent @event, Job job, DateTimeOffset now, DbConnection connection)
    {
        database.AfterCommit(database.Events.Ring);
        return Insert(@event, job, null, now).ExecuteAsync(connection);
    }

    /// <summary>Records what became of a call. An answer is truth and needs no lease; the first one stands, and a later one that
    /// agrees may still name the post. A clock that was put back meanwhile does not make it older than its call.</summary>
    public static Statement Record(IntentVerdict verdict, DateTimeOffset now) =>
        new Statement(
            """
            UPDATE publish_intents SET outcome = @Outcome, outcome_at = COALESCE(outcome_at, CASE WHEN @Now < intent_at THEN intent_at ELSE @Now END), evidence = COALESCE(evidence, @Evidence),
                remote_id = @RemoteId /*FROM k*/
            WHERE id = @IntentId AND (outcome IS NULL OR (outcome = @Outcome AND remote_id IS NULL))
            """)
            .With("IntentId", verdict.IntentId)
            .With("Outcome", Words.Of(verdict.Outcome))
            .With("Now", now)
            .With("Evidence", verdict.Evidence)
            .With("RemoteId", verdict.RemoteId);

    /// <summary>Adds figures; only while the lease holds.</summary>
    public static Statement Insert(MetricsReading reading, Lease lease, long version) =>
        SqlMetricsStore.Insert(reading, statement => HoldLane(statement, lease, version));

    public static Statement Link(Guid jobId, PartLink link) =>
        new Statement(
            """
            UPDATE publish_intents SET remote_id = COALESCE(remote_id, @RemoteId), permalink = COALESCE(@Permalink, permalink) /*FROM k*/
            WHERE job_id = @JobId AND part = @Part AND outcome = 'happened'
            """, Stage.After)
            .With("JobId", jobId)
            .With("Part", link.Part)
            .With("RemoteId", link.RemoteId)
            .With("Permalink", link.Permalink);

    /// <summary>Commits an intent only if everything that was true when the job was prepared is still true, every earlier
    /// call of this part is proved to have had no effect, and the channel's limits have room. (Its publish lane is held, so no
    /// other intent of the channel is counted at the same time.)</summary>
    public static Statement Insert(Intent intent, Lease lease, Job job, PublishAllowance allowance, DateTimeOffset now) =>
        Limit(HoldLane(new Statement(
            $"""
            INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, checkpoint, content_hash, node, epoch, intent_at, deadline_at)
            SELECT @IntentId, j.id, j.channel_id, @Part, @Number, @Step, @Checkpoint, @ContentHash, @Node, @Epoch, @IntentAt, @DeadlineAt
            FROM publish_jobs j /*, k*/
            WHERE j.id = @JobId AND j.version = @Version AND {(job.State == JobState.Published ? FollowsUp : Publishes)}
              AND j.approved_hash = @ContentHash AND j.prepared_hash = @ContentHash
              AND EXISTS (SELECT 1 FROM lanes l WHERE l.channel_id = @LaneChannel AND l.kind = @LaneKind AND l.slot = @LaneSlot
                          AND l.epoch = @Epoch AND l.running_job = @JobId AND l.gate = 0 AND (l.paused_until IS NULL OR l.paused_until <= @Now))
              AND NOT EXISTS (SELECT 1 FROM publish_intents i WHERE i.job_id = @JobId
                              AND (i.outcome IS NULL OR (i.part = @Part AND i.outcome <> 'not_happened')))
              AND EXISTS (SELECT 1 FROM nodes n WHERE n.incarnation = @Node AND n.lease_until > @Now)
              AND {LimitSql.HasRoom}
            ON CONFLICT DO NOTHING
            """, Stage.Job, intent.Id), lease, job.Version), allowance, now)
            .With("IntentId", intent.Id)
            .With("JobId", intent.JobId)
            .With("Part", intent.Part)
            .With("Number", intent.Number)
            .With("Step", intent.Step)
            .With("Checkpoint", intent.Checkpoint)
            .With("ContentHash", intent.ContentHash)
            .With("Node", lease.Node)
            .With("IntentAt", intent.IntentAt)
            .With("DeadlineAt", intent.DeadlineAt)
            .With("Now", now);

    private static Statement Limit(Statement statement, PublishAllowance allowance, DateTimeOffset now) => statement
        .With("PerDay", allowance.PerDay)
        .With("DaySince", now - allowance.DayWindow)
        .With("PerHour", allowance.PerHour)
        .With("Inbox", allowance.Inbox)
        .With("HourSince", now - TimeSpan.FromHours(1));

    /// <summary>Shows the call in the job. Fenced like everything else: asked a second time, after a first answer was lost, the
    /// intent may be there while the job has long been somebody else's.</summary>
    public static Statement MarkPublishing(Intent intent, Lease lease, Job job, DateTimeOffset now) =>
        HoldLane(new Statement(
            $"""
            UPDATE publish_jobs SET state = 'publishing', reason = NULL, updated_at = @Now /*FROM k*/
            WHERE id = @JobId AND state <> 'published' AND {IsOpen} AND {LaneSql.Current}
            """), lease, job.Version)
            .With("JobId", intent.JobId)
            .With("IntentId", intent.Id)
            .With("Now", now);

    public static Statement InsertPublishing(Intent intent, Lease lease, Job job, DateTimeOffset now) =>
        Insert(new JobEvent("job.publishing", "engine") { Id = intent.Id }, job, lease, now, $"{IsOpen} AND {LaneSql.Current}").With("IntentId", intent.Id);

    /// <summary>The gate may have opened while the job was being parked, too early to wake it.</summary>
    public static Statement WakeIfOpen(Lease lease, Job job, DateTimeOffset now) =>
        HoldLane(new Statement(
            $"""
            UPDATE publish_jobs SET wake_at = @Soon /*FROM k*/
            WHERE id = @JobId AND version = @Version AND wake_at > @Soon AND {LaneSql.Held}
              AND EXISTS (SELECT 1 FROM lanes WHERE channel_id = @LaneChannel AND kind = @LaneKind AND slot = @LaneSlot AND gate = 0)
            """), lease, job.Version)
            .With("JobId", job.Id)
            .With("Soon", now + LookAgain);

    /// <summary>Makes the lane where it is not there, with the gate and the share of its channel: the setting for prepare slots may have grown
    /// since the channel was connected. Under a lease only while that holds.</summary>
    public static Statement AddLane(LaneKey key, Lease? lease = null, Job? job = null)
    {
        var statement = new Statement(
            $"""
            INSERT INTO lanes (channel_id, kind, slot, gate, epoch, share)
            SELECT @ChannelId, @Kind, @Slot, COALESCE((SELECT MAX(gate) FROM lanes WHERE channel_id = @ChannelId), 0), 0,
                COALESCE((SELECT MAX(share) FROM lanes WHERE channel_id = @ChannelId), {LaneSql.ShareOfNew}) /*FROM k*/
            WHERE NOT EXISTS (SELECT 1 FROM lanes WHERE channel_id = @ChannelId AND kind = @Kind AND slot = @Slot)
              AND {(lease is null ? "1 = 1" : LaneSql.Current)}
            ON CONFLICT DO NOTHING
            """)
            .With("ChannelId", key.ChannelId)
            .With("Kind", (int)key.Kind)
            .With("Slot", key.Slot);
        return lease is null ? statement : HoldLane(statement, lease, job!.Version).With("JobId", job.Id);
    }

    public static Statement Release(Lease lease) =>
        HoldLane(new Statement(
            """
            UPDATE lanes SET running_job = NULL, owner = NULL, claimed_at = NULL
            WHERE channel_id = @LaneChannel AND kind = @LaneKind AND slot = @LaneSlot AND epoch = @Epoch AND running_job = @JobId
            """), lease, version: null)
            .With("JobId", lease.JobId);

    /// <summary>Frees the lane and sets its clock from what is now at its head.</summary>
    public Statement ReleaseAndRearm(Lease lease, DateTimeOffset now) =>
        HoldLane(new Statement(_releaseAndRearm, Stage.Lane), lease, version: null)
            .With("JobId", lease.JobId)
            .With("Now", now);

    public Statement Rearm(LaneKey lane, DateTimeOffset now) =>
        new Statement(_rearm, Stage.NextLane)
            .With("ChannelId", lane.ChannelId)
            .With("Kind", (int)lane.Kind)
            .With("Slot", lane.Slot)
            .With("Now", now);

    private static Statement HoldLane(Statement statement, Lease lease, long? version)
    {
        statement
            .With("LaneChannel", lease.Lane.ChannelId)
            .With("LaneKind", (int)lease.Lane.Kind)
            .With("LaneSlot", lease.Lane.Slot)
            .With("Epoch", lease.Epoch);
        return version is null ? statement : statement.With("Version", version);
    }
}
