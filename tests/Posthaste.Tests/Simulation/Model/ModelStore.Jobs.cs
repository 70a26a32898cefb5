using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation.Model;

// What people and the API ask.
internal sealed partial class ModelStore
{
    public Task<Job?> FindAsync(Guid jobId, CancellationToken ct) => Do(() => _jobs.GetValueOrDefault(jobId));

    public Task<Job?> FindAsync(Guid postId, Guid channelId, CancellationToken ct) =>
        Do(() => _jobsByPost.TryGetValue((postId, channelId), out var jobId) ? _jobs[jobId] : null);

    /// <inheritdoc/>
    /// <remarks>Looks at every job: no worker asks for this.</remarks>
    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken ct) => Do<IReadOnlyList<Job>>(() =>
    {
        var (from, to) = (Ms(query.From), Ms(query.To));
        var after = query.After is { } last ? (Ms(last.DueAt), last.Id) : ((DateTimeOffset, Guid)?)null;
        return
        [
            .. _jobs.Values.Where(job => job.WorkspaceId == query.WorkspaceId
                    && (query.States.Count == 0 || query.States.Contains(job.State))
                    && (query.ChannelId is null || job.ChannelId == query.ChannelId)
                    && (query.PostId is null || job.PostId == query.PostId)
                    && (from is null || job.DueAt >= from)
                    && (to is null || job.DueAt < to)
                    && (after is null || (job.DueAt, job.Id).CompareTo(after.Value) > 0))
                .OrderBy(job => job.DueAt).ThenBy(job => job.Id).Take(query.Limit),
        ];
    });

    public Task<IReadOnlyList<Attempt>> ListAttemptsAsync(Guid jobId, CancellationToken ct) => Do<IReadOnlyList<Attempt>>(() =>
        _attemptsOfJob.TryGetValue(jobId, out var attempts)
            ? [.. attempts.OrderBy(attempt => (attempt.EndedAt, attempt.StartedAt, attempt.Round, attempt.Number, attempt.Id))]
            : []);

    public Task<IReadOnlySet<Guid>> FindRunningAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct) => Do<IReadOnlySet<Guid>>(() =>
        jobIds.Where(id => _jobs.TryGetValue(id, out var job) && _lanes[job.Lane].RunningJob == id).ToHashSet());

    public Task AddLanesAsync(Guid channelId, int prepareSlots, CancellationToken ct) => Do(() =>
    {
        for (var slot = 0; slot < prepareSlots; slot++) AddLane(new LaneKey(channelId, LaneKind.Prepare, slot));
        AddLane(LaneKey.PublishLane(channelId));
    });

    public Task AddAsync(Job job, JobEvent @event, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        if (_jobs.ContainsKey(job.Id) || _jobsByPost.ContainsKey((job.PostId, job.ChannelId)))
            throw new ModelConflictException("A post has one job per channel, ever.");
        if (job.RemoteId is { } live && Channel(job.ChannelId).Bound.ContainsKey(live))
            throw new ModelConflictException("A live post is one job's.");
        // The setting for prepare slots may have grown since the channel was connected.
        AddLane(job.Lane);
        Put(null, job with { CreatedAt = now, UpdatedAt = now });
        _jobsByPost.Add((job.PostId, job.ChannelId), job.Id);
        Tell(@event, job, now);
        Rearm(job.Lane, now);
    });

    public Task<MoveResult> MoveAsync(Guid jobId, Func<JobSnapshot, Move> decide, DateTimeOffset now, CancellationToken ct) => Do<MoveResult>(() =>
    {
        now = Ms(now);
        if (!_jobs.TryGetValue(jobId, out var job)) return new MoveResult.NotFound();
        var lanes = Channel(job.ChannelId).Lanes.Values;
        var live = PartsOf([jobId]).Count(part => part.IsLive && part.Part != PublishStep.Comment);
        var found = new JobSnapshot(job, lanes.Any(lane => lane.RunningJob == jobId), OpenIntentOf(jobId), lanes[0].Gate, live,
            job.State == JobState.HandedOver ? OpenHandoverOf(jobId)?.Order.Id : null);
        switch (decide(found))
        {
            case Move.Refused refused:
                return new MoveResult.Refused(refused.Code, refused.Message);
            case Move.Told told:
                Tell(told.Event, job, now);
                return new MoveResult.Moved(job);
            case Move.To to:
                var moved = to.Job with { Version = job.Version + 1, UpdatedAt = now };
                AddLane(moved.Lane);
                Update(moved, now, moved.Version);
                Record(to.Verdict, now);
                if (job.State == JobState.HandedOver && (moved.State != JobState.HandedOver || to.Order is not null))
                    EndHandover(jobId, to.Outcome ?? HandoverOutcome.Withdrawn, now);
                Add(to.Order, jobId, now);
                Tell(to.Event, moved, now);
                Rearm(job.Lane, now);
                Rearm(moved.Lane, now);
                return new MoveResult.Moved(moved);
            default:
                throw new UnreachableException();
        }
    });

    public Task<int> CountRetriesAsync(Guid jobId, DateTimeOffset since, CancellationToken ct) => Do(() =>
        EventsOf(jobId).Count(@event => @event.At > Ms(since) && @event.Kind is "job.retried" or "job.published_now" or "job.rescheduled"));

    public Task SetGateAsync(Guid channelId, Gate gate, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        var channel = Channel(channelId);
        foreach (var lane in channel.Lanes.Values) lane.Gate = gate;
        if (gate != Gate.Open) return;
        foreach (var job in channel.Waking.Select(id => _jobs[id]).ToList())
        {
            var waited = job.Reason == JobReason.WaitingAccount;
            if (waited || job.State == JobState.NeedsAttention)
                Put(job, job with { WakeAt = now, Reason = waited ? null : job.Reason, UpdatedAt = now });
        }
        foreach (var lane in channel.Lanes.Values) Rearm(lane.Key, now);
    });

    public Task<int> LookEarlierAsync(Guid channelId, TimeSpan ahead, bool byHand, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        var channel = Channel(channelId);
        var late = channel.Waking.Select(id => _jobs[id]).Where(job => LooksLate(job, ahead, now) && (byHand || job is { State: JobState.Scheduled, Reason: null })).ToList();
        foreach (var job in late) Put(job, job with { WakeAt = Ahead(job, ahead, now), UpdatedAt = now });
        if (late.Count > 0) foreach (var lane in channel.Lanes.Values) Rearm(lane.Key, now);
        return late.Count;
    });

    public Task<IReadOnlyList<Guid>> ListLateLooksAsync(TimeSpan ahead, DateTimeOffset now, CancellationToken ct) =>
        Do<IReadOnlyList<Guid>>(() => [.. _jobs.Values.Where(job => LooksLate(job, ahead, Ms(now))).Select(job => job.ChannelId).Distinct().Order()]);

    private static DateTimeOffset Ahead(Job job, TimeSpan ahead, DateTimeOffset now) => job.DueAt - ahead > now ? job.DueAt - ahead : now;

    private static bool LooksLate(Job job, TimeSpan ahead, DateTimeOffset now) =>
        job is { State: JobState.Scheduled or JobState.Preparing or JobState.Ready, Reason: null or JobReason.Retrying or JobReason.WaitingQuota } && job.WakeAt > Ahead(job, ahead, now);

    private static void Refuse(bool second, string message)
    {
        if (second) throw new ModelConflictException(message);
    }

    private void RefuseSecond(Attempt? attempt) =>
        Refuse(attempt is not null && _attempts.ContainsKey(attempt.Id), "An attempt with this id is there already.");

    private void Add(Attempt? attempt)
    {
        if (attempt is null) return;
        var kept = attempt with
        {
            StartedAt = Ms(attempt.StartedAt),
            EndedAt = Ms(attempt.EndedAt),
            // What the row has no column for.
            Error = attempt.Error is { } error ? error with { Advice = null, Field = null } : null,
        };
        _attempts.Add(kept.Id, kept);
        if (!_attemptsOfJob.TryGetValue(kept.JobId, out var ofJob)) _attemptsOfJob[kept.JobId] = ofJob = [];
        ofJob.Add(kept);
    }
}
