using Posthaste.Jobs;
using Posthaste.Jobs.Engine;

namespace Posthaste.Tests.Invariants;

/// <summary>Invariants 4 and 5 as the store sees them: an old lease changes nothing, and a lane has one holder.</summary>
internal static class LeaseRules
{
    public static IEnumerable<Violation> Check(Sighting seen)
    {
        var store = seen.Store;
        foreach (var lane in store.Lanes.Where(lane => (lane.RunningJob is null) != (lane.Owner is null)))
            yield return new(5, $"Lane {lane.Key} has a job without a holder, or a holder without a job.");

        var lanes = store.Lanes.ToDictionary(lane => lane.Key);
        // A comment follows up in a prepare lane, and so does the question whether a call was made before a restore.
        foreach (var channel in store.Intents.Where(row => !Facts.IsComment(row.Intent.Part) && row.Intent.Step != RestoreCheck.Step).GroupBy(row => row.ChannelId))
        {
            var (last, lastAt) = (0L, DateTimeOffset.MaxValue);
            foreach (var row in channel.OrderBy(row => row.Epoch))
            {
                if (row.Intent.IntentAt + seen.NodeLag + seen.NodeLead < lastAt && lastAt != DateTimeOffset.MaxValue)
                    yield return new(4, $"On channel {channel.Key} an intent was opened with epoch {last} after one with {row.Epoch}.");
                (last, lastAt) = (row.Epoch, row.Intent.IntentAt);
            }
            if (lanes.TryGetValue(LaneKey.PublishLane(channel.Key), out var lane) && lane.Epoch < last)
                yield return new(4, $"The publish lane of channel {channel.Key} stands at epoch {lane.Epoch}; an intent has {last}.");
        }
        if (seen.Earlier is { } earlier)
        {
            foreach (var before in earlier.Lanes)
            {
                if (!lanes.TryGetValue(before.Key, out var now) || now.Epoch < before.Epoch)
                    yield return new(4, $"Lane {before.Key} went back from epoch {before.Epoch} to {now?.Epoch}.");
            }
        }
        foreach (var violation in Replay(seen.Leases)) yield return violation;
    }

    private static IEnumerable<Violation> Replay(IReadOnlyList<LeaseEvent> events)
    {
        var epochs = new Dictionary<LaneKey, long>();
        var held = new Dictionary<LaneKey, Lease>();
        var doubtful = new HashSet<Lease>();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case LeaseEvent.Granted(var lease):
                    if (epochs.TryGetValue(lease.Lane, out var known) && lease.Epoch <= known)
                        yield return new(4, $"Lane {lease.Lane} was granted with epoch {lease.Epoch} after {known}.");
                    if (held.TryGetValue(lease.Lane, out var holder) && !doubtful.Contains(holder))
                        yield return new(5, $"Lane {lease.Lane} was granted for job {lease.JobId} while job {holder.JobId} ran in it.");
                    epochs[lease.Lane] = lease.Epoch;
                    held[lease.Lane] = lease;
                    break;
                case LeaseEvent.Wrote(var lease, var what):
                    if (held.GetValueOrDefault(lease.Lane) != lease)
                        yield return new(4, $"{what} of job {lease.JobId} under epoch {lease.Epoch} of lane {lease.Lane} changed something, and that lease was over.");
                    break;
                case LeaseEvent.Freed(var lease):
                    if (held.GetValueOrDefault(lease.Lane) == lease) held.Remove(lease.Lane);
                    break;
                case LeaseEvent.Rescued(var by):
                    doubtful.UnionWith(held.Values.Where(lease => lease.Node != by));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }
}
