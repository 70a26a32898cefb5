using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Tests.Simulation.Model;

// What a worker asks, but for intents.
internal sealed partial class ModelStore
{
    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid node, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        Do<IReadOnlyList<ClaimedJob>>(() => Take(FindReady(kind, Ms(floor), Ms(now), max, _turns.Keep(kind, max)), node, Ms(now)));

    public Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(LaneKind kind, Guid node, DateTimeOffset now, IReadOnlyCollection<LaneHint> hints, CancellationToken ct) =>
        Do<IReadOnlyList<ClaimedJob>>(() => Take([.. hints.OrderBy(hint => hint.Lane).Where(hint => hint.Lane.Kind == kind && _lanes.TryGetValue(hint.Lane, out var lane) && lane.ReadyAt <= Ms(now) && (hint.Epoch ?? lane.Epoch) == lane.Epoch)
            .Select(hint => _lanes[hint.Lane]).Distinct()], node, Ms(now)));

    public Task<DateTimeOffset?> NextReadyAsync(LaneKind kind, DateTimeOffset floor, CancellationToken ct) => Do<DateTimeOffset?>(() =>
    {
        var heads = Enumerable.Range(0, 2).SelectMany(share => Ready(kind, share).GetViewBetween((Ms(floor), First), (DateTimeOffset.MaxValue, Last)).Take(1)).ToList();
        return heads.Count > 0 ? heads.Min(head => head.At) : null;
    });

    public Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        var current = IsCurrent(lease, job.Id, job.Version);
        if (current) Update(job, now);
        Record(verdict, now);
        if (current) Tell(@event, job, now);
        return current;
    });

    public Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        var current = IsCurrent(lease, end.Job.Id, end.Job.Version);
        if (current)
        {
            RefuseSecond(end.Attempt);
            AddLane(end.Job.Lane);
            Update(WokenIfOpen(lease, end.Job, now), now);
        }
        Record(end.Verdict, now);
        if (end.Link is { } link)
        {
            foreach (var intent in IntentsOf(end.Job.Id).Where(intent => intent.Intent.Part == link.Part)) intent.Link(link);
        }
        if (current)
        {
            Add(end.Attempt);
            foreach (var reading in end.Readings) Add(reading);
            if (end.Outcome is { } outcome) EndHandover(end.Job.Id, outcome, now);
            Add(end.Order, end.Job.Id, now);
            Tell(end.Event, end.Job, now);
        }
        ReleaseAndRearm(lease, now);
        // A job with nothing left to do changes nothing for the lane it rests in.
        if (end.Job.Lane != lease.Lane && end.Job.WakeAt is not null) Rearm(end.Job.Lane, now);
        return current;
    });

    public Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct) => Do(() => ReleaseAndRearm(lease, Ms(now)));

    // The run has ended, and with it every call it made.
    public Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) => Do(() =>
    {
        if (Holds(lease, lease.JobId)) Free(_lanes[lease.Lane], _lanes[lease.Lane].PausedUntil, callMayBeUnderWay: false, Ms(now), decide);
    });

    public Task<IReadOnlyList<Lease>> ListHeldAsync(LaneKind kind, Guid node, CancellationToken ct) => Do<IReadOnlyList<Lease>>(() =>
        [.. _held.Select(key => _lanes[key]).Where(lane => lane.Key.Kind == kind && lane.Owner == node)
            .Select(lane => new Lease(lane.Key, lane.Epoch, lane.RunningJob!.Value, node))]);

    public Task PauseUntilAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        Do(() => Pause(Channel(channelId), Ms(until), Ms(now)));

    public Task PausePlatformAsync(string platform, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        foreach (var channel in _channels.Values.Where(channel => channel.Platform == platform)) Pause(channel, Ms(until), Ms(now));
    });

    /// <summary>The database's clock; unlike what is stored, to its full precision.</summary>
    public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) => Task.FromResult(Time.GetUtcNow());

    private static readonly LaneKey First = new(Guid.Empty, LaneKind.Prepare, int.MinValue);
    private static readonly LaneKey Last = new(Guid.AllBitsSet, LaneKind.Publish, int.MaxValue);

    /// <summary>Of crowded workspaces at least as many as are kept for them, and what the others leave over.</summary>
    private List<ClaimedJob> Take(List<ModelLane> lanes, Guid node, DateTimeOffset now)
    {
        var claimed = new List<ClaimedJob>();
        foreach (var lane in lanes)
        {
            if (lane.Head(now) is not { } jobId)
            {
                // Its head was cancelled or moved since the lane's time was set.
                Rearm(lane.Key, now);
                continue;
            }
            SetReady(lane, null);
            lane.Take(jobId, node, now);
            _held.Add(lane.Key);
            claimed.Add(new ClaimedJob(new Lease(lane.Key, lane.Epoch, jobId, node), _jobs[jobId], lane.Gate,
                lane.IsPaused(now) ? lane.PausedUntil : null, OpenIntentOf(jobId), ClaimedAt: null, [.. PartsOf([jobId])]));
        }
        return claimed;
    }

    private List<ModelLane> FindReady(LaneKind kind, DateTimeOffset floor, DateTimeOffset now, int max, int kept)
    {
        if (floor > now) return [];
        List<ModelLane> FindIn(int share) => [.. Ready(kind, share).GetViewBetween((floor, First), (now, Last)).Take(max).Select(entry => _lanes[entry.Lane])];
        var (few, crowded) = (FindIn(0), FindIn(1));
        var ofFew = Math.Min(few.Count, max - Math.Min(crowded.Count, kept));
        return [.. few.Take(ofFew), .. crowded.Take(max - ofFew)];
    }

    /// <summary>Not parked where the gate has opened meanwhile, too early to wake it; and not at once, so that a channel whose
    /// gate is open and whose token is dead does not spin.</summary>
    private Job WokenIfOpen(Lease lease, Job job, DateTimeOffset now)
    {
        var soon = now.AddSeconds(5);
        return job.Reason == JobReason.WaitingAccount && _lanes[lease.Lane].Gate == Gate.Open && Ms(job.WakeAt) > soon ? job with { WakeAt = soon } : job;
    }

    private void Pause(ModelChannel channel, DateTimeOffset until, DateTimeOffset now)
    {
        foreach (var lane in channel.Lanes.Values)
        {
            if (lane.PausedUntil is null || lane.PausedUntil < until) lane.PausedUntil = until;
            Rearm(lane.Key, now);
        }
    }
}
