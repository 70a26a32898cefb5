using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

public sealed class AlertsApiTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Alerts:Enabled"] = "true" });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Trouble_becomes_an_alert_somebody_sees_it_and_it_ends_with_the_trouble()
    {
        var (post, job) = await TroubleAsync();

        JsonElement alert = default;
        await Eventually.TrueAsync(async () => (await AlertsAsync("open")) is [var only] && (alert = only).ValueKind == JsonValueKind.Object, "the alert is there", () => "");
        Assert.Equal(("needs_attention", "open", "content", $"/posts/{post}"), (Text(alert, "kind"), Text(alert, "state"), Text(alert, "errorKind"), Text(alert, "path")));
        Assert.Equal((job, "The picture is refused. Take another one."), (alert.GetProperty("subjectId").GetGuid(), Text(alert, "message")));

        var id = alert.GetProperty("id").GetGuid();
        var answer = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/alerts/acknowledge", new { alertIds = new[] { id } }, Ct));
        Assert.Equal((1, 0), (answer.GetProperty("acknowledged").GetInt32(), answer.GetProperty("unseen").GetInt32()));
        Assert.Equal("acknowledged", Text(await _server.GetAsync($"/api/v1/alerts/{id}"), "state"));
        Assert.Empty(await AlertsAsync("open"));

        await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/jobs/{job}/cancel", null, Ct));
        await Eventually.TrueAsync(async () => (await AlertsAsync("resolved")).Length == 1, "the alert is over", () => "");
        var kinds = (await _server.GetAsync($"/api/v1/events?subjectId={id}")).GetProperty("items").EnumerateArray().Select(row => Text(row, "kind"));
        Assert.Equal(["alert.resolved", "alert.acknowledged", "alert.raised"], kinds);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused()
    {
        Assert.Equal((HttpStatusCode.BadRequest, "state"), await RefusedAsync(_server.Http.GetAsync("/api/v1/alerts?state=loud", Ct)));
        Assert.Equal((HttpStatusCode.BadRequest, "cursor"), await RefusedAsync(_server.Http.GetAsync("/api/v1/alerts?cursor=x", Ct)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "alertIds"), await RefusedAsync(_server.Http.PostAsJsonAsync("/api/v1/alerts/acknowledge", new { alertIds = Array.Empty<Guid>() }, Ct)));
        using var missing = await _server.Http.GetAsync($"/api/v1/alerts/{Guid.NewGuid()}", Ct);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private async Task<(Guid Post, Guid Job)> TroubleAsync()
    {
        var channel = await _server.ConnectAsync();
        var picture = await _server.UploadAsync(Samples.Jpeg(1080, 1080));
        var post = (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts",
            new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { picture }, caption = "Hello", at = TimeProvider.System.GetUtcNow().AddHours(3) }, Ct))).GetProperty("id").GetGuid();
        var job = (await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await _server.Services.GetRequiredService<IJobStore>().MoveAsync(job, found => new Move.To(
            found.Job with
            {
                State = JobState.NeedsAttention,
                Reason = JobReason.Content,
                WakeAt = null,
                LastError = new PlatformError { Kind = ErrorKind.FixContent, Code = "content", Message = "The picture is refused.", Advice = "Take another one." },
            }, new JobEvent("job.needs_attention", "engine")), TimeProvider.System.GetUtcNow(), Ct);
        return (post, job);
    }

    private async Task<JsonElement[]> AlertsAsync(string state) => [.. (await _server.GetAsync($"/api/v1/alerts?state={state}")).GetProperty("items").EnumerateArray()];

    private static async Task<(HttpStatusCode Status, string Field)> RefusedAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return (answer.StatusCode, problem.GetProperty("errors").EnumerateObject().Single().Name);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
