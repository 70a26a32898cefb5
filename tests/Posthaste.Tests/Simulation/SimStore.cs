using Posthaste.Jobs;
using Posthaste.Tests.Jobs;
using Posthaste.Tests.Jobs.Engine;

namespace Posthaste.Tests.Simulation;

/// <summary>The store as one simulated process sees it: each call travels, commits at one instant, and travels back; the process may
/// end at any point of that, and either way may fail. Whatever is committed about leases is noted for the checker.</summary>
internal sealed class SimStore(World world, SimNode node, TestStores stores) : StoreProxy(stores.Lanes, stores.Limits, stores.Metrics)
{
    private readonly ILaneStore _lanes = stores.Lanes;
    private readonly Chance _chance = world.ChanceFor($"store of {node.Name}");

    /// <summary>The database does not answer this node.</summary>
    public bool Down { get; set; }

    protected override DateTimeOffset ReadClock() => world.Time.Now;

    public override Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid incarnation, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        CallAsync(nameof(ClaimAsync), kind, async () =>
        {
            var claimed = await _lanes.ClaimAsync(kind, incarnation, now, floor, max, ct);
            foreach (var job in claimed) world.Leases.Granted(job.Lease);
            return claimed;
        });

    public override Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(SaveProgressAsync), job, async () =>
        {
            var changed = await _lanes.SaveProgressAsync(lease, job, @event, verdict, now, ct);
            world.Leases.Wrote(lease, nameof(SaveProgressAsync), changed);
            if (verdict is not null) world.Leases.Told.Add(verdict);
            return changed;
        });

    public override Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(FinishAsync), end, async () =>
        {
            var changed = await _lanes.FinishAsync(lease, end, now, ct);
            world.Leases.Wrote(lease, nameof(FinishAsync), changed);
            if (end.Verdict is not null) world.Leases.Told.Add(end.Verdict);
            world.Leases.Freed(lease);
            return changed;
        });

    public override Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(ReleaseAsync), lease, async () =>
        {
            await _lanes.ReleaseAsync(lease, now, ct);
            world.Leases.Freed(lease);
            return true;
        });

    public override Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        CallAsync(nameof(GiveUpAsync), lease, async () =>
        {
            await _lanes.GiveUpAsync(lease, now, decide, ct);
            world.Leases.Freed(lease);
            return true;
        });

    public override Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, Posthaste.Jobs.Limits.PublishAllowance allowance, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(OpenIntentAsync), job, async () =>
        {
            var grant = await _lanes.OpenIntentAsync(lease, job, intent, allowance, now, ct);
            world.Leases.Wrote(lease, nameof(OpenIntentAsync), grant == IntentGrant.Granted);
            if (grant == IntentGrant.Granted) world.Intents.Add((intent.JobId, intent.Part, intent.Number));
            return grant;
        });

    public override Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        CallAsync(nameof(RescueAsync), null, async () =>
        {
            var seen = 0;
            var freed = await _lanes.RescueAsync(now, max, orphan =>
            {
                seen++;
                world.Leases.Freed(orphan.Lease);
                return decide(orphan);
            }, ct);
            if (freed > seen) world.Leases.Rescued(node.Incarnation);
            world.Count("takeovers", freed);
            return freed;
        });

    /// <summary>What a process does in the database that is not the engine's own.</summary>
    public Task BesideAsync(string what, Func<Task> call) => CallAsync(what, null, async () =>
    {
        await call();
        return true;
    });

    protected override async Task<T> CallAsync<T>(string method, object? about, Func<Task<T>> call)
    {
        var weather = world.Weather;
        if (Dies(method, "before")) return await Never<T>();
        await TravelAsync();
        if (Down || Fails(weather.LostAnswers, "store call lost")) throw new StoreDownException();
        world.NoteLag(node.Lag);
        var result = World.Commit(call);
        world.Changes++;
        if (world.IsTracing) world.Say($"{node.Name} {method} {Words(about)} → {Words(result)}");
        if (result is not IReadOnlyList<ClaimedJob> { Count: 0 } && Dies(method, "after")) return await Never<T>();
        await TravelAsync();
        if (Fails(weather.LostAnswers, "store answer lost")) throw new StoreDownException();
        return result;
    }

    private bool Fails(double probability, string what)
    {
        if (!world.IsStormy || !_chance.Is(probability)) return false;
        world.Count(what);
        if (world.IsTracing) world.Say($"{node.Name} {what}");
        return true;
    }

    private bool Dies(string method, string when)
    {
        if (!world.IsStormy || !_chance.Is(world.Weather.Crashes * 0.2)) return false;
        node.Crash($"{method} {when}");
        return true;
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    private Task TravelAsync()
    {
        var wait = world.IsStormy && _chance.Is(world.Weather.SlowStore) ? _chance.Time(0.2, _chance.Is(0.2) ? 25 : 3) : TimeSpan.FromMilliseconds(_chance.Below(4));
        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, world.Time);
    }

    private string Words(object? about) => about switch
    {
        null => "",
        RunEnd end => $"{world.NameOf(end.Job.Id)} {end.Job.State} {end.Job.Reason} wake {end.Job.WakeAt:dd HH:mm:ss.fff} {end.Attempt?.Outcome} {end.Verdict?.Outcome} {end.Verdict?.Evidence}",
        Job job => $"{world.NameOf(job.Id)} {job.State} {job.Step} {job.Checkpoint} v{job.Version}",
        Lease lease => $"{world.NameOf(lease.JobId)} epoch {lease.Epoch}",
        IReadOnlyList<ClaimedJob> claimed => string.Join(", ", claimed.Select(job => $"{world.NameOf(job.Job.Id)} {job.Job.State} epoch {job.Lease.Epoch}{(job.OpenIntent is null ? "" : $" intent {job.OpenIntent.Number}")}")),
        Guid id => world.NameOf(id),
        Intent intent => $"intent {intent.Number} {intent.Part} {intent.Outcome}",
        string or ValueType => $"{about}",
        _ => about.GetType().Name,
    };
}
