using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6: the same for posts on their way to a Facebook Page. A reel is settled by its own name, pictures by theirs, a text by its words; whatever was sent is live once, and told so. The
/// servers of a run have one database or the other, and each run begins with another place. What was never sent is with a person after a day, which
/// <see cref="Platforms.Facebook.FacebookLostAnswerTests"/> and the table of settlements prove without waiting for it.</summary>
public sealed class FacebookKillTests(FacebookKillRuns runs) : IClassFixture<FacebookKillRuns>
{
    public static TheoryData<string> Failpoints => [.. FacebookStories.Table.Select(story => story.Row.Failpoint)];

    [Theory]
    [MemberData(nameof(Failpoints))]
    public Task A_server_that_fails_while_it_publishes_to_a_Page_publishes_once(string failpoint) => runs.OfAsync(failpoint);

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_what_came_of_it() => runs.CheckedAsync();
}

public sealed class FacebookKillRuns(PostgresTemplate template) : KillRuns(turn => turn % 2 == 0 ? new PostgresTestDatabase { Template = template } : null, FacebookStories.Rotated);

/// <summary>The places around the call, by what each kind of post has to be settled by.</summary>
internal static class FacebookStories
{
    public static IReadOnlyList<(KillRow Row, PostKind Kind)> Table { get; } =
    [
        (new("create.mid_send:2", []), PostKind.FacebookReel),
        (new("intent.after_commit", []), PostKind.FacebookReel),
        (new("publish.after_send", []), PostKind.FacebookPictures),
        (new("publish.after_reply", []), PostKind.FacebookText),
    ];

    /// <summary>The same, from another one on in each run: which server tells a story, and so its database, changes.</summary>
    public static IReadOnlyList<(KillRow Row, PostKind Kind)> Rotated => [.. Table.Skip(First), .. Table.Take(First)];

    private static int First => (int)((Simulation.Campaign.Base / 100_000) % (ulong)Table.Count);
}
