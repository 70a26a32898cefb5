using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-3, R-PUB-6: the same for videos on their way to TikTok, small ones and ones in chunks. Whatever dies where, each is live once, and told so. The servers of a
/// run have one database or the other, and change with each run.</summary>
public sealed class TikTokKillTests(TikTokKillRuns runs) : IClassFixture<TikTokKillRuns>
{
    public static TheoryData<string> Failpoints => [.. TikTokStories.Table.Select(story => story.Row.Failpoint)];

    [Theory]
    [MemberData(nameof(Failpoints))]
    public Task A_server_that_fails_while_it_publishes_to_TikTok_publishes_once(string failpoint) => runs.OfAsync(failpoint, "tiktok");

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_what_came_of_it() => runs.CheckedAsync();
}

public sealed class TikTokKillRuns(PostgresTemplate template) : KillRuns(DatabaseOf(template), TikTokStories.Table, servers: 2);

/// <summary>The places that a video for TikTok comes past.</summary>
internal static class TikTokStories
{
    private static readonly string[] Places =
    [
        "claim.after_commit", "create.before_send", "create.mid_send", "create.after_send", "step.after_reply", "checkpoint.before_commit", "checkpoint.after_commit",
        "intent.before_commit", "intent.after_commit", "publish.before_send", "publish.before_send:1:throw", "publish.mid_send", "publish.after_send", "publish.after_reply",
        "result.before_commit:2", "result.before_commit:2:lose", "result.commit_sent:2:lose", "result.after_commit:2",
        "permalink.before_read", "permalink.after_reply", "settle.after_read", "rescue.after_commit",
        // The third body that is sent is a chunk, and the third checkpoint is the one behind it.
        "create.mid_send:3", "checkpoint.before_commit:3",
    ];

    public static IReadOnlyList<(KillRow Row, PostKind Kind)> Table { get; } =
    [
        .. Places.Select((place, turn) => (new KillRow(place, [])
        {
            DiedBefore = place == "rescue.after_commit" ? "intent.after_commit" : null,
            Before = rig => place == "settle.after_read" ? rig.Desk.OrderAsync(new { kind = "publish_then_500" }) : Task.CompletedTask,
        }, place.EndsWith(":3", StringComparison.Ordinal) || turn % 2 == 1 ? PostKind.TikTokLongVideo : PostKind.TikTokVideo)),
    ];
}

/// <summary>What TikTok fetches itself has no name before the answer to the call that publishes it. A lost one goes to a person, at once, and nothing is ever sent again.</summary>
public sealed class TikTokPhotoKillTests
{
    [Theory]
    [InlineData("create.after_send", "published", 1)]
    [InlineData("checkpoint.after_commit", "published", 1)]
    [InlineData("intent.before_commit", "published", 1)]
    [InlineData("intent.after_commit", "needs_attention", 0)]
    [InlineData("publish.after_send", "needs_attention", 1)]
    [InlineData("publish.after_reply", "needs_attention", 1)]
    public async Task Photos_are_live_once_or_with_a_person(string failpoint, string expected, int calls)
    {
        await using var rig = await CrashRig.StartAsync(null);
        await rig.Server.StartAsync();
        rig.Arm(failpoint);
        await rig.ScheduleAsync(PostKind.TikTokPhotos);
        await rig.Server.DiedAsync();
        rig.Arm(null);
        await rig.Server.StartAsync();

        var job = Assert.Single(await rig.AtRestAsync($"Failpoint {failpoint}."));
        var ledger = await rig.Desk.LedgerAsync();

        Assert.True(job.GetProperty("state").GetString() == expected, $"{job}\n{rig.Server.Output}");
        Assert.Equal(calls, ledger.GetProperty("calls").GetArrayLength());
        if (expected == "published")
        {
            Assert.Equal(job.GetProperty("remoteId").GetString(), Assert.Single(ledger.GetProperty("posts").EnumerateArray()).GetProperty("mediaId").GetString());
            return;
        }
        // Whether TikTok could fetch the pictures from a server that died is its own matter: nobody here can know, and a person is told so.
        Assert.Equal("undecidable", job.GetProperty("reason").GetString());
        Assert.InRange(ledger.GetProperty("posts").GetArrayLength(), 0, calls);
    }
}
