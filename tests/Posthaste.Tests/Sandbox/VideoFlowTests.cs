using System.Security.Cryptography;

namespace Posthaste.Tests.Sandbox;

public sealed class VideoFlowTests : SandboxFixture
{
    [Fact]
    public async Task A_reel_is_fetched_in_ranges_processed_for_its_time_and_published()
    {
        var film = TestMp4.Make(bytes: 9 * 1024 * 1024);

        var created = await CreateAsync(("media_type", "REELS"), ("video_url", PutVideo(film)), ("caption", "Oven on"), ("share_to_feed", "false"));
        await ControlAsync(HttpMethod.Post, "settle");
        Time.Advance(TimeSpan.FromSeconds(59));
        var early = await StatusAsync(created.Id);
        var tooEarly = await PublishAsync(created.Id);
        Time.Advance(TimeSpan.FromSeconds(1));
        var ready = await VerdictAsync(created.Id);
        var published = await PublishAsync(created.Id);
        var media = await GetAsync($"/v26.0/{published.Id}?fields=media_type,media_product_type,permalink,shortcode,media_url,thumbnail_url,is_shared_to_feed,caption");

        Assert.Equal(("IN_PROGRESS", "400 9007/2207027", "FINISHED"), (early, tooEarly.Refusal, ready));
        Assert.Equal("VIDEO", (string?)media.Body["media_type"]);
        Assert.Equal("REELS", (string?)media.Body["media_product_type"]);
        Assert.False((bool)media.Body["is_shared_to_feed"]!);
        Assert.EndsWith($"/reel/{media.Body["shortcode"]}/", (string)media.Body["permalink"]!, StringComparison.Ordinal);
        Assert.Equal(film, await Http.GetByteArrayAsync((string)media.Body["media_url"]!, Ct));
        Assert.Equal(["GET bytes=0-4194303", "GET bytes=4194304-8388607", "GET bytes=8388608-12582911"], Images.Requests);
        Assert.All(Images.UserAgents, agent => Assert.StartsWith("facebookexternalhit/1.1", agent, StringComparison.Ordinal));
        var post = Assert.Single(await PostsAsync())!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(film)), (string?)post["videoSha256"]);
        Assert.Equal(("REELS", "VIDEO", null), ((string)post["productType"]!, (string)post["mediaType"]!, (string?)post["imageSha256"]));
    }

    [Fact]
    public async Task A_cover_is_the_reels_picture_and_a_bad_one_fails_the_container()
    {
        var cover = TestJpeg.Make(1080, 1920, "cover");
        var good = await SettledReelAsync(TestMp4.Make(), ("cover_url", Images.Put("cover.jpg", cover)));
        var bad = await SettledReelAsync(TestMp4.Make(), ("cover_url", Images.Url("missing.jpg")));
        var media = await PublishAsync(good);
        var thumbnail = (string)(await GetAsync($"/v26.0/{media.Id}?fields=thumbnail_url")).Body["thumbnail_url"]!;

        Assert.Equal(cover, await Http.GetByteArrayAsync(thumbnail, Ct));
        Assert.Equal("ERROR 2207052", await VerdictAsync(bad));
    }

    [Fact]
    public async Task Collaborators_are_invited_and_do_not_answer()
    {
        var reel = await PublishAsync(await SettledReelAsync(TestMp4.Make(), ("collaborators", "the.miller,the.dairy")));

        var invited = (await GetAsync($"/v26.0/{reel.Id}/collaborators")).Body["data"]!.AsArray();

        Assert.Equal(["the.miller Pending", "the.dairy Pending"], invited.Select(item => $"{item!["username"]} {item["invite_status"]}"));
    }

    [Fact]
    public async Task A_video_story_is_there_for_a_day()
    {
        var story = await PublishAsync(await SettledAsync(("media_type", "STORIES"), ("video_url", PutVideo(TestMp4.Make(seconds: 60)))));
        var listed = await GetAsync($"/v26.0/{Account}/stories?fields=media_type,media_product_type");

        var shown = Assert.Single(listed.Body["data"]!.AsArray())!;
        Assert.Equal((story.Id, "VIDEO", "STORY"), ((string)shown["id"]!, (string)shown["media_type"]!, (string)shown["media_product_type"]!));
    }

    [Fact]
    public async Task A_carousel_may_mix_pictures_and_videos()
    {
        var picture = await FinishedAsync(("is_carousel_item", "true"));
        var film = PutVideo(TestMp4.Make(1080, 1080));
        var video = await SettledAsync(("media_type", "VIDEO"), ("is_carousel_item", "true"), ("video_url", film));

        var carousel = await PublishAsync(await FinishedAsync(("media_type", "CAROUSEL"), ("children", $"{picture},{video}")));
        var children = await GetAsync($"/v26.0/{carousel.Id}/children?fields=media_type,media_url");

        Assert.Equal(["IMAGE", "VIDEO"], children.Body["data"]!.AsArray().Select(child => (string)child!["media_type"]!));
        var post = Assert.Single(await PostsAsync())!;
        Assert.Equal(2, post["mediaSha256s"]!.AsArray().Count);
        Assert.Single(post["imageSha256s"]!.AsArray());
    }

    [Fact]
    public async Task Processing_time_may_be_an_accounts_own_and_an_unpublished_reel_expires()
    {
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { videoProcessingSeconds = 600 });
        var reel = await SettledReelAsync(TestMp4.Make());

        Assert.Equal("IN_PROGRESS", await StatusAsync(reel));
        Time.Advance(TimeSpan.FromSeconds(540));
        Assert.Equal("FINISHED", await StatusAsync(reel));
        Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("EXPIRED", await StatusAsync(reel));
        Assert.Equal("400 24/2207008", (await PublishAsync(reel)).Refusal);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_download_leaves_nothing_of_it()
    {
        await CreateAsync(("media_type", "REELS"), ("video_url", Images.Url("stuck.jpg")));
        await Images.Stuck.WaitAsync(Ct);

        await ControlAsync(HttpMethod.Post, "reset");
        Time.Advance(TimeSpan.FromSeconds(121));
        await ControlAsync(HttpMethod.Post, "settle");

        Assert.Empty((await ControlAsync(HttpMethod.Get, "containers")).Body["items"]!.AsArray());
    }
}
