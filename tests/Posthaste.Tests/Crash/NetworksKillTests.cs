using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-3, R-PUB-6: five networks on one server, which dies around the calls of each. Every post is live once, and told so, whatever it has to be settled by, and the checker
/// reads all networks at once. One server has one database, its neighbour the other, and they change with each run. What was never sent to a Page is with a person after a day, which
/// <see cref="Platforms.Facebook.FacebookLostAnswerTests"/> and the table of settlements prove without waiting for it.</summary>
public sealed class NetworksKillTests(NetworksKillRuns runs) : IClassFixture<NetworksKillRuns>
{
    public static TheoryData<string, string> Stories
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (row, kind) in NetworkStories.Table) data.Add(kind.Platform, row.Failpoint);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public Task A_server_that_fails_while_it_publishes_to_many_networks_publishes_once(string platform, string failpoint) => runs.OfAsync(failpoint, platform);

    [Fact]
    public Task The_checker_finds_nothing_wrong_with_all_of_them_at_once() => runs.CheckedAsync();

    [Fact]
    public void Each_server_has_posts_of_every_network() =>
        Assert.All(NetworkStories.Table.Index().GroupBy(item => item.Index % NetworksKillRuns.Databases), server => Assert.Equal(
            ["bluesky", "facebook", "instagram", "mastodon", "tiktok"], server.Select(item => item.Item.Kind.Platform).Distinct().Order(StringComparer.Ordinal)));
}

public sealed class NetworksKillRuns(PostgresTemplate template) : KillRuns(DatabaseOf(template), NetworkStories.Table, Databases)
{
    internal const int Databases = 2;
}

/// <summary>The places around the calls of each network, by what each kind of post has to be settled by.</summary>
internal static class NetworkStories
{
    private static readonly string[] Bluesky = ["create.after_send:3", "intent.after_commit", "publish.before_send", "publish.mid_send", "publish.after_send", "publish.after_reply"];

    public static IReadOnlyList<(KillRow Row, PostKind Kind)> Table { get; } =
    [
        (new("intent.after_commit", []), PostKind.Carousel),
        (new("publish.after_send", []), PostKind.StorySet),

        (new("publish.after_send", []), PostKind.TikTokVideo),
        (new("intent.before_commit", []), PostKind.TikTokVideo),

        // Settled by a name that was chosen before.
        .. Bluesky.Select((place, turn) => (new KillRow(place, []), turn % 2 == 0 ? PostKind.BlueskyPictures : PostKind.BlueskyText)),

        // A repeat has the key of the first call, and none is a guess.
        (new("create.after_send", []), PostKind.MastodonPicture),
        (new("intent.after_commit", []), PostKind.MastodonText),
        (new("publish.before_send", []), PostKind.MastodonPicture),
        (new("publish.mid_send", []), PostKind.MastodonText),
        (new("publish.after_send", []), PostKind.MastodonPicture),
        (new("publish.after_reply", []), PostKind.MastodonText),
        (new("settle.after_read", []) { Before = rig => rig.Desk.OrderAsync(new { kind = "publish_then_500" }) }, PostKind.MastodonText),

        // A reel is settled by its own name, pictures by theirs, a text by its words.
        (new("create.mid_send:2", []), PostKind.FacebookReel),
        (new("intent.after_commit", []), PostKind.FacebookReel),
        (new("publish.after_send", []), PostKind.FacebookPictures),
        (new("publish.after_reply", []), PostKind.FacebookText),
    ];
}
