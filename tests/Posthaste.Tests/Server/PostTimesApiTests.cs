using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>Another time for a draft, and for the job of one channel, over HTTP.</summary>
public sealed class PostTimesApiTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wanted_time_of_a_draft_is_changed_and_taken_away_by_a_patch()
    {
        var post = $"/api/v1/posts/{await IdOfDraftAsync()}";

        var noted = await PatchAsync(new { localTime = "2030-03-01T18:00", timeZone = "Europe/Berlin" });
        var kept = await PatchAsync(new { title = "Bread" });
        var moved = await PatchAsync(new { at = "2030-03-02T18:00:00Z" });
        var taken = await PatchAsync(new { at = (string?)null });

        Assert.Equal(["2030-03-01T17:00:00.000Z", "2030-03-01T17:00:00.000Z", "2030-03-02T18:00:00.000Z", null], new[] { noted, kept, moved, taken }.Select(answer => answer.GetProperty("at").GetString()));
        Assert.Contains(noted.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("code").GetString() == "time_noted");
        await Problems.AssertAsync(_server.Http.PatchAsJsonAsync(post, new { at = "2030-03-02T18:00:00Z", localTime = "2030-03-01T18:00", timeZone = "UTC" }, Ct), HttpStatusCode.BadRequest, "invalid_time", "at");
        await Problems.AssertAsync(_server.Http.PatchAsJsonAsync(post, new { at = "2001-03-02T18:00:00Z" }, Ct), HttpStatusCode.UnprocessableEntity, "time_in_past", "at");

        Task<JsonElement> PatchAsync(object body) => ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync(post, body, Ct));
    }

    [Fact]
    public async Task A_job_too_close_to_another_post_is_rescheduled_with_force_only()
    {
        await using var own = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var (channel, first, second) = (await own.ConnectAsync(), await own.UploadAsync(Samples.Jpeg(1080, 1080)), await own.UploadAsync(Samples.Jpeg(1077, 1077)));
        var near = await ServerUnderTest.ReadAsync(own.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { first }, at = "2030-01-01T10:00:00Z" }, Ct));
        var post = await ServerUnderTest.ReadAsync(own.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { second }, at = "2030-02-02T10:00:00Z" }, Ct));
        var job = $"/api/v1/jobs/{post.GetProperty("jobs")[0].GetProperty("id").GetString()}/reschedule";

        var problem = await Problems.AssertAsync(own.Http.PostAsJsonAsync(job, new { at = "2030-01-01T10:05:00Z" }, Ct), HttpStatusCode.Conflict, "conflict");
        var moved = await ServerUnderTest.ReadAsync(own.Http.PostAsJsonAsync(job, new { at = "2030-01-01T10:05:00Z", force = true }, Ct));

        Assert.Equal(near.GetProperty("id").GetGuid(), problem.GetProperty("conflictingPostId").GetGuid());
        Assert.EndsWith("less than 15 minutes away. Choose another time, or use force.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("2030-01-01T10:05:00.000Z", moved.GetProperty("dueAt").GetString());
    }

    private async Task<Guid> IdOfDraftAsync() => (await ServerUnderTest.ReadAsync(PostAsync("/api/v1/posts", new { type = "image", caption = "Draft" }))).GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> PostAsync(string address, object body) => _server.Http.PostAsJsonAsync(address, body, Ct);
}
