namespace Posthaste.Tests.Sandbox.Mastodon;

/// <summary>The stand-in for a Mastodon server: shapes, keys, files, limits and faults as the real one has them (R-PUB-6).</summary>
public sealed class MastodonServerTests : MastodonFixture
{
    [Fact]
    public async Task A_post_is_live_and_shown_as_HTML_with_a_page_of_its_own()
    {
        var post = await PostStatusAsync(new { status = "Fresh <bread> at https://example.com/a/long/path/to/the/bakery #bakery\nby @robin@example.org\n\nSecond paragraph" });

        Assert.Equal(200, post.Status);
        Assert.Equal(
            $"<p>Fresh &lt;bread&gt; at <a href=\"https://example.com/a/long/path/to/the/bakery\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">example.com/a/long/path/to/the</span><span class=\"invisible\">/bakery</span></a> "
            + $"<a href=\"{Root}/tags/bakery\" class=\"mention hashtag\" rel=\"tag\">#<span>bakery</span></a><br />by <span class=\"h-card\" translate=\"no\"><a href=\"{Root}/@robin@example.org\" class=\"u-url mention\">@<span>robin</span></a></span></p><p>Second paragraph</p>",
            (string?)post.Body["content"]);
        Assert.Contains("Second paragraph", await Http.GetStringAsync((string)post.Body["url"]!, Ct), StringComparison.Ordinal);
        var live = Assert.Single(await LiveAsync())!;
        Assert.Equal((post.Id, UserId, "TEXT"), ((string)live["mediaId"]!, (string)live["accountId"]!, (string)live["mediaType"]!));
    }

    [Fact]
    public async Task Calls_with_one_key_make_one_post_for_an_hour()
    {
        var first = await PostStatusAsync(new { status = "Fresh bread" }, key: "k1");
        Time.Advance(TimeSpan.FromMinutes(59));
        var again = await PostStatusAsync(new { status = "Fresh bread" }, key: "k1");
        var other = await PostStatusAsync(new { status = "Fresh bread" }, key: "k2");
        Time.Advance(TimeSpan.FromMinutes(2));
        var late = await PostStatusAsync(new { status = "Fresh bread" }, key: "k1");

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(3, new[] { first.Id, other.Id, late.Id }.Distinct().Count());
        Assert.Equal([true, false, true, true], (await CallsAsync()).Select(call => (bool)call!["accepted"]!));
    }

