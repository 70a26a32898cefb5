using Posthaste.Jobs;

namespace Posthaste.Tests.Simulation.Model;

// One random question.
internal sealed partial class StoreStory
{
    private Task LookAsync()
    {
        var (channel, node, kind) = (_draws.Of(_channels), _draws.Of(_nodes).Incarnation, _draws.Any<LaneKind>());
        var jobId = _jobs.Count > 0 ? _draws.Of(_jobs) : Guid.Empty;
        var (part, from, to) = (_draws.Part(), _draws.Around(_now), _draws.Around(_now));
        return _draws.Below(14) switch
        {
            0 => SameAsync("find", stores => stores.Jobs.FindAsync(jobId, Ct)),
            1 => SameAsync("running", async stores => (await stores.Jobs.FindRunningAsync(_jobs, Ct)).Order()),
            2 => SameAsync("parts", stores => stores.Lanes.ListPartsAsync(jobId, Ct)),
            3 => SameAsync("all parts", stores => stores.Jobs.ListPartsAsync(_jobs, Ct)),
            4 => SameAsync($"last {part}", stores => stores.Lanes.FindLastIntentAsync(jobId, part, Ct)),
            5 => SameAsync("bound", async stores => (await stores.Lanes.FindBoundAsync(channel, ["17900", "17901", "17902", "17999"], Ct)).Order()),
            6 => SameAsync($"held by {node}", async stores => (await stores.Lanes.ListHeldAsync(kind, node, Ct)).OrderBy(lease => lease.Lane)),
            7 => SameAsync("attempts", stores => stores.Jobs.ListAttemptsAsync(jobId, Ct)),
            8 => SameAsync($"retries since {from:O}", stores => stores.Jobs.CountRetriesAsync(jobId, from, Ct)),
            9 => SameAsync("counts", stores => stores.Limits.ReadCountsAsync(channel, _now, Ct)),
            10 => SameAsync($"planned {from:O} {to:O}", stores => stores.Limits.ListPlannedAsync(channel, channel, from, to, Ct)),
            11 => SameAsync("figures", stores => stores.Metrics.ListAsync(jobId, Ct)),
            12 => SameAsync($"nameless {from:O} {to:O}", stores => stores.Lanes.ListNamelessAsync(channel, from, to, Ct)),
            _ => SameAsync($"next {kind} from {from:O}", stores => stores.Lanes.NextReadyAsync(kind, from, Ct)),
        };
    }
}
