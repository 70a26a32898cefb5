using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Planning.Recurring;

namespace Posthaste.Tests.Server;

/// <summary>Categories, slots and many posts at once, over HTTP.</summary>
public sealed class PlanningApiTests : IAsyncLifetime
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private ServerUnderTest _server = null!;
    private Guid _channel;
    private Guid _picture;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        (_channel, _picture) = (await _server.ConnectAsync(), await _server.UploadAsync(Media.Samples.Jpeg(1080, 1080)));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Categories_are_made_listed_changed_and_deleted()
    {
        var recipes = await PostAsync("categories", new { name = "Recipes", colour = "#2F9E44" });
        var address = $"/api/v1/categories/{Id(recipes)}";
        Assert.Equal("#2f9e44", recipes.GetProperty("colour").GetString());
        await Problems.AssertAsync(SendAsync("categories", new { name = "recipes", colour = "#000000" }), HttpStatusCode.Conflict, "name_taken", "name");
        await Problems.AssertAsync(SendAsync("categories", new { name = "News", colour = "green" }), HttpStatusCode.UnprocessableEntity, "colour_malformed", "colour");
        await Problems.AssertAsync(SendAsync("categories", new { name = "News" }), HttpStatusCode.BadRequest, "invalid_request", "colour");

        var changed = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync(address, new { name = "Kitchen" }, Ct));
        var post = await PostAsync("posts", Body(categoryId: Id(recipes)));
        await PostAsync("slots", new { channelId = _channel, categoryId = Id(recipes), weekdays = Days, time = "18:00" });

        Assert.Equal(("Kitchen", "#2f9e44"), (changed.GetProperty("name").GetString(), changed.GetProperty("colour").GetString()));
        Assert.Equal(Id(recipes), post.GetProperty("categoryId").GetString());
        Assert.Equal(Id(post), Id(Items(await _server.GetAsync($"/api/v1/posts?categoryId={Id(recipes)}")).Single()));
        Assert.Equal(Id(recipes), Id(Items(await _server.GetAsync("/api/v1/categories")).Single()));
        var deleted = await ServerUnderTest.ReadAsync(_server.Http.DeleteAsync(address, Ct));
        Assert.Equal((1, 1), (deleted.GetProperty("posts").GetInt32(), deleted.GetProperty("slots").GetInt32()));
        Assert.Equal(JsonValueKind.Null, (await _server.GetAsync($"/api/v1/posts/{Id(post)}")).GetProperty("categoryId").ValueKind);
        await Problems.AssertAsync(_server.Http.GetAsync(address, Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(SendAsync("posts", Body(categoryId: Id(recipes))), HttpStatusCode.UnprocessableEntity, "unknown_category", "categoryId");
    }

    [Fact]
    public async Task Hashtag_sets_are_made_listed_changed_and_deleted()
    {
        var set = await PostAsync("hashtag-sets", new { name = "Bread", hashtags = new[] { "#bakery", "sourdough" } });
        var address = $"/api/v1/hashtag-sets/{Id(set)}";
        await Problems.AssertAsync(SendAsync("hashtag-sets", new { name = "bread", hashtags = new[] { "a" } }), HttpStatusCode.Conflict, "name_taken", "name");
        await Problems.AssertAsync(SendAsync("hashtag-sets", new { name = "Cake", hashtags = new[] { "a b" } }), HttpStatusCode.UnprocessableEntity, "hashtag_malformed", "hashtags[0]");
        await Problems.AssertAsync(SendAsync("hashtag-sets", new { name = "Cake", hashtags = new string?[] { null } }), HttpStatusCode.BadRequest, "invalid_request", "hashtags[0]");

        var changed = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync(address, new { hashtags = new[] { "cake" } }, Ct));

        Assert.Equal(["bakery", "sourdough"], set.GetProperty("hashtags").EnumerateArray().Select(tag => tag.GetString()!));
        Assert.Equal(("Bread", "cake"), (changed.GetProperty("name").GetString(), changed.GetProperty("hashtags").EnumerateArray().Single().GetString()));
        Assert.Equal(changed.ToString(), Items(await _server.GetAsync("/api/v1/hashtag-sets")).Single().ToString());
        Assert.Equal(changed.ToString(), (await _server.GetAsync(address)).ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync(address, Ct)).StatusCode);
        await Problems.AssertAsync(_server.Http.DeleteAsync(address, Ct), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_posts_category_is_changed_and_taken_away_by_a_patch()
    {
        var category = Id(await PostAsync("categories", new { name = "Recipes", colour = "#2f9e44" }));
        var post = Id(await PostAsync("posts", Body()));

        var with = await PatchAsync($"{{\"categoryId\":\"{category}\"}}");
        var kept = await PatchAsync("""{"title":"Bread"}""");
        var without = await PatchAsync("""{"categoryId":null}""");

        Assert.Equal([category, category, null], new[] { with, kept, without }.Select(answer => answer.GetProperty("categoryId").GetString()));

        Task<JsonElement> PatchAsync(string body) =>
            ServerUnderTest.ReadAsync(_server.Http.PatchAsync($"/api/v1/posts/{post}", new StringContent(body, Encoding.UTF8, "application/json"), Ct));
    }

    [Fact]
    public async Task Slots_make_places_that_posts_without_a_time_of_their_own_take()
    {
        var slot = await PostAsync("slots", new { channelId = _channel, weekdays = Days.Reverse(), time = "18:00" });
        Assert.Equal(Days, slot.GetProperty("weekdays").EnumerateArray().Select(day => day.GetString()!));
        var next = Items(await _server.GetAsync($"/api/v1/slots/next?channelId={_channel}&count=3")).Select(item => item.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.Equal([next[0].AddDays(1), next[1].AddDays(1)], next.Skip(1));

        var made = await PostAsync("posts", Body(nextSlot: true));
        var draft = Id(await PostAsync("posts", Body()));
        var scheduled = await PostAsync($"posts/{draft}/schedule", new { nextSlot = true });

        Assert.Equal(next[0], made.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(next[1], scheduled.GetProperty("jobs")[0].GetProperty("dueAt").GetDateTimeOffset());
        var places = Items(await _server.GetAsync($"/api/v1/slots/places?from={Text(next[0])}&to={Text(next[0].AddDays(3))}")).ToList();
        Assert.Equal([Id(made), draft, null], places.Select(place => place.GetProperty("postId").GetString()));
        Assert.All(places, place => Assert.Equal(Id(slot), place.GetProperty("slotId").GetString()));
    }

    [Fact]
    public async Task A_slot_is_changed_and_deleted_and_wrong_ones_are_refused()
    {
        var slot = await PostAsync("slots", new { channelId = _channel, weekdays = new[] { "monday" }, time = "18:00" });
        var address = $"/api/v1/slots/{Id(slot)}";

        var changed = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync(address, new { time = "07:30", weekdays = new[] { "sunday", "friday" } }, Ct));

        Assert.Equal("07:30", changed.GetProperty("time").GetString());
        Assert.Equal(["friday", "sunday"], changed.GetProperty("weekdays").EnumerateArray().Select(day => day.GetString()!));
        await Problems.AssertAsync(_server.Http.PatchAsJsonAsync(address, new { time = "7:30 pm" }, Ct), HttpStatusCode.BadRequest, "invalid_time", "time");
        await Problems.AssertAsync(SendAsync("slots", new { channelId = _channel, weekdays = new[] { "sunday" }, time = "07:30" }), HttpStatusCode.UnprocessableEntity, "duplicate", "time");
        await Problems.AssertAsync(SendAsync("slots", new { channelId = _channel, weekdays = new[] { "someday" }, time = "07:30" }), HttpStatusCode.BadRequest, "invalid_request", "weekdays[0]");
        await Problems.AssertAsync(SendAsync("slots", new { channelId = _picture, weekdays = Days, time = "07:30" }), HttpStatusCode.UnprocessableEntity, "unknown_channel", "channelId");
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync(address, Ct)).StatusCode);
        await Problems.AssertAsync(_server.Http.DeleteAsync(address, Ct), HttpStatusCode.NotFound, "not_found");
        Assert.Empty(Items(await _server.GetAsync("/api/v1/slots")));
    }

    [Fact]
    public async Task Without_a_free_slot_the_answer_says_so_and_a_time_beside_it_is_refused()
    {
        var draft = Id(await PostAsync("posts", Body()));

        await Problems.AssertAsync(SendAsync($"posts/{draft}/schedule", new { nextSlot = true }), HttpStatusCode.UnprocessableEntity, "no_slot", "nextSlot");
        await Problems.AssertAsync(SendAsync("posts", Body(nextSlot: true)), HttpStatusCode.UnprocessableEntity, "no_slot", "nextSlot");
        await Problems.AssertAsync(SendAsync($"posts/{draft}/schedule", new { nextSlot = true, at = "2030-01-01T10:00:00Z" }), HttpStatusCode.BadRequest, "invalid_time", "nextSlot");
        await Problems.AssertAsync(SendAsync("posts", Body(nextSlot: true, at: "2030-01-01T10:00:00Z")), HttpStatusCode.BadRequest, "invalid_time", "nextSlot");
        await Problems.AssertAsync(SendAsync($"posts/{draft}/schedule", new { }), HttpStatusCode.UnprocessableEntity, "time_missing", "at");
        Assert.Empty(Items(await _server.GetAsync($"/api/v1/slots/next?channelId={_channel}")));
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/slots/next", Ct), HttpStatusCode.BadRequest, "invalid_request", "channelId");
        await Problems.AssertAsync(_server.Http.GetAsync($"/api/v1/slots/next?channelId={_picture}", Ct), HttpStatusCode.UnprocessableEntity, "unknown_channel", "channelId");
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/slots/places?from=2030-01-01T00:00:00Z&to=2030-05-01T00:00:00Z", Ct), HttpStatusCode.BadRequest, "range_too_long", "to");
    }

    [Fact]
    public async Task A_post_is_copied_into_a_new_draft()
    {
        var post = await PostAsync("posts", Body(at: "2030-01-01T10:00:00Z"));

        var copied = await _server.Http.PostAsync($"/api/v1/posts/{Id(post)}/copy", null, Ct);

        var copy = await ServerUnderTest.ReadAsync(copied);
        Assert.Equal((HttpStatusCode.Created, $"/api/v1/posts/{Id(copy)}"), (copied.StatusCode, copied.Headers.Location?.OriginalString));
        Assert.Equal(("draft", "Bread", JsonValueKind.Null), (copy.GetProperty("approval").GetString(), copy.GetProperty("caption").GetString(), copy.GetProperty("at").ValueKind));
        Assert.NotEqual(Id(post), Id(copy));
        Assert.Empty(copy.GetProperty("jobs").EnumerateArray());
        Assert.Contains(Items(await _server.GetAsync($"/api/v1/posts/{Id(copy)}/history")), item => item.GetProperty("kind").GetString() == "post.copied");
        await Problems.AssertAsync(_server.Http.PostAsync($"/api/v1/posts/{_channel}/copy", null, Ct), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Many_posts_are_moved_at_once_with_an_answer_for_each()
    {
        var (first, second, draft) = (await PostAsync("posts", Body(at: "2030-01-01T10:00:00Z")), await PostAsync("posts", Body(at: "2030-01-01T10:15:00Z")), await PostAsync("posts", Body()));
        var ids = new[] { Id(first), Id(second), Id(draft), _channel.ToString() };

        var rehearsed = await PostAsync("posts/bulk", new { postIds = ids, action = "move", shiftMinutes = 15, dryRun = true });
        Assert.Equal("2030-01-01T10:00:00.000Z", (await _server.GetAsync($"/api/v1/posts/{Id(first)}")).GetProperty("at").GetString());
        var done = await PostAsync("posts/bulk", new { postIds = ids, action = "move", shiftMinutes = 15 });

        Assert.Equal([(true, null), (true, null), (false, "not_scheduled"), (false, "not_found")], Said(rehearsed));
        Assert.Equal(Said(rehearsed), Said(done));
        Assert.Equal(["2030-01-01T10:15:00.000Z", "2030-01-01T10:30:00.000Z", null, null], done.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("at").GetString()));
        Assert.Equal(first.GetProperty("version").GetInt64() + 1, done.GetProperty("items")[0].GetProperty("version").GetInt64());
        Assert.Equal("2030-01-01T10:15:00.000Z", (await _server.GetAsync($"/api/v1/posts/{Id(first)}")).GetProperty("at").GetString());
    }

    [Fact]
    public async Task A_rehearsal_proposes_times_for_what_is_too_close()
    {
        var ids = new[] { Id(await PostAsync("posts", Body())), Id(await PostAsync("posts", Body())) };

        var rehearsed = await PostAsync("posts/bulk", new { postIds = ids, action = "schedule", at = "2030-01-01T10:00:00Z", dryRun = true });

        Assert.Equal([(true, null), (false, "conflict")], Said(rehearsed));
        var step = rehearsed.GetProperty("items")[1].GetProperty("proposedAt").GetDateTimeOffset() - new DateTimeOffset(2030, 1, 1, 10, 0, 0, TimeSpan.Zero);
        Assert.True(step >= TimeSpan.FromMinutes(15), $"{step}");
    }

    [Fact]
    public async Task The_same_batch_under_one_key_is_done_once()
    {
        var post = await PostAsync("posts", Body(at: "2030-01-01T10:00:00Z"));

        var (first, second) = (await SendAsync(), await SendAsync());

        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.True(second.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await second.Content.ReadAsStringAsync(Ct));
        Assert.Equal("2030-01-02T10:00:00.000Z", (await _server.GetAsync($"/api/v1/posts/{Id(post)}")).GetProperty("at").GetString());

        Task<HttpResponseMessage> SendAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/posts/bulk") { Content = JsonContent.Create(new { postIds = new[] { Id(post) }, action = "move", shiftDays = 1 }) };
            request.Headers.Add("Idempotency-Key", "one-batch");
            return _server.Http.SendAsync(request, Ct);
        }
    }

    [Fact]
    public async Task A_series_makes_posts_that_tell_it_and_gives_them_up_when_it_is_deleted()
    {
        var post = Id(await PostAsync("posts", Body()));
        var series = await PostAsync("series", new { postId = post, rule = new { every = "day", interval = 7, time = "18:00" }, count = 2 });
        var address = $"/api/v1/series/{Id(series)}";
        // Made by now, by this or by the server's own upkeep.
        await _server.Services.GetRequiredService<MakeSeriesPosts>().RunAsync(Ct);

        var posts = Items(await _server.GetAsync($"/api/v1/posts?seriesId={Id(series)}")).ToList();
        Assert.Equal(2, posts.Count);
        Assert.All(posts, made => Assert.Equal(Id(series), made.GetProperty("seriesId").GetString()));
        Assert.NotEqual(JsonValueKind.Null, (await _server.GetAsync(address)).GetProperty("endedAt").ValueKind);
        var changed = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync(address, new { count = (int?)null, until = "2030-01-31", rule = new { every = "month", dayOfMonth = 31, time = "09:30" } }, Ct));
        Assert.Equal(("2030-01-31", "09:30", JsonValueKind.Null),
            (changed.GetProperty("until").GetString(), changed.GetProperty("rule").GetProperty("time").GetString(), changed.GetProperty("count").ValueKind));
        Assert.Single(Items(await _server.GetAsync("/api/v1/series")));
        await Problems.AssertAsync(_server.Http.DeleteAsync($"{address}?posts=burn", Ct), HttpStatusCode.BadRequest, "invalid_request", "posts");
        await ServerUnderTest.ReadAsync(_server.Http.DeleteAsync($"{address}?posts=unscheduled", Ct));
        await Problems.AssertAsync(_server.Http.GetAsync(address, Ct), HttpStatusCode.NotFound, "not_found");
        Assert.Empty(Items(await _server.GetAsync($"/api/v1/posts?seriesId={Id(series)}")));
    }

    [Theory]
    [InlineData("""{"every":"day","time":"6pm"}""", HttpStatusCode.BadRequest, "invalid_time", "rule.time")]
    [InlineData("""{"every":"day","interval":0,"time":"18:00"}""", HttpStatusCode.UnprocessableEntity, "out_of_range", "rule.interval")]
    [InlineData("""{"every":"year","time":"18:00"}""", HttpStatusCode.BadRequest, "invalid_request", "rule.every")]
    public async Task What_is_wrong_with_a_series_is_said_by_field(string rule, HttpStatusCode status, string code, string field) => await Problems.AssertAsync(
        _server.Http.PostAsync("/api/v1/series", new StringContent($$"""{"postId":"{{_picture}}","rule":{{rule}}}""", Encoding.UTF8, "application/json"), Ct), status, code, field);

    [Theory]
    [InlineData("""{"postIds":[],"action":"delete"}""", "postIds")]
    [InlineData("""{"postIds":["0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10","0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10"],"action":"delete"}""", "postIds[1]")]
    [InlineData("""{"postIds":["0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10"],"action":"move"}""", "shiftDays")]
    [InlineData("""{"postIds":["0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10"],"action":"move","shiftDays":4000}""", "shiftDays")]
    [InlineData("""{"postIds":["0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10"],"action":"delete","shiftMinutes":1}""", "shiftMinutes")]
    [InlineData("""{"postIds":["0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10"],"action":"delete","at":"2030-01-01T10:00:00Z"}""", "at")]
    [InlineData("""{"postIds":["0197f3a2-6f2e-7c51-9a8e-3f6f1f0f9d10"],"action":"burn"}""", "action")]
    public async Task What_is_wrong_with_a_batch_is_said_by_field(string body, string field) => await Problems.AssertAsync(
        _server.Http.PostAsync("/api/v1/posts/bulk", new StringContent(body, Encoding.UTF8, "application/json"), Ct), HttpStatusCode.BadRequest, "invalid_request", field);

    [Fact]
    public async Task What_a_batch_does_needs_the_right_of_what_it_does()
    {
        var key = await PostAsync("api-keys", new { name = "approver", role = "approver" });
        using var approver = _server.Client(key.GetProperty("key").GetString());
        var post = Id(await PostAsync("posts", Body()));

        foreach (var action in new[] { "next_slot", "unschedule", "submit", "delete" })
            await Problems.AssertAsync(approver.PostAsJsonAsync("/api/v1/posts/bulk", new { postIds = new[] { post }, action }, Ct), HttpStatusCode.Forbidden, "right_missing");
        var answer = await ServerUnderTest.ReadAsync(approver.PostAsJsonAsync("/api/v1/posts/bulk", new { postIds = new[] { post }, action = "approve" }, Ct));
        Assert.Equal([(false, "not_submitted")], Said(answer));
    }

    private static IEnumerable<(bool, string?)> Said(JsonElement answer) =>
        answer.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("ok").GetBoolean(), item.GetProperty("code").GetString()));

    private static JsonElement.ArrayEnumerator Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private object Body(string? at = null, bool nextSlot = false, string? categoryId = null) =>
        new { type = "image", channelIds = new[] { _channel }, mediaIds = new[] { _picture }, caption = "Bread", at, nextSlot, categoryId };

    private Task<HttpResponseMessage> SendAsync(string address, object body) => _server.Http.PostAsJsonAsync($"/api/v1/{address}", body, Ct);

    private Task<JsonElement> PostAsync(string address, object body) => ServerUnderTest.ReadAsync(SendAsync(address, body));
}
