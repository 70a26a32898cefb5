using System.Net;
using System.Net.Http.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

public sealed class PostsApiTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_with_a_time_is_scheduled_in_the_same_answer()
    {
        var at = Tomorrow();

        var answer = await CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(await server.PictureAsync()), caption = "Fresh bread", hashtags = new[] { "bread", "#bakery" }, at });

        var post = await ServerUnderTest.ReadAsync(answer);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/api/v1/posts/{post.GetProperty("id").GetString()}", answer.Headers.Location?.ToString());
        Assert.Equal($"\"{post.GetProperty("version").GetInt64()}\"", answer.Headers.ETag?.Tag);
        Assert.Equal("approved", post.GetProperty("approval").GetString());
        Assert.Equal(["bread", "bakery"], post.GetProperty("hashtags").EnumerateArray().Select(tag => tag.GetString()));
        var job = Assert.Single(post.GetProperty("jobs").EnumerateArray());
        Assert.Equal("scheduled", job.GetProperty("state").GetString());
        Assert.Equal(at, job.GetProperty("dueAt").GetString());
        Assert.Equal(
            ["id", "postId", "channelId", "platform", "state", "dueAt", "wakeAt", "attempt", "maxAttempts", "remoteId", "permalink", "publishedAt", "latenessMs", "takenDownAt", "reason", "method", "parts", "lastError", "metrics", "handover"],
            job.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task A_local_time_is_taken_with_its_time_zone()
    {
        var post = await CreateDraftAsync();

        var answer = await PostAsync($"/api/v1/posts/{post}/schedule", new { localTime = "2030-07-01T18:00", timeZone = "Europe/Berlin" });

        Assert.Equal("2030-07-01T16:00:00.000Z", (await ServerUnderTest.ReadAsync(answer)).GetProperty("at").GetString());
    }

    [Fact]
    public async Task Posts_are_found_by_words_and_by_the_states_of_their_jobs()
    {
        var word = Guid.NewGuid().ToString("N");
        await CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(await server.PictureAsync()), caption = $"Süd {word}", at = Tomorrow(), force = true });
        await CreateAsync(new { type = "image", title = $"Draft {word}" });

        Assert.Equal([$"Draft {word}", $"Süd {word}"], await FindAsync($"search={word.ToUpperInvariant()}"));
        Assert.Equal([$"Süd {word}", $"Draft {word}"], await FindAsync($"search={word}&order=by_plan"));
        Assert.Equal([$"Süd {word}"], await FindAsync($"search=S%C3%9CD%20{word}&state=scheduled&state=preparing,ready"));
        Assert.Empty(await FindAsync($"search={word}&state=failed"));

        async Task<IEnumerable<string?>> FindAsync(string query) =>
            (await ServerUnderTest.ReadAsync(await _server.Http.GetAsync($"/api/v1/posts?{query}", Ct))).GetProperty("items").EnumerateArray().Select(post => post.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("state=done", "state")]
    [InlineData("order=random", "order")]
    [InlineData("search=two%0Alines", "search")]
    [InlineData("search=%00", "search")]
    public async Task A_question_that_makes_no_sense_is_refused_by_its_field(string query, string field) =>
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/posts?{query}", Ct), HttpStatusCode.BadRequest, "invalid_request", field);

    [Fact]
    public async Task No_more_is_looked_for_than_a_line_of_words() =>
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/posts?search={new string('x', 201)}", Ct), HttpStatusCode.BadRequest, "invalid_request", "search");

    [Theory]
    [InlineData("2030-03-31T02:30", "Europe/Berlin", "localTime")]
    [InlineData("2030-07-01T18:00", "Europe/Atlantis", "timeZone")]
    [InlineData("2030-07-01T18:00", "../../etc/passwd", "timeZone")]
    [InlineData("2030-07-01T18:00:00Z", "Europe/Berlin", "localTime")]
    [InlineData("tomorrow", "Europe/Berlin", "localTime")]
    public async Task A_local_time_that_does_not_exist_is_refused(string localTime, string timeZone, string field) =>
        await Problems.AssertAsync(PostAsync($"/api/v1/posts/{await CreateDraftAsync()}/schedule", new { localTime, timeZone }), HttpStatusCode.BadRequest, "invalid_time", field);

    [Fact]
    public async Task A_local_time_that_happens_twice_is_the_first_of_the_two()
    {
        var answer = await PostAsync($"/api/v1/posts/{await CreateDraftAsync()}/schedule", new { localTime = "2030-10-27T02:30", timeZone = "Europe/Berlin" });

        Assert.Equal("2030-10-27T00:30:00.000Z", (await ServerUnderTest.ReadAsync(answer)).GetProperty("at").GetString());
    }

    [Fact]
    public async Task Scheduling_needs_a_time() =>
        await Problems.AssertAsync(PostAsync($"/api/v1/posts/{await CreateDraftAsync()}/schedule", new { }), HttpStatusCode.UnprocessableEntity, "time_missing", "at");

    [Fact]
    public async Task A_time_in_the_past_is_refused() =>
        await Problems.AssertAsync(PostAsync($"/api/v1/posts/{await CreateDraftAsync()}/schedule", new { at = "2020-01-01T00:00:00Z" }), HttpStatusCode.UnprocessableEntity, "time_in_past", "at");

    [Fact]
    public async Task An_unknown_channel_is_named()
    {
        var answer = CreateAsync(new { type = "image", channelIds = Ids(Guid.Empty), mediaIds = Ids(await server.PictureAsync()) });

        await Problems.AssertAsync(answer, HttpStatusCode.UnprocessableEntity, "unknown_channel", "channelIds[0]");
    }

    [Fact]
    public async Task A_PNG_that_is_to_go_out_as_it_is_where_a_JPEG_is_needed_is_refused_when_saved()
    {
        var png = await _server.UploadAsync(Samples.Png(1080, 1080), "picture.png");

        var answer = CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(png), mediaFits = new[] { new { fit = "original" } } });
        var problem = await Problems.AssertAsync(answer, HttpStatusCode.UnprocessableEntity, "media_type", "mediaIds[0]");

        Assert.Contains("image/jpeg", problem.GetProperty("errors").GetProperty("mediaIds[0]")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_nine_megabytes_is_made_smaller_and_told_of()
    {
        // A JPEG may carry anything behind its end.
        var large = await _server.UploadAsync([.. Samples.Jpeg(1080, 1080), .. new byte[9 << 20]]);

        var post = await ServerUnderTest.ReadAsync(CreateOnChannelAsync(large));

        var warning = Assert.Single(post.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("media_preparing", "mediaIds[0]"), (warning.GetProperty("code").GetString(), warning.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_picture_of_the_wrong_shape_is_refused_once_with_what_to_choose_for_it()
    {
        var banner = await _server.UploadAsync(Samples.Jpeg(1600, 400));

        var problem = await Problems.AssertAsync(CreateOnChannelAsync(banner), HttpStatusCode.UnprocessableEntity, "aspect_too_wide", "mediaIds[0]");

        Assert.Contains("mediaFits[0].fit", Assert.Single(problem.GetProperty("errors").GetProperty("mediaIds[0]").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caption_over_the_limit_is_cut_with_a_warning_or_refused_as_the_workspace_wants()
    {
        var caption = new string('a', 2_201);

        var cut = await ServerUnderTest.ReadAsync(CreateOnChannelAsync(await server.PictureAsync(), caption));
        await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { captionPolicy = "reject" }, Ct));
        try
        {
            Assert.NotEmpty(cut.GetProperty("warnings").EnumerateArray());
            await Problems.AssertAsync(CreateOnChannelAsync(await server.PictureAsync(), caption), HttpStatusCode.UnprocessableEntity, "caption_too_long", "caption");
        }
        finally
        {
            await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { captionPolicy = "truncate" }, Ct));
        }
    }

    [Theory]
    [InlineData("""{"type":"poster"}""", "type")]
    [InlineData("""{"type":"image","mediaIds":["7"]}""", "mediaIds[0]")]
    [InlineData("""{"type":"image","mediaIds":"7"}""", "mediaIds")]
    [InlineData("""{"type":"image","hashtags":[null]}""", "hashtags[0]")]
    [InlineData("""{"type":"image","options":{"userTags":[{"username":"a","x":"left"}]}}""", "options.userTags[0].x")]
    [InlineData("""{"type":"image","options":{"userTags":[{"x":0.5}]}}""", "options.userTags[0].username")]
    [InlineData("""{"type":"image","options":{"userTags":[{"username":"a","y":1.5}]}}""", "options.userTags[0].y")]
    [InlineData("""{"type":"image","at":"2030-01-01T00:00:00"}""", "at")]
    [InlineData("""{"type":"image","captoin":"Bread"}""", "captoin")]
    public async Task A_post_that_cannot_be_read_names_the_field(string body, string field)
    {
        var answer = _server.Http.PostAsync("/api/v1/posts", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        await Problems.AssertAsync(answer, HttpStatusCode.BadRequest, "invalid_request", field);
    }

    [Fact]
    public async Task An_edit_of_an_older_version_is_refused()
    {
        var post = await CreateDraftAsync();
        var first = await ReviseAsync(post, "\"1\"", new { caption = "One" });

        var second = await ReviseAsync(post, "\"1\"", new { caption = "Two" });

        Assert.Equal("\"2\"", first.Headers.ETag?.Tag);
        await Problems.AssertAsync(second, HttpStatusCode.PreconditionFailed, "version_conflict");
        Assert.Equal("One", (await _server.GetAsync($"/api/v1/posts/{post}")).GetProperty("caption").GetString());
    }

    [Fact]
    public async Task A_version_that_is_none_is_refused()
    {
        var post = await CreateDraftAsync();

        await Problems.AssertAsync(ReviseAsync(post, "\"seven\"", new { caption = "One" }), HttpStatusCode.BadRequest, "invalid_request", "If-Match");
    }

    [Fact]
    public async Task An_edit_leaves_what_it_does_not_name_and_gives_back_what_it_nulls()
    {
        var post = (await ServerUnderTest.ReadAsync(CreateAsync(new { type = "image", title = "Mine", caption = "Bread\nand more", lateMinutes = 5 }))).GetProperty("id").GetGuid();

        var revised = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync($"/api/v1/posts/{post}", new { title = (string?)null }, Ct));

        Assert.Equal("Bread", revised.GetProperty("title").GetString());
        Assert.Equal("Bread\nand more", revised.GetProperty("caption").GetString());
        Assert.Equal(5, revised.GetProperty("lateMinutes").GetInt32());
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        var made = new List<Guid>();
        for (var i = 0; i < 5; i++) made.Add(await CreateDraftAsync());

        var found = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await _server.GetAsync("/api/v1/posts?limit=2" + (cursor is null ? "" : $"&cursor={cursor}"));
            Assert.True(page.GetProperty("items").GetArrayLength() <= 2);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(post => post.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Subset(found.ToHashSet(), made.ToHashSet());
    }

    [Fact]
    public async Task A_deleted_post_is_gone_and_its_history_is_told_until_then()
    {
        var post = await CreateDraftAsync();
        var history = await _server.GetAsync($"/api/v1/posts/{post}/history");

        var answer = await _server.Http.DeleteAsync($"/api/v1/posts/{post}", Ct);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("post.created", history.GetProperty("items")[0].GetProperty("kind").GetString());
        Assert.Equal("bootstrap", history.GetProperty("items")[0].GetProperty("actor").GetString());
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/posts/{post}", Ct), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task The_calendar_shows_what_is_scheduled_in_its_range()
    {
        var post = await ServerUnderTest.ReadAsync(CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(await server.PictureAsync()), caption = "Later", at = "2029-05-05T10:00:00Z" }));

        var calendar = await _server.GetAsync("/api/v1/calendar?from=2029-05-05T00:00:00Z&to=2029-05-06T00:00:00%2B00:00");

        var entry = Assert.Single(calendar.GetProperty("items").EnumerateArray());
        Assert.Equal(post.GetProperty("id").GetGuid(), entry.GetProperty("postId").GetGuid());
        Assert.Equal("scheduled", entry.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_job_is_rescheduled_cancelled_and_then_refuses_a_retry()
    {
        var post = await ServerUnderTest.ReadAsync(CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(await server.PictureAsync()), caption = "Job", at = Tomorrow() }));
        var job = $"/api/v1/jobs/{post.GetProperty("jobs")[0].GetProperty("id").GetString()}";

        var moved = await ServerUnderTest.ReadAsync(PostAsync($"{job}/reschedule", new { at = "2031-01-01T00:00:00+01:00" }));
        var early = await PostAsync($"{job}/retry", null);
        var cancelled = await ServerUnderTest.ReadAsync(PostAsync($"{job}/cancel", null));

        Assert.Equal("2030-12-31T23:00:00.000Z", moved.GetProperty("dueAt").GetString());
        await Problems.AssertAsync(early, HttpStatusCode.Conflict, "not_failed");
        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        await Problems.AssertAsync(PostAsync($"{job}/retry", null), HttpStatusCode.Conflict, "cancelled");
        await Problems.AssertAsync(PostAsync($"{job}/resolve", new { outcome = "published" }), HttpStatusCode.Conflict, "nothing_to_resolve");
        Assert.Empty((await _server.GetAsync($"{job}/attempts")).GetProperty("items").EnumerateArray());
    }

    private Task<Guid> CreateDraftAsync() => IdOfAsync(CreateDraftAnswerAsync());

    private async Task<HttpResponseMessage> CreateDraftAnswerAsync() =>
        await CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(await server.PictureAsync()), caption = "Draft" });

    private static async Task<Guid> IdOfAsync(Task<HttpResponseMessage> answer) => (await ServerUnderTest.ReadAsync(answer)).GetProperty("id").GetGuid();

    private async Task<HttpResponseMessage> CreateOnChannelAsync(Guid mediaId, string caption = "Hello") =>
        await CreateAsync(new { type = "image", channelIds = Ids(await server.ChannelAsync()), mediaIds = Ids(mediaId), caption });

    private Task<HttpResponseMessage> CreateAsync(object body) => PostAsync("/api/v1/posts", body);

    private Task<HttpResponseMessage> PostAsync(string address, object? body) =>
        body is null ? _server.Http.PostAsync(address, null, Ct) : _server.Http.PostAsJsonAsync(address, body, Ct);

    private Task<HttpResponseMessage> ReviseAsync(Guid post, string version, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/posts/{post}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return _server.Http.SendAsync(request, Ct);
    }

    private static Guid[] Ids(params Guid[] ids) => ids;

    private static string Tomorrow() => TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:00.000'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
