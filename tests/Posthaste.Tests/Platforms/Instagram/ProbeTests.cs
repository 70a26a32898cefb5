using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class ProbeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset IntentAt = InstagramHarness.Start;

    private InstagramHarness _instagram = null!;

    public async ValueTask InitializeAsync()
    {
        _instagram = await InstagramHarness.StartAsync();
        _instagram.OnContainer(new Scripted("""{"status_code":"PUBLISHED"}"""));
    }

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    [Theory]
    [InlineData("FINISHED", Witness.NotPublished)]
    [InlineData("PUBLISHED", Witness.Published)]
    [InlineData("IN_PROGRESS", Witness.Pending)]
    [InlineData("EXPIRED", Witness.Expired)]
    [InlineData("ERROR", Witness.Failed)]
    [InlineData("SOMETHING_NEW", Witness.Unreadable)]
    public async Task The_container_is_the_witness(string status, Witness witness)
    {
        _instagram.OnContainer(new Scripted($$"""{"status_code":"{{status}}","id":"1"}"""));
        _instagram.OnMedia(Page());

        var evidence = await ProbeAsync();

        Assert.Equal((witness, true, 2), (evidence.Witness, evidence.ListRead, evidence.Trace.Calls));
        Assert.Null(evidence.Error);
    }

    [Fact]
    public async Task Of_many_posts_only_the_one_that_can_be_ours_matches()
    {
        _instagram.OnMedia(Page(
            Post("too_new", IntentAt.AddMinutes(6)),
            Post("other_caption", IntentAt.AddSeconds(3), caption: "Good morning"),
            Post("a_reel", IntentAt.AddSeconds(3), type: "VIDEO", product: "REELS"),
            Post("a_carousel", IntentAt.AddSeconds(3), type: "CAROUSEL_ALBUM"),
            Post("an_ad", IntentAt.AddSeconds(3), product: "AD"),
            Post("known", IntentAt.AddSeconds(2)),
            Post("ours", IntentAt.AddSeconds(2), caption: "Good   morning #coffee "),
            Post("too_old", IntentAt.AddSeconds(-3))));

        var evidence = await ProbeAsync(knownIds: ["known"]);

        var match = Assert.Single(evidence.Matches);
        Assert.Equal(("ours", IntentAt.AddSeconds(2), "https://www.instagram.com/p/ours/"), (match.RemoteId, match.At, match.Permalink!.AbsoluteUri));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(330)]
    public async Task The_window_allows_for_clocks_and_slow_servers(int seconds)
    {
        _instagram.OnMedia(Page(Post("ours", IntentAt.AddSeconds(seconds))));

        Assert.Single((await ProbeAsync()).Matches);
    }

    [Fact]
    public async Task Two_posts_alike_are_both_reported()
    {
        _instagram.OnMedia(Page(Post("a", IntentAt.AddSeconds(2)), Post("b", IntentAt.AddSeconds(1))));

        Assert.Equal(2, (await ProbeAsync()).Matches.Count);
    }

    [Fact]
    public async Task Without_a_caption_only_a_post_without_one_matches()
    {
        _instagram.OnMedia(Page(
            Post("captioned", IntentAt.AddSeconds(1)),
            new { id = "bare", timestamp = "2026-11-21T12:00:01+0000", media_type = "IMAGE" }));

        var evidence = await ProbeAsync(post: InstagramHarness.Post with { Caption = "" });

        Assert.Equal("bare", Assert.Single(evidence.Matches).RemoteId);
    }

    [Fact]
    public async Task The_list_is_read_on_until_it_is_older_than_the_intent()
    {
        _instagram.OnMedia(
            Page("c1", Post("new", IntentAt.AddMinutes(20))),
            Page("c2", Post("ours", IntentAt.AddSeconds(1))),
            Page("c3", Post("old", IntentAt.AddMinutes(-2))));

        var evidence = await ProbeAsync();

        Assert.True(evidence.ListRead);
        Assert.Equal("ours", Assert.Single(evidence.Matches).RemoteId);
        Assert.Equal(["", "c1", "c2"], _instagram.Graph.Requests.Skip(1).Select(request => request.Fields.GetValueOrDefault("after", "")));
    }

    [Fact]
    public async Task A_list_without_an_end_counts_as_unread()
    {
        _instagram.OnMedia(Page("again", Post("new", IntentAt.AddMinutes(20))));

        var evidence = await ProbeAsync();

        Assert.Equal((false, 5), (evidence.ListRead, evidence.Trace.Calls));
    }

    [Fact]
    public async Task A_pinned_old_post_does_not_end_the_list()
    {
        _instagram.OnMedia(
            Page("c1", Post("pinned", IntentAt.AddDays(-90)), Post("new", IntentAt.AddMinutes(20))),
            Page(Post("ours", IntentAt.AddSeconds(1))));

        Assert.Equal("ours", Assert.Single((await ProbeAsync()).Matches).RemoteId);
    }

    [Theory]
    [InlineData(100, 33)]
    [InlineData(24, 2207008)]
    [InlineData(2, null)]
    public async Task A_container_that_cannot_be_read_proves_nothing_and_the_list_is_read_all_the_same(int code, int? subcode)
    {
        _instagram.OnContainer(Scripted.Error(code, subcode));
        _instagram.OnMedia(Page());

        var evidence = await ProbeAsync();

        Assert.Equal((Witness.Unreadable, true), (evidence.Witness, evidence.ListRead));
        Assert.NotNull(evidence.Error);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_leaves_the_witness_standing()
    {
        _instagram.OnMedia(Scripted.Broken);

        var evidence = await ProbeAsync();

        Assert.Equal((Witness.Published, false), (evidence.Witness, evidence.ListRead));
        Assert.NotNull(evidence.Error);
    }

    [Fact]
    public async Task A_rate_limit_ends_the_questions_until_its_time()
    {
        _instagram.OnContainer(Scripted.Error(4));

        var evidence = await ProbeAsync();

        Assert.Equal((Witness.Unreadable, false, InstagramHarness.Start.AddHours(1)), (evidence.Witness, evidence.ListRead, evidence.BlockedUntil));
        Assert.Single(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_rate_limit_on_the_list_is_reported_too()
    {
        _instagram.OnMedia(Scripted.Error(80002));

        var evidence = await ProbeAsync();

        Assert.Equal((Witness.Published, false), (evidence.Witness, evidence.ListRead));
        Assert.Equal(InstagramHarness.Start.AddHours(1), evidence.BlockedUntil);
    }

    [Fact]
    public async Task A_dead_token_can_tell_nothing()
    {
        _instagram.OnContainer(Scripted.Error(190, 463));

        var evidence = await ProbeAsync();

        Assert.Equal((Witness.Unreadable, ErrorKind.ReconnectAccount), (evidence.Witness, evidence.Error!.Kind));
        Assert.Single(_instagram.Graph.Requests);
    }

    private Task<Evidence> ProbeAsync(IReadOnlyList<string>? knownIds = null, PlatformPost? post = null) =>
        _instagram.Platform.ProbeAsync(new ProbeCall
        {
            Account = InstagramHarness.Account(),
            Post = post ?? InstagramHarness.Post,
            Checkpoint = InstagramHarness.Checkpoint(knownIds: knownIds),
            IntentAt = IntentAt,
            DeadlineAt = IntentAt.AddSeconds(30),
        }, TestContext.Current.CancellationToken);

    private static object Post(string id, DateTimeOffset at, string caption = "Good morning\n\n#coffee", string type = "IMAGE", string product = "FEED") => new
    {
        id,
        caption,
        timestamp = at.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", System.Globalization.CultureInfo.InvariantCulture),
        permalink = $"https://www.instagram.com/p/{id}/",
        media_type = type,
        media_product_type = product,
    };

    private static Scripted Page(params object[] posts) =>
        new(System.Text.Json.JsonSerializer.Serialize(new { data = posts, paging = new { cursors = new { before = "x", after = "y" } } }));

    private static Scripted Page(string next, params object[] posts) => new(System.Text.Json.JsonSerializer.Serialize(
        new { data = posts, paging = new { cursors = new { after = next }, next = "https://graph.example.com/next?access_token=secret" } }));
}
