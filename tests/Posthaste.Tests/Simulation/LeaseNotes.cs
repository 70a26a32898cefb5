using Posthaste.Jobs;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Simulation;

/// <summary>Notes what is committed about leases, in order.</summary>
internal sealed class LeaseNotes(World world)
{
    private readonly List<LeaseEvent> _events = [];
    private readonly Dictionary<LaneKey, Lease> _held = [];
    private bool _doubtful;

    public IReadOnlyList<LeaseEvent> Events => _events;

    /// <summary>What the store was told of calls.</summary>
    public List<IntentVerdict> Told { get; } = [];

    public void Granted(Lease lease)
    {
        _events.Add(new LeaseEvent.Granted(lease));
        _held[lease.Lane] = lease;
    }

    public void Wrote(Lease lease, string what, bool changed)
    {
        if (changed) _events.Add(new LeaseEvent.Wrote(lease, what));
        else world.Count("fenced writes");
    }

    public void Freed(Lease lease)
    {
        _events.Add(new LeaseEvent.Freed(lease));
        if (_held.GetValueOrDefault(lease.Lane) == lease) _held.Remove(lease.Lane);
    }

    /// <summary>Somebody holds a lane, as far as can be told.</summary>
    public bool AnyHeld
    {
        get
        {
            if (_doubtful) Ask();
            return _held.Count > 0;
        }
    }

    public void Rescued(Guid by)
    {
        _events.Add(new LeaseEvent.Rescued(by));
        _doubtful = true;
    }

    /// <summary>The node holds a lane with this job.</summary>
    public bool Holds(Guid node, Guid jobId) => _held.Values.Any(lease => lease.JobId == jobId && lease.Node == node);

    /// <summary>What was taken away without a word is seen in the store.</summary>
    private void Ask()
    {
        _doubtful = false;
        var held = world.Read().Lanes.Where(lane => lane.Owner is not null).Select(lane => lane.Key).ToHashSet();
        foreach (var lane in _held.Keys.Where(lane => !held.Contains(lane)).ToList()) _held.Remove(lane);
    }
}
