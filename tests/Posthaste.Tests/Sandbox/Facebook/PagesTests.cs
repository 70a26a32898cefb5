namespace Posthaste.Tests.Sandbox.Facebook;

/// <summary>The stand-in for Facebook's Pages: shapes, phases, refusals and faults as the real one has them (R-PUB-6).</summary>
public sealed class PagesTests : FacebookFixture
{
    [Fact]
    public async Task A_text_is_live_and_shown_among_the_Pages_posts()
    {
        var made = await FeedAsync(("message", "Fresh bread"), ("link", "https://example.com/bread"));

        var list = (await AskAsync(HttpMethod.Get, $"{PageId}/published_posts?fields=id,message,created_time,permalink_url,attachments{{media_type}}")).Body["data"]![0]!;
        Assert.Equal((made.Id, "Fresh bread", "2026-11-20T12:00:00+0000", "link"), ((string)list["id"]!, (string)list["message"]!, (string)list["created_time"]!, (string)list["attachments"]!["data"]![0]!["media_type"]!));
        Assert.StartsWith($"{PageId}_", made.Id, StringComparison.Ordinal);
        Assert.Contains("Fresh bread", await Http.GetStringAsync((string)list["permalink_url"]!, Ct), StringComparison.Ordinal);
        var live = Assert.Single(await LiveAsync())!;
        Assert.Equal((made.Id, PageId, "TEXT"), ((string)live["mediaId"]!, (string)live["containerId"]!, (string)live["mediaType"]!));
    }

    [Fact]
    public async Task A_text_that_was_just_posted_is_refused_for_a_while_and_pictures_are_not()
    {
        await FeedAsync(("message", "Fresh bread"));

        Assert.Equal("400 506/1455006", (await FeedAsync(("message", "Fresh bread"))).Refusal);
        var photo = (await SendPhotoAsync(TestJpeg.Make(600, 400))).Id;
        Assert.Equal(200, (await FeedAsync(("message", "Fresh bread"), ("attached_media[0]", $$"""{"media_fbid":"{{photo}}"}"""))).Status);
        Assert.Equal(200, (await FeedAsync(("message", "Fresh bread"))).Status);
        Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(200, (await FeedAsync(("message", "Fresh bread"))).Status);
        Assert.Equal([true, false, true, true, true], (await CallsAsync()).Select(call => (bool)call!["accepted"]!));
    }

    [Fact]
    public async Task Pictures_lie_unseen_until_a_post_shows_them_by_their_ids()
    {
        var (one, two) = ((await SendPhotoAsync(TestJpeg.Make(600, 400))).Id, (await SendPhotoAsync(TestJpeg.Make(600, 400, "two"))).Id);
        Assert.Empty(await LiveAsync());

        var made = await FeedAsync(("attached_media[0]", $$"""{"media_fbid":"{{one}}"}"""), ("attached_media[1]", $$"""{"media_fbid":"{{two}}"}"""));

        var post = (await AskAsync(HttpMethod.Get, $"{made.Id}?fields=attachments{{media_type,subattachments{{target{{id}}}}}}")).Body["attachments"]!["data"]![0]!;
        Assert.Equal(("album", one, two), ((string)post["media_type"]!, (string)post["subattachments"]!["data"]![0]!["target"]!["id"]!, (string)post["subattachments"]!["data"]![1]!["target"]!["id"]!));
        Assert.Equal(one, (string?)Assert.Single(await LiveAsync())!["containerId"]);
        Assert.Equal("400 324/2069019", (await SendPhotoAsync("no picture"u8.ToArray())).Refusal);
        Assert.Equal("400 100/", (await SendPhotoAsync(TestJpeg.Make(600, 400), published: true)).Refusal);
        Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(200, (await FeedAsync(("message", "Again"), ("attached_media[0]", $$"""{"media_fbid":"{{one}}"}"""))).Status);
        Assert.Equal("400 100/", (await FeedAsync(("message", "Gone"), ("attached_media[0]", """{"media_fbid":"122000000099999999"}"""))).Refusal);
    }

