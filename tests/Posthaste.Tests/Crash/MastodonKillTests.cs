namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6: the same for posts on their way to Mastodon, with media and without. A repeat has the key of the first call, and none is a guess: each is live once, and told so.</summary>
public sealed class MastodonKillTests(MastodonKillRuns runs) : IClassFixture<MastodonKillRuns>
{
    public static TheoryData<string> Failpoints => [.. MastodonStories.Table.Select(story => story.Row.Failpoint)];

    [Theory]
    [MemberData(nameof(Failpoints))]
    public Task A_server_that_fails_while_it_publishes_to_Mastodon_publishes_once(string failpoint) => runs.OfAsync(failpoint);

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_what_came_of_it() => runs.CheckedAsync();
}

public sealed class MastodonKillRuns() : KillRuns(_ => null, MastodonStories.Table);

/// <summary>The places around the call, by what each kind of post has to be settled by.</summary>
internal static class MastodonStories
{
    public static IReadOnlyList<(KillRow Row, PostKind Kind)> Table { get; } =
    [
        (new("create.after_send", []), PostKind.MastodonPicture),
        (new("intent.after_commit", []), PostKind.MastodonText),
        (new("publish.before_send", []), PostKind.MastodonPicture),
        (new("publish.mid_send", []), PostKind.MastodonText),
        (new("publish.after_send", []), PostKind.MastodonPicture),
        (new("publish.after_reply", []), PostKind.MastodonText),
        (new("settle.after_read", []) { Before = rig => rig.Desk.OrderAsync(new { kind = "publish_then_500" }) }, PostKind.MastodonText),
    ];
}
