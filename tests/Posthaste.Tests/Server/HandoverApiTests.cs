using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Handover;
using Posthaste.Tests.Handover;

namespace Posthaste.Tests.Server;

/// <summary>The hand-over over HTTP: settings, cards, answers, and that a post goes one way or the other.</summary>
public sealed class HandoverApiTests : IAsyncLifetime
{
    private readonly ScriptedDesk _people = new();
    private ServerUnderTest _server = null!;
    private Guid _channel;
    private Guid _picture;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Handover:Interval"] = "00:00:00.100" }, services => services.AddSingleton<ICardDesk>(_people));
        (_channel, _picture) = (await _server.ConnectAsync(), await _server.UploadAsync(Media.Samples.Jpeg(1080, 1080)));
        var code = (await PostAsync("handover/link-code", new { })).GetProperty("code").GetString()!;
        await _server.Services.GetRequiredService<ICardAnswers>().LinkChatAsync(code, "-100", "Kitchen", HandoverDesk.Ana, Ct);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Settings_are_read_changed_and_checked()
    {
        var before = await _server.GetAsync("/api/v1/handover/settings");
        Assert.Equal((10, 30, 1440, "Kitchen"), (Number(before, "leadMinutes"), Number(before, "escalateAfterMinutes"), Number(before, "expireAfterMinutes"), before.GetProperty("chat").GetProperty("title").GetString()));
        object[] rules = [new { on = "token", when = "before_backoff" }, new { on = "any_error" }];

        var after = await ServerUnderTest.ReadAsync(_server.Http.PutAsJsonAsync("/api/v1/handover/settings", new { fallbackOn = rules, leadMinutes = 20, allowedPeople = new[] { "7" } }, Ct));

        Assert.Equal(["token before_backoff", "any_error after_backoff"], after.GetProperty("fallbackOn").EnumerateArray().Select(rule => $"{Text(rule, "on")} {Text(rule, "when")}"));
        Assert.Equal((20, "7"), (Number(after, "leadMinutes"), after.GetProperty("allowedPeople")[0].GetString()));
        await Problems.AssertAsync(_server.Http.PutAsJsonAsync("/api/v1/handover/settings", new { fallbackOn = rules, leadMinutes = 61 }, Ct), HttpStatusCode.UnprocessableEntity, "out_of_range", "leadMinutes");
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync("/api/v1/handover/chat", Ct)).StatusCode);
        Assert.Equal(JsonValueKind.Null, (await _server.GetAsync("/api/v1/handover/settings")).GetProperty("chat").ValueKind);
    }

    [Fact]
    public async Task A_post_that_needs_a_person_becomes_a_card_and_posted_ends_it_by_hand()
    {
        var job = await HandedOverAsync();

        var handover = job.GetProperty("handover");
        Assert.Equal(("requires_interaction", _people.Cards[0].HandoverId), (Text(handover, "cause"), handover.GetProperty("id").GetGuid()));
        var listed = Assert.Single((await _server.GetAsync("/api/v1/handovers?state=waiting,sending,with_person")).GetProperty("items").EnumerateArray());
        // The card says the same.
        Assert.Equal(_people.Cards[0].Steps, listed.GetProperty("steps").EnumerateArray().Select(step => step.GetString()));
        Assert.Equal(listed.GetProperty("steps").ToString(), (await _server.GetAsync($"/api/v1/handovers/{Text(handover, "id")}")).GetProperty("steps").ToString());
        foreach (var way in (string[])["retry", "publish-now"])
            await Problems.AssertAsync(_server.Http.PostAsJsonAsync($"/api/v1/jobs/{Text(job, "id")}/{way}", new { }, Ct), HttpStatusCode.Conflict, "handed_over");
        await Problems.AssertAsync(AnswerAsync(handover, new { answer = "posted", link = "somewhere" }), HttpStatusCode.UnprocessableEntity, "invalid_link", "link");

        var ended = await ServerUnderTest.ReadAsync(AnswerAsync(handover, new { answer = "posted" }));
        await ServerUnderTest.ReadAsync(AnswerAsync(handover, new { answer = "posted" }));

        Assert.Equal(("ended", "posted"), (Text(ended, "state"), Text(ended, "outcome")));
        Assert.Equal(JsonValueKind.Null, (await _server.GetAsync($"/api/v1/handovers/{Text(handover, "id")}")).GetProperty("steps").ValueKind);
        var posted = await JobAsync(job);
        Assert.Equal(("published", "manual"), (Text(posted, "state"), Text(posted, "method")));
        await Problems.AssertAsync(AnswerAsync(handover, new { answer = "skip" }), HttpStatusCode.Conflict, "handover_closed");
    }

    [Fact]
    public async Task A_card_is_taken_back_only_by_who_says_that_it_is_not_posted()
    {
        var job = await HandedOverAsync();
        var address = $"/api/v1/jobs/{Text(job, "id")}/withdraw-handover";
        await Problems.AssertAsync(_server.Http.PostAsJsonAsync(address, new { notPosted = false }, Ct), HttpStatusCode.UnprocessableEntity, "not_posted_needed", "notPosted");

        var back = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync(address, new { notPosted = true }, Ct));

        Assert.Equal(("needs_attention", "handover"), (Text(back, "state"), Text(back, "reason")));
        await Problems.AssertAsync(_server.Http.PostAsJsonAsync(address, new { notPosted = true }, Ct), HttpStatusCode.Conflict, "not_handed_over");
        var again = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/jobs/{Text(job, "id")}/hand-over", new { }, Ct));
        Assert.Equal(("handed_over", "by_hand"), (Text(again, "state"), Text(again.GetProperty("handover"), "cause")));
    }

    [Fact]
    public async Task A_card_is_put_off_left_out_and_rejected_through_the_API_too()
    {
        var job = await HandedOverAsync();
        var handover = job.GetProperty("handover");
        await Problems.AssertAsync(AnswerAsync(handover, new { answer = "snooze", minutes = 0 }), HttpStatusCode.UnprocessableEntity, "invalid_time", "minutes");
        Assert.Equal("snoozed", Text(await ServerUnderTest.ReadAsync(AnswerAsync(handover, new { answer = "snooze", minutes = 120 })), "outcome"));
        var later = (await JobAsync(job)).GetProperty("handover");
        Assert.NotEqual(Text(handover, "id"), Text(later, "id"));

        await Problems.AssertAsync(AnswerAsync(later, new { answer = "reject", reason = " " }), HttpStatusCode.UnprocessableEntity, "reason_missing", "reason");
        Assert.Equal("rejected", Text(await ServerUnderTest.ReadAsync(AnswerAsync(later, new { answer = "reject", reason = "The price is wrong." })), "outcome"));

        Assert.Equal("cancelled", Text(await JobAsync(job), "state"));
        Assert.Equal("rejected", Text(await _server.GetAsync($"/api/v1/posts/{Text(job, "postId")}"), "approval"));
    }

    [Fact]
    public async Task A_channel_says_how_much_goes_out_on_it_by_itself()
    {
        var address = $"/api/v1/channels/{_channel}/automation";

        var capped = await ServerUnderTest.ReadAsync(_server.Http.PutAsJsonAsync(address, new { automation = true, automatedPerDay = 3 }, Ct));
        Assert.Equal((true, 3), (capped.GetProperty("automation").GetBoolean(), Number(capped, "automatedPerDay")));
        await Problems.AssertAsync(_server.Http.PutAsJsonAsync(address, new { automation = true, automatedPerDay = -1 }, Ct), HttpStatusCode.UnprocessableEntity, "out_of_range", "automatedPerDay");
        var off = await ServerUnderTest.ReadAsync(_server.Http.PutAsJsonAsync(address, new { automation = false }, Ct));
        Assert.Equal((false, JsonValueKind.Null), (off.GetProperty("automation").GetBoolean(), off.GetProperty("automatedPerDay").ValueKind));
    }

    [Fact]
    public async Task What_a_post_says_of_its_hand_over_is_kept_and_ends_no_approval()
    {
        var post = await PostAsync("posts", new { type = "image", channelIds = new[] { _channel }, mediaIds = new[] { _picture }, caption = "Hello", handover = "never", at = TimeProvider.System.GetUtcNow().AddHours(5) });
        Assert.Equal(("never", false, "approved"), (Text(post, "handover"), post.GetProperty("requiresInteraction").GetBoolean(), Text(post, "approval")));

        var revised = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync($"/api/v1/posts/{Text(post, "id")}", new { requiresInteraction = true, handover = (string?)null }, Ct));

        Assert.Equal((JsonValueKind.Null, true, "approved"), (revised.GetProperty("handover").ValueKind, revised.GetProperty("requiresInteraction").GetBoolean(), Text(revised, "approval")));
    }

    /// <returns>The job, once its card has gone out.</returns>
    private async Task<JsonElement> HandedOverAsync()
    {
        var post = await PostAsync("posts", new { type = "image", channelIds = new[] { _channel }, mediaIds = new[] { _picture }, caption = "Hello", requiresInteraction = true, at = TimeProvider.System.GetUtcNow().AddMinutes(5) });
        await _people.First.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        var jobs = await _server.GetAsync($"/api/v1/jobs?postId={Text(post, "id")}");
        var job = jobs.GetProperty("items")[0];
        Assert.Equal("handed_over", Text(job, "state"));
        return job;
    }

    private Task<JsonElement> JobAsync(JsonElement job) => _server.GetAsync($"/api/v1/jobs/{Text(job, "id")}");

    private Task<HttpResponseMessage> AnswerAsync(JsonElement handover, object answer) => _server.Http.PostAsJsonAsync($"/api/v1/handovers/{Text(handover, "id")}/answer", answer, Ct);

    private Task<JsonElement> PostAsync(string address, object body) => ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/{address}", body, Ct));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
