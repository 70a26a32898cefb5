using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox;

public sealed class DiscordSandboxTests : SandboxFixture
{
    private const string Webhook = "/api/v10/webhooks/1300000000000000001/sandbox-discord-webhook-token-000000000000000000000000000000000000000";

    [Fact]
    public async Task A_message_is_answered_only_where_the_answer_is_wanted()
    {
        var without = await PostAsync(new { content = "one" });
        var with = await PostAsync(new { content = "two" }, "?wait=true");
        var unversioned = await Answer.FromAsync(await Http.PostAsJsonAsync(Webhook.Replace("/v10", "", StringComparison.Ordinal), new { content = "three" }, Ct));

        Assert.Equal((204, 200, 204), (without.Status, with.Status, unversioned.Status));
        Assert.Equal("two", (string)with.Body["content"]!);
        Assert.Equal(["one", "two", "three"], (await MessagesAsync()).Select(message => (string)message!["body"]!["content"]!));
    }

    [Theory]
    [InlineData("""{"content":"  "}""", 50006, null)]
    [InlineData("""{"embeds":[{"title":"TOO_LONG_257"}]}""", 50035, "title")]
    [InlineData("""{"embeds":[{"description":"x","url":"ftp://x"}]}""", 50035, "url")]
    [InlineData("""{"embeds":[{"description":"x","timestamp":"soon"}]}""", 50035, "timestamp")]
    [InlineData("""{"embeds":[{"description":"x","footer":{"text":""}}]}""", 50035, "footer")]
    public async Task What_is_wrong_is_named_as_Discord_names_it(string body, int code, string? field)
    {
        using var content = new StringContent(body.Replace("TOO_LONG_257", new string('x', 257), StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        var answer = await Answer.FromAsync(await Http.PostAsync(Webhook, content, Ct));

        Assert.Equal((400, code), (answer.Status, (int)answer.Body["code"]!));
        if (field is not null) Assert.NotNull(answer.Body["errors"]!["embeds"]!["0"]![field]);
        Assert.Empty(await MessagesAsync());
    }

    [Fact]
    public async Task Eleven_embeds_and_more_than_6000_characters_in_all_are_too_many()
    {
        var eleven = await PostAsync(new { embeds = Enumerable.Repeat(new { description = "x" }, 11) });
        var most = await PostAsync(new { embeds = new[] { new { description = new string('x', 3000) }, new { description = new string('x', 3000) } } });
        var over = await PostAsync(new { embeds = new[] { new { description = new string('x', 3000) }, new { description = new string('x', 3001) } } });

        Assert.Equal((400, 204, 400), (eleven.Status, most.Status, over.Status));
        Assert.Equal("MAX_EMBED_SIZE_EXCEEDED", (string)over.Body["errors"]!["embeds"]!["_errors"]![0]!["code"]!);
    }

    [Fact]
    public async Task The_sixth_call_in_two_seconds_is_told_when_to_come_back_in_headers_and_body()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(204, (await PostAsync(new { content = "x" })).Status);

        var over = await PostAsync(new { content = "x" });

        Assert.Equal((429, 2.0, false), (over.Status, (double)over.Body["retry_after"]!, (bool)over.Body["global"]!));
        Assert.Equal(TimeSpan.FromSeconds(2), over.Response.Headers.RetryAfter!.Delta);
        Assert.Equal(["5", "0", "2", "user"], new[] { "Limit", "Remaining", "Reset-After", "Scope" }.Select(name => over.Response.Headers.GetValues($"X-RateLimit-{name}").Single()));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(204, (await PostAsync(new { content = "x" })).Status);
    }

    [Fact]
    public async Task A_webhook_that_was_deleted_is_unknown_and_a_wrong_token_is_no_token()
    {
        var wrong = await Answer.FromAsync(await Http.PostAsJsonAsync(Webhook + "x", new { content = "x" }, Ct));
        await ControlAsync(HttpMethod.Delete, "discord/webhooks/1300000000000000001");

        var gone = await PostAsync(new { content = "x" });

        Assert.Equal((401, 50027), (wrong.Status, (int)wrong.Body["code"]!));
        Assert.Equal((404, 10015, "Unknown Webhook"), (gone.Status, (int)gone.Body["code"]!, (string)gone.Body["message"]!));
    }

    [Fact]
    public async Task A_fault_strikes_on_the_side_it_was_ordered_for()
    {
        await ControlAsync(HttpMethod.Post, "discord/faults", new { kind = "error", status = 503 });
        await ControlAsync(HttpMethod.Post, "discord/faults", new { kind = "accept_then_error", status = 500 });
        await ControlAsync(HttpMethod.Post, "discord/faults", new { kind = "rate_limited", retryAfter = 0.57 });

        Assert.Equal(503, (await PostAsync(new { content = "one" })).Status);
        var limited = await PostAsync(new { content = "two" });
        Assert.Equal(500, (await PostAsync(new { content = "three" })).Status);

        Assert.Equal((429, 0.57), (limited.Status, (double)limited.Body["retry_after"]!));
        Assert.Equal(["three"], (await MessagesAsync()).Select(message => (string)message!["body"]!["content"]!));
    }

    [Fact]
    public async Task A_webhook_of_a_forum_wants_a_thread()
    {
        var made = await ControlAsync(HttpMethod.Post, "discord/webhooks", new { name = "Forum", isForum = true });

        var answer = await Answer.FromAsync(await Http.PostAsJsonAsync($"/api/v10/webhooks/{made.Id}/{made.Body["token"]}", new { content = "x" }, Ct));

        Assert.Equal(220001, (int)answer.Body["code"]!);
        Assert.Equal(400, (await ControlAsync(HttpMethod.Post, "discord/webhooks", new { name = "My Discord hook" })).Status);
    }

    private async Task<Answer> PostAsync(object body, string query = "") => await Answer.FromAsync(await Http.PostAsJsonAsync(Webhook + query, body, Ct));

    private async Task<JsonArray> MessagesAsync() => (await ControlAsync(HttpMethod.Get, "discord/messages")).Body["items"]!.AsArray();
}
