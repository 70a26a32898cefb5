namespace Posthaste.Tests.Faults;

/// <summary>The network knows less than what has happened, or says no to what will be yes.</summary>
internal static partial class FaultRows
{
    private static TimeSpan Lag => TimeSpan.FromMinutes(10);

    /// <summary>The outcome is unknown and the platform swears that nothing is live: the same container goes out once more, and nobody
    /// documents what that answers. It is live once whatever comes.</summary>
    private static Dictionary<string, FaultRow> SecondCalls => new[] { "gone", "already_published", "same_id" }.ToDictionary(
        answer => $"second publish: {answer}",
        answer => new FaultRow(SecondCallAsync) { Sandbox = new { secondPublish = answer } });

    private static Dictionary<string, FaultRow> Lags => new()
    {
        ["finished, but not ready"] = new(NotReadyAsync),
        ["not found just after finished"] = new(NotFoundAsync),
        ["fresh things unreadable"] = new(PlainAsync) { Sandbox = new { freshReadErrorSeconds = 4 } },
        ["media list lags"] = new(ListLagAsync),
        ["status lags"] = new(StatusLagAsync),
    };

    private static async Task SecondCallAsync(FaultRig rig)
    {
        var job = await LiveAndLaggingAsync(rig, new { statusLagSeconds = Lag.TotalSeconds, mediaListLagSeconds = Lag.TotalSeconds });

        await rig.UntilLedgerAsync("the same container was sent twice", ledger => ledger.Calls.Count == 2);
        await rig.AdvanceSandboxAsync(Lag);

        await rig.LiveOnceAsync(job, calls: 2);
        Assert.Equal(1, (await rig.LedgerAsync()).Of("create"));
    }

    /// <summary>A post that is live while its answer was lost, and from whose publishing on the platform's reads are behind.</summary>
    private static async Task<Guid> LiveAndLaggingAsync(FaultRig rig, object lag)
    {
        var job = await rig.ScheduleAsync(Lag * 2);
        await rig.UntilAsync(job, "the post is ready", seen => FaultRig.State(seen) == "ready");
        await rig.SetAsync(lag);
        await rig.OrderAsync(new { kind = "publish_then_500" });
        await rig.AdvanceAsync(Lag * 2);
        await rig.UntilLedgerAsync("it is live", ledger => ledger.Posts.Count == 1);
        return job;
    }

    private static async Task NotReadyAsync(FaultRig rig)
    {
        await rig.OrderAsync(new { kind = "not_ready", times = 2 });

        var job = await rig.PublishAsync();

        var told = await rig.LiveOnceAsync(job, calls: 3);
        Assert.Equal(1, told.GetProperty("attempt").GetInt32());
        Assert.Equal(1, (await rig.LedgerAsync()).Of("create"));
    }

    private static async Task NotFoundAsync(FaultRig rig)
    {
        await rig.OrderAsync(new { kind = "media_not_found" });

        var job = await rig.PublishAsync();

        // Nothing is sent again before the platform has said twice that nothing went live.
        await rig.LiveOnceAsync(job, calls: 2);
        Assert.Equal(1, (await rig.LedgerAsync()).Of("create"));
    }

    private static async Task ListLagAsync(FaultRig rig)
    {
        var job = await LiveAndLaggingAsync(rig, new { mediaListLagSeconds = Lag.TotalSeconds });

        // The container proves it; which post it became only the list can tell.
        await rig.UntilAsync(job, "it is published, with its link unknown", seen => FaultRig.State(seen) == "published" && FaultRig.Text(seen, "remoteId") is null);
        await rig.AdvanceSandboxAsync(Lag);
        await rig.LiveOnceAsync(job, calls: 1);
    }

    private static async Task StatusLagAsync(FaultRig rig)
    {
        var job = await LiveAndLaggingAsync(rig, new { statusLagSeconds = Lag.TotalSeconds });

        // FINISHED, again and again, while the account shows the post: neither is believed against the other.
        var before = (await rig.LedgerAsync()).Of("status");
        await rig.UntilLedgerAsync("it was asked for long", ledger => ledger.Of("status") >= before + 5);
        Assert.Equal("publishing", FaultRig.State(await rig.JobAsync(job)));
        await rig.AdvanceSandboxAsync(Lag);
        await rig.LiveOnceAsync(job, calls: 1);
    }
}
