namespace Posthaste.Tests.Faults;

/// <summary>The network wants fewer posts, fewer containers or fewer calls.</summary>
internal static partial class FaultRows
{
    private static Dictionary<string, FaultRow> Limits => new()
    {
        ["quota 50/100"] = new(QuotaAsync),
        ["container cap"] = new(ContainerCapAsync) { Sandbox = new { containerLimit = 1 } },
        ["usage ramps to 100 %"] = new(RampAsync),
        ["usage at 100 %, then 80002"] = new(BlockedAsync),
    };

    private static async Task QuotaAsync(FaultRig rig)
    {
        await rig.LiveOnceAsync(await rig.PublishAsync(), calls: 1);
        await rig.SetAsync(new { quotaTotal = 1 });

        var job = await rig.PublishAsync();

        var waiting = await rig.UntilAsync(job, "the post waits for the quota", seen => FaultRig.Reason(seen) == "waiting_quota");
        Assert.StartsWith("wait_until 9/2207042: The account has used up the posts", FaultRig.Error(waiting), StringComparison.Ordinal);
        Assert.Single((await rig.LedgerAsync()).Posts);
        await rig.SetAsync(new { quotaTotal = 100 });
        await AsSecondAsync(rig, job);
    }

    private static async Task ContainerCapAsync(FaultRig rig)
    {
        await rig.LiveOnceAsync(await rig.PublishAsync(), calls: 1);

        var job = await rig.PublishAsync();

        await rig.UntilAsync(job, "the post waits for the quota", seen => FaultRig.Reason(seen) == "waiting_quota");
        Assert.Single((await rig.LedgerAsync()).Calls);
        await rig.SetAsync(new { containerLimit = 400 });
        await AsSecondAsync(rig, job);
    }

    /// <summary>Each call counts. The one that reaches 100 % is answered well, and its header is believed: nothing is sent any more.</summary>
    private static async Task RampAsync(FaultRig rig)
    {
        var before = (await rig.LedgerAsync()).Total;
        await rig.SetAsync(new { accountCallWindowSeconds = 600 });
        await rig.SetAccountAsync(new { callLimit = before + 2 });

        var job = await rig.PublishAsync();

        await rig.UntilLedgerAsync("the limit is reached", ledger => ledger.Total == before + 2);
        await StaysSilentAsync(rig, job, before + 2, minutes: 10);
    }

    /// <summary>Somebody else used up the calls: the first one is refused.</summary>
    private static async Task BlockedAsync(FaultRig rig)
    {
        await rig.SetAccountAsync(new { usage = new { callCount = 100, totalTime = 20, totalCpuTime = 20, minutesToRegainAccess = 12 } });
        var before = (await rig.LedgerAsync()).Total;

        var job = await rig.PublishAsync();

        var waiting = await rig.UntilAsync(job, "the post waits", seen => FaultRig.Reason(seen) == "waiting_quota");
        Assert.Equal("wait_until 80002/: Too many calls to Instagram for this account.", FaultRig.Error(waiting));
        await StaysSilentAsync(rig, job, before + 1, minutes: 12, () => rig.SetAccountAsync(new { usage = (object?)null }));
    }

    /// <summary>While the block lasts nothing is asked of the account, though the engine is at work; afterwards the post goes out once.</summary>
    private static async Task StaysSilentAsync(FaultRig rig, Guid job, long calls, int minutes, Func<Task>? lift = null)
    {
        await rig.AdvanceAsync(TimeSpan.FromMinutes(minutes - 1));
        var other = await rig.PublishAsync(await rig.ConnectAnotherAsync());
        await rig.UntilAsync(other, "another account's post is published", seen => FaultRig.State(seen) == "published");
        Assert.Equal(calls, (await rig.LedgerAsync()).Total);
        Assert.Empty((await rig.LedgerAsync()).Calls);

        if (lift is not null) await lift();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(2));
        await rig.SetAccountAsync(new { callLimit = 1_000_000 });
        await rig.LiveOnceAsync(job, calls: 1);
    }

    private static async Task AsSecondAsync(FaultRig rig, Guid job)
    {
        var told = await rig.UntilAsync(job, "it is published", seen => FaultRig.State(seen) == "published" && FaultRig.Text(seen, "permalink") is not null);
        var ledger = await rig.LedgerAsync();
        Assert.Equal(2, ledger.Posts.Count);
        Assert.Equal(FaultRig.Text(ledger.Posts[1], "mediaId"), FaultRig.Text(told, "remoteId"));
        Assert.Equal(2, ledger.Calls.Count(call => call.GetProperty("accepted").GetBoolean()));
    }
}
