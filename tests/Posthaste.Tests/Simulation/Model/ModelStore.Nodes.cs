using Posthaste.Jobs;

namespace Posthaste.Tests.Simulation.Model;

// Nodes come, live and die; what a dead one held is freed.
internal sealed partial class ModelStore
{
    public Task JoinAsync(Node node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) => Do(() =>
    {
        var old = Ms(now).AddDays(-1);
        foreach (var (id, other) in _nodes.ToList())
        {
            if (isExclusive || other.LeaseUntil < old) _nodes.Remove(id);
        }
        _nodes[node.Incarnation] = (node, Ms(leaseUntil));
    });

    public Task HeartbeatAsync(Node node, DateTimeOffset leaseUntil, CancellationToken ct) => Do(() =>
    {
        _nodes[node.Incarnation] = (node, Ms(leaseUntil));
    });

    public Task LeaveAsync(Guid node, CancellationToken ct) => Do(() =>
    {
        _nodes.Remove(node);
    });

    /// <inheritdoc/>
    /// <remarks>Up to so many channels, each with all the lanes that its dead nodes held.</remarks>
    public Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        var stranded = _held.Select(key => _lanes[key]).Where(lane => !IsAlive(lane.Owner!.Value, now))
            .GroupBy(lane => lane.Key.ChannelId).Take(max)
            .SelectMany(lanes => lanes).Select(lane => (Lane: lane, lane.PausedUntil)).ToList();
        foreach (var (lane, pausedUntil) in stranded)
        {
            // A node still on the list may only look dead, and its call be under way.
            Free(lane, pausedUntil, callMayBeUnderWay: !isExclusive || _nodes.ContainsKey(lane.Owner!.Value), now, decide);
        }
        return stranded.Count;
    });

    public Task<int> HealAsync(DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        var asleep = _lanes.Values.Where(lane => lane.ReadyAt is null && lane.RunningJob is null && lane.Waking.Count > 0).ToList();
        foreach (var lane in asleep) Rearm(lane.Key, Ms(now));
        return asleep.Count;
    });

    private bool IsAlive(Guid node, DateTimeOffset now) => _nodes.TryGetValue(node, out var found) && found.LeaseUntil > now;

    /// <summary>Frees a lane whose run will never end by itself. Of what is decided the job, the attempt and the event are written.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="pausedUntil">Its pause, as it was when the channel was locked.</param>
    /// <param name="callMayBeUnderWay">The channel's publish calls never overlap: then no other one before the deadline of this one.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="decide">What becomes of the job.</param>
    private void Free(ModelLane lane, DateTimeOffset? pausedUntil, bool callMayBeUnderWay, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide)
    {
        var job = _jobs[lane.RunningJob!.Value];
        var (lease, claimedAt) = (new Lease(lane.Key, lane.Epoch, job.Id, lane.Owner!.Value), lane.ClaimedAt);
        var intent = OpenIntentOf(job.Id);
        // A person may have moved the job to another lane, or closed it, while its worker was dying: then that stands.
        var stands = job.Lane != lane.Key || job.WakeAt is null;
        var end = stands ? null : decide(new ClaimedJob(lease, job, lane.Gate, pausedUntil > now ? pausedUntil : null, intent, claimedAt));
        RefuseSecond(end?.Attempt);

        Release(lease);
        if (intent is not null && callMayBeUnderWay && _lanes.GetValueOrDefault(LaneKey.PublishLane(job.ChannelId)) is { } publish
            && (publish.PausedUntil is null || publish.PausedUntil < intent.DeadlineAt))
        {
            publish.PausedUntil = intent.DeadlineAt;
        }
        if (end is not null)
        {
            AddLane(end.Job.Lane);
            Update(end.Job, now, end.Job.Version);
            Add(end.Attempt);
            Tell(end.Event, end.Job, now);
            Rearm(end.Job.Lane, now);
        }
        Rearm(lane.Key, now);
    }
}
