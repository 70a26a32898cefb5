using Posthaste.Jobs;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>A lane, and the jobs in it that are to be looked at.</summary>
internal sealed class ModelLane(LaneKey key, Gate gate, int share)
{
    public LaneKey Key { get; } = key;

    /// <summary>0 for the first channels of a workspace, 1 for the others.</summary>
    public int Share { get; } = share;

    /// <summary>When a worker should next look; null while running or with nothing to do.</summary>
    public DateTimeOffset? ReadyAt { get; set; }

    public Gate Gate { get; set; } = gate;

    public DateTimeOffset? PausedUntil { get; set; }

    public long Epoch { get; set; }

    public Guid? RunningJob { get; private set; }

    public Guid? Owner { get; private set; }

    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>The jobs that have a wake time, by it.</summary>
    public SortedSet<(DateTimeOffset WakeAt, Guid Id)> Waking { get; } = [];

    /// <summary>Those of them that can still miss their late window, by its end.</summary>
    public SortedSet<(DateTimeOffset LateAt, Guid Id)> Closing { get; } = [];

    public bool IsPaused(DateTimeOffset now) => PausedUntil > now;

    /// <summary>What the lane should next be looked at for: its head, or during a pause the end of a late window.</summary>
    /// <returns>Null where nothing in it waits.</returns>
    public DateTimeOffset? Clock(DateTimeOffset now)
    {
        if (Waking.Count == 0) return null;
        var at = Waking.Min.WakeAt;
        if (IsPaused(now))
        {
            var end = PausedUntil!.Value;
            var wakes = Closing.Count > 0 && Closing.Min.LateAt < end ? Closing.Min.LateAt : end;
            at = Later(at, wakes);
        }
        // Never into the past: a floor cursor would miss it.
        return Later(at, now);
    }

    /// <summary>The job to run now. While a pause lasts, only one whose late window has ended.</summary>
    /// <returns>Null where there is none.</returns>
    public Guid? Head(DateTimeOffset now)
    {
        var (at, id) = IsPaused(now) ? Closing.Min : Waking.Min;
        return id != Guid.Empty && at <= now ? id : null;
    }

    public void Take(Guid jobId, Guid node, DateTimeOffset now) => (Epoch, RunningJob, Owner, ClaimedAt) = (Epoch + 1, jobId, node, now);

    public void Free() => (RunningJob, Owner, ClaimedAt) = (null, null, null);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
