namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6: the same around the call that writes a post to Bluesky, under a name that was chosen before. Whatever dies where, it is there once, and told so.</summary>
public sealed class SqliteBlueskyKillTests(SqliteBlueskyKillRuns runs) : IClassFixture<SqliteBlueskyKillRuns>
{
    public static TheoryData<string> Failpoints => [.. BlueskyStories.Table.Select(story => story.Row.Failpoint)];

    [Theory]
    [MemberData(nameof(Failpoints))]
    public Task A_server_that_fails_while_it_publishes_to_Bluesky_publishes_once(string failpoint) => runs.OfAsync(failpoint);

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_what_came_of_it() => runs.CheckedAsync();
}

public sealed class SqliteBlueskyKillRuns() : KillRuns(() => null, BlueskyStories.Table);

/// <summary>The places around the publish call, and one in a file that is sent.</summary>
internal static class BlueskyStories
{
    private static readonly string[] Places = ["create.after_send:3", "intent.after_commit", "publish.before_send", "publish.mid_send", "publish.after_send", "publish.after_reply"];

    public static IReadOnlyList<(KillRow Row, PostKind Kind)> Table { get; } =
        [.. Places.Select((place, turn) => (new KillRow(place, []), turn % 2 == 0 ? PostKind.BlueskyPictures : PostKind.BlueskyText))];
}
