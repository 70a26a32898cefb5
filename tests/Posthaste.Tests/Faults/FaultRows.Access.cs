namespace Posthaste.Tests.Faults;

/// <summary>The network does not let us in, or cannot reach us.</summary>
internal static partial class FaultRows
{
    private static Dictionary<string, FaultRow> Tokens => new()
    {
        ["token expired, 190/463"] = new(rig => TokenAsync(rig, new { expiresInSeconds = 0 }, "reconnect_account 190/463: The connection to the account has expired.")),
        ["checkpoint, 190/459"] = new(rig => TokenAsync(rig, new { revokedSubcode = 459 }, "blocked_by_platform 190/459: Instagram wants the account's owner to confirm who they are.")),
        ["token expired between preparing and due"] = new(TokenAtDueAsync),
    };

    private static Dictionary<string, FaultRow> Fetches => new()
    {
        ["media not fetched once, 9004"] = new(rig => FetchOnceAsync(rig, "fetch_failed", "retry_later 9004/2207052: Instagram could not fetch the media from its public address.")),
        ["media fetched too slowly once, -2"] = new(rig => FetchOnceAsync(rig, "fetch_slow", "retry_later -2/2207003: Instagram took too long to download the media.")),
        // Nobody listens on port 9 of this machine: really no fetch can succeed. The server does not look for itself: it may reach what the network cannot.
        ["media never fetched, 9004"] = new(rig => NeverFetchedAsync(rig, "retry_later 9004/2207052: Instagram could not fetch the media from its public address."))
        {
            Settings = new Dictionary<string, string> { ["PublicBaseUrl"] = "http://127.0.0.1:9", ["Media:CheckPublicCopies"] = "false" },
        },
        ["media always fetched too slowly, -2"] = new(rig => NeverFetchedAsync(rig, "retry_later -2/2207003: Instagram took too long to download the media."))
        {
            MediaHostIsSilent = true,
            Settings = new Dictionary<string, string> { ["Media:CheckPublicCopies"] = "false" },
            Sandbox = new { fetchTimeoutSeconds = 0.2 },
        },
    };

    private static async Task TokenAsync(FaultRig rig, object token, string error)
    {
        await rig.SetTokenAsync(token);

        var job = await rig.PublishAsync();

        var waiting = await rig.UntilAsync(job, "the post waits for its account", seen => FaultRig.Reason(seen) == "waiting_account");
        Assert.Equal(error, FaultRig.Error(waiting));
        Assert.Equal("reconnect", FaultRig.State(await rig.ChannelAsync()));
        Assert.Empty((await rig.LedgerAsync()).Calls);
        await rig.ReconnectAsync();
        await rig.LiveOnceAsync(job, calls: 1);
        Assert.Equal("active", FaultRig.State(await rig.ChannelAsync()));
    }

    private static async Task TokenAtDueAsync(FaultRig rig)
    {
        var job = await rig.ScheduleAsync(TimeSpan.FromMinutes(10));
        await rig.UntilAsync(job, "the post is ready", seen => FaultRig.State(seen) == "ready");
        await rig.SetTokenAsync(new { expiresInSeconds = 0 });
        await rig.AdvanceAsync(TimeSpan.FromMinutes(10));

        await rig.UntilAsync(job, "the post waits for its account", seen => FaultRig.Reason(seen) == "waiting_account");
        await rig.ReconnectAsync();
        // The container outlives the token it was made with.
        await rig.LiveOnceAsync(job, calls: 2);
        Assert.Equal(1, (await rig.LedgerAsync()).Of("create"));
    }

    private static async Task FetchOnceAsync(FaultRig rig, string kind, string error)
    {
        await rig.OrderAsync(new { kind });

        var job = await rig.PublishAsync();

        var retrying = await rig.UntilAsync(job, "the fetch is tried again", seen => FaultRig.Reason(seen) == "retrying" || FaultRig.State(seen) == "published");
        if (FaultRig.State(retrying) != "published") Assert.Equal(error, FaultRig.Error(retrying));
        await rig.LiveOnceAsync(job, calls: 1);
        Assert.Equal(2, (await rig.LedgerAsync()).Of("create"));
    }

    private static async Task NeverFetchedAsync(FaultRig rig, string error)
    {
        var job = await rig.PublishAsync();

        var told = await rig.UntilAsync(job, "a person is asked", seen => FaultRig.State(seen) == "needs_attention");
        Assert.Equal("exhausted", FaultRig.Reason(told));
        Assert.Equal(error, FaultRig.Error(told));
        Assert.Empty((await rig.LedgerAsync()).Calls);
    }
}
