namespace Posthaste.Tests.Sandbox;

public sealed class GalleryTests : SandboxFixture
{
    [Fact]
    public async Task The_permalink_opens_a_page_with_the_post_on_it()
    {
        var picture = TestJpeg.Make(1080, 1080, "shown");
        var media = await PublishAsync(await FinishedAsync(
            ("image_url", Images.Put("shown.jpg", picture)),
            ("caption", "Rye today #bread"),
            ("alt_text", "A dark loaf"),
            ("location_id", "12345"),
            ("user_tags", """[{"username":"the.miller","x":0.1,"y":0.2}]""")));
        var read = await GetAsync($"/v26.0/{media.Id}?fields=permalink,media_url,shortcode");

        var page = await Http.GetStringAsync((string)read.Body["permalink"]!, Ct);
        var profile = await Http.GetStringAsync("/gallery/harbour.bakery", Ct);
        var bytes = await Http.GetByteArrayAsync((string)read.Body["media_url"]!, Ct);

        Assert.Contains("Rye today <span class=\"tag\">#bread</span>", page, StringComparison.Ordinal);
        Assert.Contains("A dark loaf", page, StringComparison.Ordinal);
        Assert.Contains("Location 12345", page, StringComparison.Ordinal);
        Assert.Contains("@the.miller", page, StringComparison.Ordinal);
        Assert.Contains("20 November 2026, 12:00 UTC", page, StringComparison.Ordinal);
        Assert.Contains($"/p/{read.Body["shortcode"]}/", profile, StringComparison.Ordinal);
        Assert.Equal(picture, bytes);
    }

    [Fact]
    public async Task Whatever_a_caption_holds_it_stays_text()
    {
        const string nasty = "<script>alert(1)</script> \"quoted\" & #tag<b>";
        var media = await PublishAsync(await FinishedAsync(("caption", nasty), ("alt_text", "\"><img src=x onerror=alert(1)>")));
        var permalink = (string)(await GetAsync($"/v26.0/{media.Id}?fields=permalink")).Body["permalink"]!;

        foreach (var address in new[] { permalink, "/gallery/harbour.bakery", "/" })
        {
            var answer = await Http.GetAsync(address, Ct);
            var page = await answer.Content.ReadAsStringAsync(Ct);

            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", await Http.GetStringAsync(permalink, Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permalink_can_look_like_the_real_one()
    {
        await SetAsync(new { permalinkBase = "https://www.instagram.com" });
        var media = await PublishAsync(await FinishedAsync());

        var read = await GetAsync($"/v26.0/{media.Id}?fields=permalink");

        Assert.Matches("^https://www\\.instagram\\.com/p/[A-Za-z0-9_-]{11}/$", (string?)read.Body["permalink"]);
    }

    [Theory]
    [InlineData("/p/AAAAAAAAAAA/")]
    [InlineData("/gallery/nobody")]
    [InlineData("/images/1.jpg")]
    public async Task What_does_not_exist_is_not_found(string path) =>
        Assert.Equal(404, (int)(await Http.GetAsync(path, Ct)).StatusCode);

    [Fact]
    public async Task The_style_sheet_and_the_profile_picture_are_served_by_the_sandbox_itself()
    {
        Assert.Contains("grid-template-columns: repeat(3, 1fr)", await Http.GetStringAsync("/gallery.css", Ct), StringComparison.Ordinal);
        Assert.StartsWith("<svg", await Http.GetStringAsync("/gallery/harbour.bakery/avatar.svg", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_carousel_and_a_story_are_shown_too()
    {
        var one = await FinishedAsync(("is_carousel_item", "true"));
        var two = await FinishedAsync(("is_carousel_item", "true"));
        var carousel = await PublishAsync(await FinishedAsync(("media_type", "CAROUSEL"), ("children", $"{one},{two}")));
        var story = await PublishAsync(await FinishedAsync(("media_type", "STORIES"), ("image_url", Images.Url("square.jpg"))));

        foreach (var (id, pictures) in new[] { (carousel.Id, 2), (story.Id, 1) })
        {
            var permalink = (string)(await GetAsync($"/v26.0/{id}?fields=permalink")).Body["permalink"]!;
            var page = await Http.GetStringAsync(permalink, Ct);
            Assert.Equal(pictures, page.Split("<li><img").Length - 1);
        }
        Assert.Contains("class=\"stories\"", await Http.GetStringAsync("/gallery/harbour.bakery", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reel_has_a_page_a_poster_with_its_length_its_bytes_and_its_labels()
    {
        var film = TestMp4.Make(seconds: 65);
        var reel = await PublishAsync(await SettledReelAsync(
            film, ("caption", "Oven <on>"), ("is_ai_generated", "true"), ("collaborators", "the.miller"), ("share_to_feed", "false")));
        var read = (await GetAsync($"/v26.0/{reel.Id}?fields=permalink,thumbnail_url,media_url")).Body;

        var page = await Http.GetStringAsync((string)read["permalink"]!, Ct);
        var poster = await Http.GetStringAsync((string)read["thumbnail_url"]!, Ct);
        var profile = await Http.GetStringAsync("/gallery/harbour.bakery", Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, (string)read["media_url"]!) { Headers = { Range = new(10, 19) } };
        var range = await Http.SendAsync(request, Ct);

        Assert.Contains($"<video src=\"/videos/{reel.Id}.mp4\" poster=\"/images/{reel.Id}.svg\"", page, StringComparison.Ordinal);
        foreach (var word in new[] { "Oven &lt;on&gt;", "AI info", "the.miller", "Reels tab only" }) Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.Contains("1:05", poster, StringComparison.Ordinal);
        Assert.Contains("▶ 1:05", profile, StringComparison.Ordinal);
        Assert.Equal(206, (int)range.StatusCode);
        Assert.Equal(film[10..20], await range.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_deleted_post_is_gone_from_the_gallery_but_not_from_the_ledger()
    {
        var token = await FacebookTokenAsync();
        var reel = (await PublishAsync(await SettledReelAsync(TestMp4.Make()))).Id;

        var withInstagram = await Answer.FromAsync(await Http.DeleteAsync($"/v26.0/{reel}?access_token={Token}", Ct));
        var withFacebook = await Answer.FromAsync(await Http.DeleteAsync($"/v26.0/{reel}?access_token={token}", Ct));

        Assert.Equal("400 100/33", withInstagram.Refusal);
        Assert.True((bool)withFacebook.Body["success"]!);
        Assert.Equal(404, (int)(await Http.GetAsync($"/videos/{reel}.mp4", Ct)).StatusCode);
        Assert.Single(await PostsAsync());
    }
}
