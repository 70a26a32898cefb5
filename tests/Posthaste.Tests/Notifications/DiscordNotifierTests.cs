using System.Text.Json;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;

namespace Posthaste.Tests.Notifications;

/// <summary>R-MAN-4: what Discord answers, and what comes of it.</summary>
public sealed class DiscordNotifierTests : IAsyncDisposable
{
    private const string Path = "/api/webhooks/12/token-of-discord";

    private readonly FarHook _far = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _far.DisposeAsync();

    [Fact]
    public async Task Trouble_is_an_embed_in_red_with_its_error_and_a_link_to_try_again()
    {
        Assert.IsType<SendOutcome.Delivered>(await SendAsync());

        var request = Assert.Single(_far.Requests);
        Assert.StartsWith($"POST {Path} HTTP/1.1", request, StringComparison.Ordinal);
        var embed = JsonElement.Parse(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).GetProperty("embeds")[0];
        Assert.Equal(("Bread", 0xD92D20, "2026-07-29T10:00:00.000Z"), (embed.GetProperty("title").GetString(), embed.GetProperty("color").GetInt32(), embed.GetProperty("timestamp").GetString()));
        Assert.Equal(
            "The network did not take it.\n\n[Retry in dashboard](https://posts.example.com/posts/01900000-0000-7000-8000-000000000005)", embed.GetProperty("description").GetString());
    }

    [Fact]
    public void What_is_well_again_is_green_and_what_was_held_back_is_counted()
    {
        var good = Notices.Trouble() with { Tone = NoticeTone.Good };
        var message = Notices.Message("https://discord.com") with { Bulletin = new Bulletin(good, [.. Enumerable.Range(0, 14).Select(n => Notices.Trouble($"Post {n}"))]) };

        var embed = JsonElement.Parse(new DiscordMessage(Notices.Links).Of(message)).GetProperty("embeds")[0];

        Assert.Equal(0x12B76A, embed.GetProperty("color").GetInt32());
        Assert.Contains("Held back within the last minute: 14 more of this kind.", embed.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("… and 4 more.", embed.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_messages_wait_for_as_long_as_the_body_says_to_the_part_of_a_second()
    {
        _far.Reply("429 Too Many Requests", """{"message":"You are being rate limited.","retry_after":0.57,"global":false}""", "Retry-After: 1\r\n");

        var wait = Assert.IsType<SendOutcome.Wait>(await SendAsync());

        Assert.Equal((TimeSpan.FromSeconds(0.57), 429), (wait.For, wait.Status));
    }

    [Fact]
    public async Task Without_a_body_the_header_says_how_long()
    {
        _far.Reply("429 Too Many Requests", "<html>", "Retry-After: 7\r\n");

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SendOutcome.Wait>(await SendAsync()).For);
    }

    [Fact]
    public async Task A_bucket_that_this_message_emptied_is_left_alone_until_it_fills()
    {
        _far.Reply("204 No Content", headers: "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset-After: 1.25\r\n");

        Assert.Equal(TimeSpan.FromSeconds(1.25), Assert.IsType<SendOutcome.Delivered>(await SendAsync()).Pause);
    }

    [Theory]
    [InlineData("404 Not Found", """{"message":"Unknown Webhook","code":10015}""")]
    [InlineData("404 Not Found", "")]
    [InlineData("401 Unauthorized", """{"message":"Invalid Webhook Token","code":50027}""")]
    public async Task A_webhook_that_is_no_more_is_gone(string status, string body)
    {
        _far.Reply(status, body);

        Assert.IsType<SendOutcome.Gone>(await SendAsync());
    }

    [Fact]
    public async Task What_Discord_cannot_read_is_refused_and_what_it_cannot_do_now_is_tried_again()
    {
        _far.Reply("400 Bad Request", """{"code":50035,"message":"Invalid Form Body"}""");
        Assert.IsType<SendOutcome.Refused>(await SendAsync());

        _far.Reply("502 Bad Gateway");
        Assert.IsType<SendOutcome.Again>(await SendAsync());
    }

    [Fact]
    public async Task A_lost_answer_is_tried_again()
    {
        _far.Answer = socket => Task.FromResult(false);

        Assert.IsType<SendOutcome.Again>(await SendAsync());
        Assert.Single(_far.Requests);
    }

    private Task<SendOutcome> SendAsync() => new DiscordNotifier(_far.Http, new DiscordMessage(Notices.Links)).SendAsync(Notices.Message(_far.At(Path)), Ct);
}