    [Fact]
    public async Task A_reel_is_begun_filled_from_where_it_stands_and_published_once()
    {
        await SetFacebookAsync(new { reelProcessingSeconds = 5 });
        var film = TestMp4.Make(seconds: 5, bytes: 90_000);
        var video = (string)(await ReelAsync(("upload_phase", "start"))).Body["video_id"]!;
        Assert.Equal("400 6000/1363130", (await ReelAsync(("upload_phase", "finish"), ("video_id", video), ("video_state", "PUBLISHED"))).Refusal);
        Assert.Equal(400, (await SendBytesAsync(video, film, 1_000)).Status);
        Assert.True((bool)(await SendBytesAsync(video, film, 0)).Body["success"]!);
        Assert.Equal("upload_complete not_started not_started", await StatusAsync(video));

        var finished = await ReelAsync(("upload_phase", "finish"), ("video_id", video), ("video_state", "PUBLISHED"), ("description", "Fresh bread"));

        Assert.True((bool)finished.Body["success"]!);
        Assert.Equal("processing in_progress not_started", await StatusAsync(video));
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("ready complete complete published", await StatusAsync(video));
        Assert.Equal("400 100/", (await ReelAsync(("upload_phase", "finish"), ("video_id", video), ("video_state", "PUBLISHED"))).Refusal);
        Assert.Equal((video, video, "VIDEO"), (await LiveAsync()) is [{ } live] ? ((string)live["mediaId"]!, (string)live["containerId"]!, (string)live["mediaType"]!) : default);
        Assert.Equal(video, (string?)(await AskAsync(HttpMethod.Get, $"{PageId}/video_reels")).Body["data"]![0]!["id"]);
    }

    [Fact]
    public async Task A_reel_that_cannot_be_processed_says_why_and_never_goes_live()
    {
        var video = (string)(await ReelAsync(("upload_phase", "start"))).Body["video_id"]!;
        await SendBytesAsync(video, TestMp4.Make(seconds: 100), 0);
        await ReelAsync(("upload_phase", "finish"), ("video_id", video), ("video_state", "PUBLISHED"));
        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("error error not_started", await StatusAsync(video));
        Assert.Empty(await LiveAsync());
    }

    [Theory]
    [InlineData("pages_read_engagement", "403 200/")]
    [InlineData("pages_manage_posts", "200")]
    public async Task A_token_may_do_what_it_was_given(string scope, string expected)
    {
        await ControlAsync(HttpMethod.Post, $"facebook/pages/{PageId}/tokens", new { token = "sandbox-facebook-other", scopes = new[] { scope } });

        var answer = await AskAsync(HttpMethod.Post, $"{PageId}/feed", new FormUrlEncodedContent([KeyValuePair.Create("message", "Bread")]), "sandbox-facebook-other");

        Assert.Equal(expected, answer.Status == 200 ? "200" : answer.Refusal);
    }

    [Fact]
    public async Task Usage_is_told_and_a_Page_over_its_limit_is_refused()
    {
        await SetPageAsync(new { usage = 100 });

        var answer = await FeedAsync(("message", "Bread"));

        Assert.Equal("400 80001/", answer.Refusal);
        Assert.Contains("\"type\":\"pages\"", answer.Response.Headers.GetValues("X-Business-Use-Case-Usage").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_says_why()
    {
        await ControlAsync(HttpMethod.Post, $"facebook/pages/{PageId}/revocations", new { subcode = 492 });

        Assert.Equal("400 190/492", (await FeedAsync(("message", "Bread"))).Refusal);
    }

    private new async Task<string> StatusAsync(string video)
    {
        var status = (await AskAsync(HttpMethod.Get, $"{video}?fields=status")).Body["status"]!;
        return $"{status["video_status"]} {status["processing_phase"]!["status"]} {status["publishing_phase"]!["status"]} {status["publishing_phase"]!["publish_status"]}".TrimEnd();
    }
}
