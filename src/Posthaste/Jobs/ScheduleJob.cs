using Microsoft.Extensions.Options;

namespace Posthaste.Jobs;

/// <summary>A post that should go out on a channel.</summary>
public sealed record NewJob
{
    public required Guid WorkspaceId { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string Platform { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How late it may still go out.</summary>
    public required TimeSpan LateWindow { get; init; }

    public required LateAction LateAction { get; init; }

    /// <summary>How long before due preparation starts; a shorter notice starts at once.</summary>
    public required TimeSpan Lead { get; init; }

    /// <summary>What was approved: <see cref="PublishContent.Hash"/> of it.</summary>
    public required string ApprovedHash { get; init; }
}

/// <summary>Puts a post's job for one channel on its way; one that was cancelled or failed before is revived, so that a
/// post has one job per channel, ever.</summary>
public sealed class ScheduleJob(IJobStore jobs, ITransactions transactions, EngineClock clock, WakeSignal signal, IOptions<JobsOptions> options)
{
    public Task<MoveResult> RunAsync(NewJob wanted, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var now = clock.Now;
            var found = await jobs.FindAsync(wanted.PostId, wanted.ChannelId, ct);
            var result = found is null
                ? await AddAsync(wanted, actor, now, ct)
                : await jobs.MoveAsync(found.Id, current => Revive(current, wanted, actor, now), now, ct);
            transactions.AfterCommit(signal.Wake);
            return result;
        }, ct);

    private async Task<MoveResult> AddAsync(NewJob wanted, string actor, DateTimeOffset now, CancellationToken ct)
    {
        var id = NewId.At(now);
        var job = Fill(new Job
        {
            Id = id,
            WorkspaceId = wanted.WorkspaceId,
            PostId = wanted.PostId,
            ChannelId = wanted.ChannelId,
            Platform = wanted.Platform,
            Lane = LaneKey.PrepareLane(wanted.ChannelId, id, options.Value.PrepareSlots),
            WakeAt = null,
            State = JobState.Scheduled,
            DueAt = wanted.DueAt,
            FirstDueAt = wanted.DueAt,
            LateAt = wanted.DueAt,
            Lead = wanted.Lead,
            MaxAttempts = options.Value.MaxAttempts,
            ApprovedHash = wanted.ApprovedHash,
            CreatedAt = now,
            UpdatedAt = now,
        }, wanted, now);
        await jobs.AddAsync(job, new JobEvent("job.scheduled", actor), now, ct);
        return new MoveResult.Moved(job);
    }

    private Move Revive(JobSnapshot found, NewJob wanted, string actor, DateTimeOffset now)
    {
        var refusal = found switch
        {
            { Job.State: JobState.Published } => new Move.Refused("already_published", found.Job.TakenDownAt is null
                ? "The post is live on this channel already."
                : "The post was published on this channel and taken down; it is never published a second time. Make a new post instead."),
            { Job: { State: JobState.NeedsAttention, Reason: JobReason.Undecidable } } => new Move.Refused("undecided", "Nobody knows yet whether this post went live on this channel. Resolve its job first."),
            { Job.IsInInbox: true } => JobMoves.InInbox,
            { OpenIntent: not null } or { Job.State: JobState.Publishing } => new Move.Refused("publishing_now", "The post is being published on this channel, or its outcome is not known yet."),
            { Job.State: JobState.HandedOver } => new Move.Refused("handed_over", "A card for this post is with a person. Withdraw it first."),
            _ => null,
        };
        if (refusal is not null) return refusal;

        var job = found.Job;
        return new Move.To(Fill(job with { Round = job.Round + 1 }, wanted, now), new JobEvent("job.scheduled", actor));
    }

    private Job Fill(Job job, NewJob wanted, DateTimeOffset now) => job with
    {
        Lane = LaneKey.PrepareLane(job.ChannelId, job.Id, options.Value.PrepareSlots),
        State = JobState.Scheduled,
        Reason = null,
        WakeAt = PreflightTimes.Next(wanted.DueAt, wanted.Lead, now, options.Value),
        DueAt = wanted.DueAt,
        LateAt = wanted.DueAt + wanted.LateWindow,
        LateAction = wanted.LateAction,
        Lead = wanted.Lead,
        ApprovedHash = wanted.ApprovedHash,
        Attempt = 0,
        Deaths = 0,
        MaxAttempts = options.Value.MaxAttempts,
        Step = null,
        Checkpoint = null,
        PreparedHash = null,
        Settling = null,
        LastError = null,
    };
}
