using Posthaste.Jobs.Telemetry;

namespace Posthaste.Jobs.Handoff;

/// <summary>What a worker has to do with the broker: where its hints come from, and who hears how its runs end.</summary>
internal sealed class WorkerHandoff(HintInbox inbox, TellResults results, EngineMeter meter)
{
    public HintInbox Inbox => inbox;

    /// <summary>A run has ended, and its lane is free.</summary>
    /// <param name="claimed">As it was claimed.</param>
    /// <param name="left">As the run left it; null where it did not come to an end of its own.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="soon">What wakes by then the scheduler may see too late.</param>
    public void Ended(ClaimedJob claimed, Job? left, DateTimeOffset now, TimeSpan soon)
    {
        inbox.AddOwn(claimed.Lease.Lane, claimed.Job.Id, now);
        if (left is null) return;
        if (left.WakeAt is { } wake && wake - now < soon) inbox.AddOwn(left.Lane, left.Id, wake);
        if (ResultMessage.Of(claimed.Job, left, now) is { } result) results.Add(result);
    }

    /// <summary>Hints were looked up, and are settled whatever came of it: the store has what they told of.</summary>
    public async Task SettleAsync(LaneKind kind, IReadOnlyList<HeldHint> hints, int taken)
    {
        var heard = hints.Count(hint => hint.Delivery is not null);
        if (heard > 0)
        {
            var lane = Words.Of(kind);
            meter.Hints.Add(Math.Min(taken, heard), new("lane", lane), new("outcome", "taken"));
            meter.Hints.Add(heard - Math.Min(taken, heard), new("lane", lane), new("outcome", "stale"));
        }
        foreach (var hint in hints)
        {
            if (hint.Delivery is { } delivery) await delivery.Settle();
        }
    }
}