    [Fact]
    public async Task A_file_can_be_part_of_one_post_and_is_hidden_from_then_on()
    {
        var file = await SendFileAsync(TestJpeg.Make(600, 400), "A loaf");
        Assert.Equal((200, "image", "A loaf"), (file.Status, (string)file.Body["type"]!, (string)file.Body["description"]!));
        Assert.Equal(200, (await AskAsync(HttpMethod.Get, $"/api/v1/media/{file.Id}")).Status);

        var post = await PostStatusAsync(new { status = "Bread", media_ids = new[] { file.Id } });
        var twice = await PostStatusAsync(new { status = "Bread", media_ids = new[] { file.Id } });
        await SetMastodonAsync(new { leavesOutUsedFiles = true });
        var older = await PostStatusAsync(new { status = "Bread", media_ids = new[] { file.Id } });

        Assert.Equal(file.Id, (string?)post.Body["media_attachments"]![0]!["id"]);
        Assert.Equal("404 Record not found", ErrorOf(await AskAsync(HttpMethod.Get, $"/api/v1/media/{file.Id}")));
        Assert.Equal($"422 Media {file.Id} not found or already attached to another post", ErrorOf(twice));
        Assert.Equal((200, 0), (older.Status, older.Body["media_attachments"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_video_is_worked_on_before_it_can_be_posted()
    {
        await SetMastodonAsync(new { videoProcessingSeconds = 30 });
        var file = await SendFileAsync(TestMp4.Make(seconds: 5, bytes: 40_000));
        Assert.Equal((202, null), (file.Status, (string?)file.Body["url"]));

        Assert.Equal(206, (await AskAsync(HttpMethod.Get, $"/api/v1/media/{file.Id}")).Status);
        Assert.StartsWith("422 Cannot attach files that have not finished processing", ErrorOf(await PostStatusAsync(new { status = "", media_ids = new[] { file.Id } })), StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(200, (await AskAsync(HttpMethod.Get, $"/api/v1/media/{file.Id}")).Status);
        Assert.Equal(200, (await PostStatusAsync(new { status = "", media_ids = new[] { file.Id } })).Status);
    }

    [Fact]
    public async Task A_file_that_comes_to_nothing_and_one_that_no_post_uses_are_gone()
    {
        await ControlAsync(HttpMethod.Post, "mastodon/failures", new { times = 1 });
        var bad = await SendFileAsync(TestJpeg.Make(600, 400));
        var unused = await SendFileAsync(TestJpeg.Make(600, 401));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("422 Error processing thumbnail for uploaded media", ErrorOf(await AskAsync(HttpMethod.Get, $"/api/v1/media/{bad.Id}")));
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(404, (await AskAsync(HttpMethod.Get, $"/api/v1/media/{unused.Id}")).Status);
        Assert.StartsWith("422 File type", ErrorOf(await SendFileAsync("no picture"u8.ToArray())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "422 Validation failed: Text can't be blank")]
    [InlineData("x", "friends", "422 Validation failed: Visibility is not included in the list")]
    [InlineData(null, null, "422 Validation failed: Text character limit of 500 exceeded")]
    public async Task What_it_does_not_take_it_says_in_words_with_a_status(string? text, string? visibility, string expected) =>
        Assert.Equal(expected, ErrorOf(await PostStatusAsync(new { status = text ?? new string('x', 501), visibility = visibility ?? "public" })));

    [Fact]
    public async Task Links_and_servers_of_mentions_hardly_count()
    {
        var link = "https://example.com/" + new string('a', 300);

        Assert.Equal(200, (await PostStatusAsync(new { status = new string('x', 500 - 24) + " " + link })).Status);
        Assert.Equal(422, (await PostStatusAsync(new { status = new string('x', 500 - 23) + " " + link })).Status);
        Assert.Equal(200, (await PostStatusAsync(new { status = new string('x', 500 - 7) + " @robin@a.very.long.server.example" })).Status);
        Assert.Equal(200, (await PostStatusAsync(new { status = string.Concat(Enumerable.Repeat("👩‍👧", 500)) })).Status);
    }

    [Fact]
    public async Task Tokens_are_judged_and_what_they_may_not_is_refused()
    {
        await ControlAsync(HttpMethod.Post, $"mastodon/users/{UserId}/tokens", new { token = "reader", scopes = new[] { "read:accounts" } });

        Assert.Equal("401 The access token is invalid", ErrorOf(await PostStatusAsync(new { status = "x" }, token: "nonsense")));
        Assert.Equal("403 This action is outside the authorized scopes", ErrorOf(await PostStatusAsync(new { status = "x" }, token: "reader")));
        Assert.Equal("harbour_bakery", (string?)(await AskAsync(HttpMethod.Get, "/api/v1/accounts/verify_credentials", token: "reader")).Body["username"]);
        await SetPersonAsync(new { isDisabled = true });
        Assert.Equal("403 Your login is currently disabled", ErrorOf(await PostStatusAsync(new { status = "x" })));
        await SetPersonAsync(new { isDisabled = false });
        await ControlAsync(HttpMethod.Post, $"mastodon/users/{UserId}/revocations");
        Assert.Equal("401 The access token was revoked", ErrorOf(await PostStatusAsync(new { status = "x" })));
    }

    [Fact]
    public async Task Calls_are_counted_in_headers_and_refused_above_the_limit()
    {
        await SetMastodonAsync(new { callsPerFiveMinutes = 2 });
        Time.Advance(TimeSpan.FromSeconds(90));

        var (first, second, third) = (await PostStatusAsync(new { status = "1" }), await PostStatusAsync(new { status = "2" }), await PostStatusAsync(new { status = "3" }));

        Assert.Equal(("2", "1", "2026-11-20T12:05:00.000000Z"), (Header(first, "X-RateLimit-Limit"), Header(first, "X-RateLimit-Remaining"), Header(first, "X-RateLimit-Reset")));
        Assert.Equal(("0", "429 Too many requests"), (Header(second, "X-RateLimit-Remaining"), ErrorOf(third)));
        Time.Advance(TimeSpan.FromSeconds(210));
        Assert.Equal(200, (await PostStatusAsync(new { status = "3" })).Status);
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_post_is_live()
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when = "after" });

        await Assert.ThrowsAsync<HttpRequestException>(() => PostStatusAsync(new { status = "Fresh bread" }, key: "k"));
        var again = await PostStatusAsync(new { status = "Fresh bread" }, key: "k");

        Assert.Equal(again.Id, (string?)Assert.Single(await LiveAsync())!["mediaId"]);
        Assert.Equal(["dropped", "given"], (await CallsAsync()).Select(call => (string)call!["answer"]!));
    }

    [Fact]
    public async Task The_list_is_read_backwards_in_pages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add((await PostStatusAsync(new { status = $"Post {i}" })).Id);
        await AskAsync(HttpMethod.Delete, $"/api/v1/statuses/{ids[2]}");

        var first = (await AskAsync(HttpMethod.Get, $"/api/v1/accounts/{UserId}/statuses?limit=2")).Body.AsArray();
        var second = (await AskAsync(HttpMethod.Get, $"/api/v1/accounts/{UserId}/statuses?limit=2&max_id={first[^1]!["id"]}")).Body.AsArray();

        Assert.Equal([ids[4], ids[3]], first.Select(status => (string)status!["id"]!));
        Assert.Equal([ids[1], ids[0]], second.Select(status => (string)status!["id"]!));
        Assert.Equal(404, (await AskAsync(HttpMethod.Get, $"/api/v1/statuses/{ids[2]}")).Status);
    }

    private string Root => Http.BaseAddress!.AbsoluteUri.TrimEnd('/');
}
