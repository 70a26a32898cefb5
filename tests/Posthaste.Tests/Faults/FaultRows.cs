namespace Posthaste.Tests.Faults;

/// <summary>The table: each switch by its name, grouped by what the network does wrong.</summary>
internal static partial class FaultRows
{
    public static IReadOnlyDictionary<string, FaultRow> All { get; } =
        new[] { LostAnswers, LostCalls, SecondCalls, Lags, Limits, Tokens, Fetches, Shapes }.SelectMany(rows => rows).ToDictionary();

    /// <summary>The post is live, and the answer says otherwise or never comes: one call, and the platform is asked instead.</summary>
    private static Dictionary<string, FaultRow> LostAnswers => new[]
    {
        "publish_then_500", "publish_then_timeout", "publish_then_403", "publish_then_2207051", "publish_then_24",
        "publish_then_reset", "publish_then_close", "publish_then_truncate",
    }.ToDictionary(kind => kind, kind => new FaultRow(async rig =>
    {
        await rig.OrderAsync(new { kind });

        var job = await rig.PublishAsync();

        await rig.LiveOnceAsync(job, calls: 1);
        Assert.Contains("outcome_unknown", await rig.AttemptErrorsAsync(job));
    }));

    /// <summary>The call fails in the same ways and had no effect. Nobody can tell that from the answer: the platform is asked, and only
    /// what it has twice said to be unpublished is sent again, never made anew.</summary>
    private static Dictionary<string, FaultRow> LostCalls => new[] { "reset", "close", "server_error", "spam_guard", "app_limit" }.ToDictionary(
        kind => $"{kind} without effect",
        kind => new FaultRow(async rig =>
        {
            await rig.OrderAsync(new { kind, step = "publish" });

            var job = await rig.PublishAsync();

            await rig.LiveOnceAsync(job, calls: 2);
            Assert.Contains("outcome_unknown", await rig.AttemptErrorsAsync(job));
            Assert.Equal(1, (await rig.LedgerAsync()).Of("create"));
        }));

    /// <summary>The platform's answers are wrong or odd in form, and right in substance.</summary>
    private static Dictionary<string, FaultRow> Shapes => new()
    {
        ["me wrapped in a list"] = new(PlainAsync) { Sandbox = new { wrapMe = true } },
        ["me flat"] = new(PlainAsync) { Sandbox = new { wrapMe = false } },
        ["texts in German"] = new(GermanAsync) { Sandbox = new { language = "de" } },
    };

    private static async Task PlainAsync(FaultRig rig) => await rig.LiveOnceAsync(await rig.PublishAsync(), calls: 1);

    private static async Task GermanAsync(FaultRig rig)
    {
        await rig.OrderAsync(new { kind = "fetch_failed", times = 4 });

        var job = await rig.PublishAsync();

        var told = await rig.UntilAsync(job, "a person is asked", seen => FaultRig.State(seen) == "needs_attention");
        Assert.Equal("retry_later 9004/2207052: Instagram could not fetch the media from its public address.", FaultRig.Error(told));
        Assert.DoesNotContain("Herunterladen", await rig.EverythingToldAsync(job), StringComparison.Ordinal);
        Assert.DoesNotContain("Medium", await rig.EverythingToldAsync(job), StringComparison.Ordinal);
        Assert.Empty((await rig.LedgerAsync()).Calls);
    }
}
