namespace Posthaste.Tests.Crash;

/// <summary>A place at which the server fails, and how it comes to be there.</summary>
/// <param name="Failpoint">As <c>name[:nth[:action]]</c>.</param>
/// <param name="Kinds">The posts that come past it.</param>
internal sealed record KillRow(string Failpoint, IReadOnlyList<PostKind> Kinds)
{
    /// <summary>Done before the post is scheduled, with the server running.</summary>
    public Func<CrashRig, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>Done once the post is scheduled.</summary>
    public Func<CrashRig, Task> After { get; init; } = _ => Task.CompletedTask;

    /// <summary>Where a first server dies before the one with the failpoint starts; null for none.</summary>
    public string? DiedBefore { get; init; }

    /// <summary>What the failpoint does instead of killing, and what the test does then.</summary>
    public string Action => Failpoint.Split(':') is [_, _, var action] ? action : "kill";
}

/// <summary>The table. <c>docs/crash-matrix.md</c> says which row of the matrix each proves; a test compares the two.</summary>
internal static class KillRows
{
    private static readonly IReadOnlyList<PostKind> Any = PostKind.All;
    private static readonly IReadOnlyList<PostKind> Linked = [PostKind.Image, PostKind.Carousel, PostKind.Reel, PostKind.Commented];
    private static readonly IReadOnlyList<PostKind> Sets = [PostKind.StorySet];

    public static IReadOnlyList<KillRow> All { get; } =
    [
        new("claim.before_commit", Any),
        new("claim.commit_sent:1:lose", Any),
        new("claim.after_commit", Any),
        new("media.hosted", Any),
        new("create.before_send", Any),
        new("create.mid_send", Any),
        new("create.after_send", Any),
        new("step.after_reply", Any),
        new("checkpoint.before_commit", Any),
        new("checkpoint.commit_sent:1:lose", Any),
        new("checkpoint.after_commit", Any),
        new("intent.before_commit", Any),
        new("intent.commit_sent:1:lose", Any),
        new("intent.after_commit", Any),
        new("intent.after_commit:1:hang", Any),
        new("intent.after_commit:2", Sets),
        new("publish.before_send", Any),
        new("publish.before_send:1:throw", Any),
        new("publish.mid_send", Any),
        new("publish.after_send", Any),
        new("publish.after_reply", Any),
        new("publish.after_reply:2", Sets),
        new("part.after_commit", Sets),
        // The first end of a run is that of preparing, the second that of the publish call.
        new("result.before_commit:2", Any),
        // Nothing is written, as on a full disk, and a moment later there is room.
        new("result.before_commit:2:lose", Any),
        new("result.commit_sent:2:lose", Any),
        new("result.after_commit:2", Any),
        new("permalink.before_read", Linked),
        new("permalink.after_reply", Linked),
        new("comment.after_reply", [PostKind.Commented]),
        new("settle.after_read", Any) { Before = rig => rig.Desk.OrderAsync(new { kind = "publish_then_500" }) },
        new("heartbeat.before_write:3", Any) { DiedBefore = "checkpoint.after_commit" },
        new("heartbeat.after_write:3", Any) { DiedBefore = "checkpoint.after_commit" },
        new("rescue.before_commit", Any) { DiedBefore = "intent.after_commit" },
        new("rescue.after_commit", Any) { DiedBefore = "intent.after_commit" },
        new("release.before_commit", Any) { Before = SlowlyAsync, After = StopWhilePreparingAsync },
        new("shutdown.draining", Any) { After = StopAsync },
        new("shutdown.before_leave", Any) { After = StopAsync },
    ];

    private static Task StopAsync(CrashRig rig)
    {
        rig.Server.Terminate();
        return Task.CompletedTask;
    }

    private static async Task SlowlyAsync(CrashRig rig)
    {
        rig.CreatesBefore = await CountCreatesAsync(rig);
        await rig.Desk.OrderAsync(new { kind = "slow", step = "create", delaySeconds = 1.5 });
    }

    private static async Task<int> CountCreatesAsync(CrashRig rig) =>
        (await rig.Desk.LedgerAsync()).GetProperty("counts").TryGetProperty("create", out var count) ? count.GetInt32() : 0;

    /// <summary>What is being prepared at a graceful stop is handed back.</summary>
    private static async Task StopWhilePreparingAsync(CrashRig rig)
    {
        await Eventually.TrueAsync(async () => await CountCreatesAsync(rig) > rig.CreatesBefore, "it is being prepared", () => rig.Server.Output);
        rig.Server.Terminate();
    }
}
