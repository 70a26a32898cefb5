using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>The engine's store in memory: what the SQL stores do, said plainly. Every operation is done when it returns, under one
/// lock, and the same operations give the same store: it makes no ids and reads no clock but <see cref="Time"/>. Times are
/// kept in whole milliseconds, as in the databases.</summary>
/// <param name="time">The database's clock.</param>
/// <param name="isExclusive">Only one process can use it, as a SQLite file; else many, as a PostgreSQL server.</param>
internal sealed partial class ModelStore(TimeProvider time, bool isExclusive) : ILaneStore, IJobStore, ILimitStore, IMetricsStore, ITransactions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Job> _jobs = [];
    private readonly Dictionary<(Guid PostId, Guid ChannelId), Guid> _jobsByPost = [];
    private readonly Dictionary<Guid, ModelChannel> _channels = [];
    private readonly Dictionary<LaneKey, ModelLane> _lanes = [];
    private readonly SortedSet<(DateTimeOffset At, LaneKey Lane)>[] _ready = [[], [], [], []];
    private readonly FairTurns _turns = new();
    private readonly SortedSet<LaneKey> _held = [];
    private readonly Dictionary<Guid, (Node Node, DateTimeOffset LeaseUntil)> _nodes = [];
    private readonly Dictionary<Guid, ModelIntent> _intents = [];
    private readonly Dictionary<Guid, List<ModelIntent>> _intentsOfJob = [];
    private readonly Dictionary<Guid, Attempt> _attempts = [];
    private readonly Dictionary<Guid, List<Attempt>> _attemptsOfJob = [];
    private readonly Dictionary<Guid, SortedDictionary<(MetricsAge Age, int Length, string Part), MetricsReading>> _readings = [];

    /// <summary>The clock of this store; can be put in place of another.</summary>
    public TimeProvider Time { get; set; } = time;

    private static DateTimeOffset Ms(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private static DateTimeOffset? Ms(DateTimeOffset? at) => at is { } set ? Ms(set) : null;

    private ModelChannel Channel(Guid id)
    {
        if (!_channels.TryGetValue(id, out var channel)) _channels[id] = channel = new ModelChannel(id);
        return channel;
    }

    /// <summary>Makes the lane where it is not there, with the gate and the share of its channel.</summary>
    private void AddLane(LaneKey key)
    {
        if (_lanes.ContainsKey(key)) return;
        var channel = Channel(key.ChannelId);
        var lane = channel.Lanes.Count == 0
            ? new ModelLane(key, Gate.Open, ShareOfNew(channel))
            : new ModelLane(key, channel.Lanes.Values.Max(other => other.Gate), channel.Lanes.Values[0].Share);
        _lanes.Add(key, lane);
        channel.Lanes.Add(key, lane);
    }

    /// <summary>In share 0 while its workspace has room there.</summary>
    private int ShareOfNew(ModelChannel channel) =>
        channel.WorkspaceId is { } workspace && _channels.Values.Count(other => other.WorkspaceId == workspace
            && other.Lanes.Values.Any(lane => lane.Share == 0 && lane.Gate != Gate.Disconnected)) >= FairTurns.Room ? 1 : 0;

    private SortedSet<(DateTimeOffset At, LaneKey Lane)> Ready(LaneKind kind, int share) => _ready[((int)kind * 2) + share];

    /// <summary>The writer's lease holds: its epoch is the lane's, and the job is the one that runs in it.</summary>
    private bool Holds(Lease lease, Guid jobId) =>
        _lanes.TryGetValue(lease.Lane, out var lane) && lane.Epoch == lease.Epoch && lane.RunningJob == jobId;

    /// <summary>The lease holds, and no person has changed the job since it was claimed.</summary>
    private bool IsCurrent(Lease lease, Guid jobId, long version) => Holds(lease, jobId) && _jobs[jobId].Version == version;

    /// <summary>Frees the lane where the lease holds, and sets its clock; one that is no longer held is left as it is.</summary>
    private void ReleaseAndRearm(Lease lease, DateTimeOffset now)
    {
        if (Release(lease)) Rearm(lease.Lane, now);
    }

    /// <returns>Whether the lease held.</returns>
    private bool Release(Lease lease)
    {
        if (!Holds(lease, lease.JobId)) return false;
        _lanes[lease.Lane].Free();
        return _held.Remove(lease.Lane);
    }

    /// <summary>Sets the clock of an idle lane from the jobs in it.</summary>
    private void Rearm(LaneKey key, DateTimeOffset now)
    {
        if (_lanes.TryGetValue(key, out var lane) && lane.RunningJob is null) SetReady(lane, lane.Clock(now));
    }

    private void SetReady(ModelLane lane, DateTimeOffset? at)
    {
        if (lane.ReadyAt == at) return;
        var ready = Ready(lane.Key.Kind, lane.Share);
        if (lane.ReadyAt is { } before) ready.Remove((before, lane.Key));
        lane.ReadyAt = at;
        if (at is { } set) ready.Add((set, lane.Key));
    }

    /// <summary>Writes what may change of a job; whose it is and when it was made may not. A post found live belongs to one
    /// job: an id that another one has is left out.</summary>
    private void Update(Job job, DateTimeOffset now, long? version = null)
    {
        var stored = _jobs[job.Id];
        var taken = job.RemoteId is not null && Channel(stored.ChannelId).Bound.TryGetValue(job.RemoteId, out var owner) && owner != job.Id;
        Put(stored, job with
        {
            WorkspaceId = stored.WorkspaceId,
            PostId = stored.PostId,
            ChannelId = stored.ChannelId,
            Platform = stored.Platform,
            CreatedAt = stored.CreatedAt,
            Version = version ?? stored.Version,
            RemoteId = taken ? null : job.RemoteId,
            UpdatedAt = now,
        });
    }

    /// <summary>The one place where a stored job changes.</summary>
    /// <param name="before">Null where it is new.</param>
    /// <param name="after">As it is from now on.</param>
    private void Put(Job? before, Job after)
    {
        after = after with
        {
            WakeAt = Ms(after.WakeAt),
            DueAt = Ms(after.DueAt),
            FirstDueAt = Ms(after.FirstDueAt),
            LateAt = Ms(after.LateAt),
            Lead = TimeSpan.FromMilliseconds((long)after.Lead.TotalMilliseconds),
            PublishedAt = Ms(after.PublishedAt),
            TakenDownAt = Ms(after.TakenDownAt),
        };
        if (before is not null) Dequeue(before);
        Enqueue(after);
        _jobs[after.Id] = after;

        if (before?.RemoteId != after.RemoteId)
        {
            var bound = Channel(after.ChannelId).Bound;
            if (before?.RemoteId is { } old) bound.Remove(old);
            if (after.RemoteId is { } found) bound.Add(found, after.Id);
        }
        if (before is not null && before.State != after.State) _changes.Add((after.Id, before.State, after.State));
    }

    private void Enqueue(Job job)
    {
        if (job.WakeAt is not { } wake) return;
        var lane = _lanes[job.Lane];
        lane.Waking.Add((wake, job.Id));
        if (HasWindow(job)) lane.Closing.Add((job.LateAt, job.Id));
    }

    private void Dequeue(Job job)
    {
        if (job.WakeAt is not { } wake) return;
        var lane = _lanes[job.Lane];
        lane.Waking.Remove((wake, job.Id));
        lane.Closing.Remove((job.LateAt, job.Id));
    }

    /// <summary>What is live, or being settled, or with a person, can no longer miss its late window.</summary>
    private static bool HasWindow(Job job) => job.State is not (JobState.Publishing or JobState.Published or JobState.HandedOver);
}
