using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Posthaste.Tests.Server;

/// <summary>What settings and workspace rules forbid, as the API says it.</summary>
public sealed class PolicyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishing_at_once_can_be_switched_off_for_posts_and_jobs()
    {
        await using var server = await StartAsync(("Publishing:AllowPublishNow", "false"));
        var post = await ScheduleAsync(server);

        await Problems.AssertAsync(server.Http.PostAsync($"/api/v1/posts/{Id(post)}/publish-now", null, Ct), HttpStatusCode.Forbidden, "publish_now_disabled");
        await Problems.AssertAsync(server.Http.PostAsync($"/api/v1/jobs/{JobId(post)}/publish-now", null, Ct), HttpStatusCode.Forbidden, "publish_now_disabled");
    }

    [Fact]
    public async Task A_job_is_started_over_five_times_in_ten_minutes_at_most()
    {
        await using var server = await StartAsync();
        var post = await ScheduleAsync(server);
        var reschedule = $"/api/v1/jobs/{JobId(post)}/reschedule";

        for (var i = 1; i <= 5; i++) await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync(reschedule, new { at = $"2030-01-0{i}T10:00:00Z" }, Ct));
        var sixth = await server.Http.PostAsJsonAsync(reschedule, new { at = "2030-01-06T10:00:00Z" }, Ct);

        await Problems.AssertAsync(sixth, HttpStatusCode.TooManyRequests, "too_many_retries");
        Assert.NotNull(sixth.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_post_close_to_another_is_a_conflict_that_names_it_unless_forced()
    {
        await using var server = await StartAsync(("Publishing:ConflictDistance", "00:07:00"));
        var first = await ScheduleAsync(server, "2030-01-01T10:00:00Z");

        var problem = await Problems.AssertAsync(CreateAsync(server, "2030-01-01T10:05:00Z"), HttpStatusCode.Conflict, "conflict");
        await ServerUnderTest.ReadAsync(CreateAsync(server, "2030-01-01T10:05:00Z", force: true));

        Assert.Equal(Id(first), problem.GetProperty("conflictingPostId").GetString());
        Assert.Equal(7 * 60, (await server.GetAsync("/api/v1/workspace")).GetProperty("conflictSeconds").GetInt32());
        await ServerUnderTest.ReadAsync(CreateAsync(server, "2030-01-01T10:12:00Z"));
    }

    [Fact]
    public async Task A_post_goes_from_its_author_to_somebody_else_who_agrees_to_the_version_they_saw()
    {
        await using var server = await StartAsync();
        await ServerUnderTest.ReadAsync(server.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = "not_the_author" }, Ct));
        var key = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "editor" }, Ct));
        using var editor = server.Client(key.GetProperty("key").GetString());
        var address = $"/api/v1/posts/{Id(await ServerUnderTest.ReadAsync(CreateAsync(server, at: null)))}";
        var time = new { at = "2030-01-01T10:00:00Z" };

        await Problems.AssertAsync(server.Http.PostAsJsonAsync($"{address}/schedule", time, Ct), HttpStatusCode.Conflict, "not_approved");
        var pending = await server.Http.PostAsync($"{address}/submit", null, Ct);
        await Problems.AssertAsync(server.Http.PostAsync($"{address}/approve", null, Ct), HttpStatusCode.Forbidden, "not_the_author");
        await Problems.AssertAsync(ApproveAsync(editor, address, "\"1\""), HttpStatusCode.PreconditionFailed, "version_conflict");
        var approved = await ServerUnderTest.ReadAsync(ApproveAsync(editor, address, pending.Headers.ETag!.Tag));
        var scheduled = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync($"{address}/schedule", time, Ct));

        Assert.Equal(("approved", "editor"), (approved.GetProperty("approval").GetString(), approved.GetProperty("approvedBy").GetString()));
        Assert.Single(scheduled.GetProperty("jobs").EnumerateArray());
    }

    private static Task<ServerUnderTest> StartAsync(params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        all["Jobs:Enabled"] = "false";
        return ServerUnderTest.StartAsync(all);
    }

    private static async Task<JsonElement> ScheduleAsync(ServerUnderTest server, string at = "2029-12-01T10:00:00Z") =>
        await ServerUnderTest.ReadAsync(CreateAsync(server, at));

    private static async Task<HttpResponseMessage> CreateAsync(ServerUnderTest server, string? at, bool force = false)
    {
        var body = new
        {
            type = "image",
            channelIds = new[] { await server.ConnectAsync() },
            mediaIds = new[] { await server.UploadAsync(Media.Samples.Jpeg(1080, 1080)) },
            caption = "Bread",
            at,
            force,
        };
        return await server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct);
    }

    private static Task<HttpResponseMessage> ApproveAsync(HttpClient http, string address, string version)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/approve");
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return http.SendAsync(request, Ct);
    }

    private static string Id(JsonElement post) => post.GetProperty("id").GetString()!;

    private static string JobId(JsonElement post) => post.GetProperty("jobs")[0].GetProperty("id").GetString()!;
}
