using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace Posthaste.Tests.Sandbox;

public sealed class ImageFlowTests : SandboxFixture
{
    [Fact]
    public async Task An_image_goes_from_container_to_post()
    {
        var picture = TestJpeg.Make(1080, 1350, "bread");
        var url = Images.Put("bread.jpg", picture);

        var created = await CreateAsync(("image_url", url), ("caption", "Fresh today #bread"), ("alt_text", "A loaf"));
        var early = await StatusAsync(created.Id);
        Time.Advance(TimeSpan.FromSeconds(1));
        var ready = await GetAsync($"/v26.0/{created.Id}?fields=id,status_code,status");
        var published = await PublishAsync(created.Id);
        var media = await GetAsync($"/v26.0/{published.Id}?fields=id,caption,alt_text,media_type,media_product_type,permalink,timestamp,username,owner,like_count,is_comment_enabled");

        Assert.Equal("IN_PROGRESS", early);
        Assert.Equal("FINISHED", (string?)ready.Body["status_code"]);
        Assert.Equal("Finished: Media has been uploaded and it is ready to be published.", (string?)ready.Body["status"]);
        Assert.Equal("PUBLISHED", await StatusAsync(created.Id));
        Assert.Equal("Fresh today #bread", (string?)media.Body["caption"]);
        Assert.Equal("A loaf", (string?)media.Body["alt_text"]);
        Assert.Equal("IMAGE", (string?)media.Body["media_type"]);
        Assert.Equal("FEED", (string?)media.Body["media_product_type"]);
        Assert.Equal("2026-11-20T12:00:01+0000", (string?)media.Body["timestamp"]);
        Assert.Equal(Account, (string?)media.Body["owner"]!["id"]);
        Assert.Matches("^17[0-9]{15}$", published.Id);
        var post = Assert.Single(await PostsAsync())!;
        Assert.Equal(published.Id, (string?)post["mediaId"]);
        Assert.Equal(created.Id, (string?)post["containerId"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), (string?)post["imageSha256"]);
        Assert.StartsWith("facebookexternalhit/1.1", Assert.Single(Images.UserAgents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_may_come_as_query_form_multipart_or_JSON_and_the_token_as_a_header()
    {
        var url = Images.Url("square.jpg");
        var query = await PostAsync($"/{Account}/media?image_url={Uri.EscapeDataString(url)}&access_token={Token}");
        using var parts = new MultipartFormDataContent { { new StringContent(url), "image_url" }, { new StringContent(Token), "access_token" } };
        var multipart = await Answer.FromAsync(await Http.PostAsync($"/v25.0/{Account}/media", parts, Ct));
        using var json = new HttpRequestMessage(HttpMethod.Post, $"/v26.0/{Account}/media")
        {
            // An id in the body and a list as JSON are what Meta's own Node SDK sends.
            Content = JsonContent.Create(new { id = "1", image_url = url, collaborators = new[] { "friend" }, is_ai_generated = true }),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        };
        var body = await Answer.FromAsync(await Http.SendAsync(json, Ct));

        Assert.Equal([200, 200, 200], new[] { query, multipart, body }.Select(answer => answer.Status));
        Assert.Equal("v25.0", multipart.Response.Headers.GetValues("facebook-api-version").Single());
    }

    [Fact]
    public async Task A_list_is_paged_newest_first_and_ends_without_next()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Insert(0, (await PublishAsync(await FinishedAsync(("caption", $"Post {i}")))).Id);

        var first = await GetAsync($"/v26.0/{Account}/media?fields=id,caption&limit=2");
        var next = (string)first.Body["paging"]!["next"]!;
        var second = await Answer.FromAsync(await Http.GetAsync(next, Ct));

        Assert.Equal(ids[..2], first.Body["data"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal("Post 0", (string?)Assert.Single(second.Body["data"]!.AsArray())!["caption"]);
        Assert.Null(second.Body["paging"]!["next"]);
        Assert.NotNull(second.Body["paging"]!["previous"]);
    }

    [Fact]
    public async Task A_list_can_be_cut_by_time()
    {
        await PublishAsync(await FinishedAsync(("caption", "old")));
        Time.Advance(TimeSpan.FromHours(1));
        await PublishAsync(await FinishedAsync(("caption", "new")));

        var since = await GetAsync($"/v26.0/{Account}/media?fields=caption&since={Time.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds()}");
        var until = await GetAsync($"/v26.0/{Account}/media?fields=caption&until={Time.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds()}");

        Assert.Equal("new", (string?)Assert.Single(since.Body["data"]!.AsArray())!["caption"]);
        Assert.Equal("old", (string?)Assert.Single(until.Body["data"]!.AsArray())!["caption"]);
    }

    [Fact]
    public async Task A_carousel_is_one_post_with_its_pictures_in_order()
    {
        var wide = Images.Put("wide.jpg", TestJpeg.Make(1080, 566));
        var one = await FinishedAsync(("is_carousel_item", "true"), ("alt_text", "one"));
        var two = await FinishedAsync(("is_carousel_item", "true"), ("image_url", wide));

        var parent = await FinishedAsync(("media_type", "CAROUSEL"), ("children", $"[\"{one}\",\"{two}\"]"), ("caption", "Both"));
        var published = await PublishAsync(parent);
        var media = await GetAsync($"/v26.0/{published.Id}?fields=media_type,children{{id,alt_text,media_type}}");

        Assert.Equal("CAROUSEL_ALBUM", (string?)media.Body["media_type"]);
        var children = media.Body["children"]!["data"]!.AsArray();
        Assert.Equal(2, children.Count);
        Assert.Equal("one", (string?)children[0]!["alt_text"]);
        Assert.Single((await GetAsync($"/v26.0/{Account}/media")).Body["data"]!.AsArray());
        Assert.Equal(2, (await PostsAsync())[0]!["imageSha256s"]!.AsArray().Count);
        Assert.Equal("PUBLISHED", await StatusAsync(one));
    }

    [Fact]
    public async Task A_carousel_item_cannot_be_published_by_itself_nor_can_one_item_be_a_carousel()
    {
        var item = await FinishedAsync(("is_carousel_item", "true"));

        Assert.Equal("400 100/", (await PublishAsync(item)).Refusal);
        Assert.Equal("400 100/2207028", (await CreateAsync(("media_type", "CAROUSEL"), ("children", item))).Refusal);
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task A_story_is_in_the_stories_for_a_day_and_never_in_the_posts()
    {
        var tall = Images.Put("tall.jpg", TestJpeg.Make(1080, 1920));
        var published = await PublishAsync(await FinishedAsync(("media_type", "STORIES"), ("image_url", tall)));

        Assert.Empty((await GetAsync($"/v26.0/{Account}/media")).Body["data"]!.AsArray());
        Assert.Equal(published.Id, (string?)Assert.Single((await GetAsync($"/v26.0/{Account}/stories")).Body["data"]!.AsArray())!["id"]);
        Time.Advance(TimeSpan.FromHours(24));
        Assert.Empty((await GetAsync($"/v26.0/{Account}/stories")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task A_first_comment_can_be_made_and_read()
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;

        var comment = await PostAsync($"/v26.0/{media}/comments", ("message", "#more #tags"));
        await PostAsync($"/v26.0/{comment.Id}/replies", ("message", "a reply"));

        var listed = Assert.Single((await GetAsync($"/v26.0/{media}/comments")).Body["data"]!.AsArray())!;
        Assert.Equal("#more #tags", (string?)listed["text"]);
        Assert.Equal(comment.Id, (string?)listed["id"]);
        Assert.Equal(2, (int?)(await GetAsync($"/v26.0/{media}?fields=comments_count")).Body["comments_count"]);
    }
}
