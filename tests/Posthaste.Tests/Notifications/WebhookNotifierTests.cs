using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Posthaste.Notifications.Ways;
using Posthaste.Platforms;

namespace Posthaste.Tests.Notifications;

/// <summary>Signed webhooks: what is sent, where it may go, and what the answer means.</summary>
public sealed class WebhookNotifierTests : IAsyncDisposable
{
    private const string Path = "/hooks/very-secret-part?key=also-secret-value";

    private readonly FarHook _far = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _far.DisposeAsync();

    [Fact]
    public async Task The_body_says_what_happened_and_each_secret_signs_it()
    {
        var message = Notices.Message(_far.At(Path), new Secret("whsec_new"), new Secret("whsec_old"));

        Assert.IsType<SendOutcome.Delivered>(await new WebhookNotifier(_far.Http).SendAsync(message, Ct));

        var request = Assert.Single(_far.Requests);
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var json = JsonElement.Parse(body);
        var (timestamp, first) = (Header(request, "Posthaste-Timestamp"), message.Bulletin.First);
        Assert.Equal((first.EventId, first.Kind, "2026-07-29T10:00:00.000Z", first.WorkspaceId, "job", first.SubjectId), (
            json.GetProperty("id").GetGuid(), json.GetProperty("kind").GetString(), json.GetProperty("at").GetString(), json.GetProperty("workspaceId").GetGuid(),
            json.GetProperty("subject").GetProperty("type").GetString(), json.GetProperty("subject").GetProperty("id").GetGuid()));
        Assert.Equal(("1785319200", message.DeliveryId.ToString()), (timestamp, Header(request, "Posthaste-Delivery")));
        Assert.Equal(string.Join(',', new[] { "whsec_new", "whsec_old" }.Select(Signature)), Header(request, "Posthaste-Signature"));
        Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase);

        string Signature(string secret) => $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")))}";
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("201 Created")]
    [InlineData("299 Whatever")]
    public async Task Any_success_is_delivered(string status)
    {
        _far.Reply(status, "thanks");

        var outcome = Assert.IsType<SendOutcome.Delivered>(await SendAsync());
        Assert.Equal("thanks", outcome.Answer);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("404 Not Found")]
    [InlineData("500 Internal Server Error")]
    public async Task Any_other_answer_is_tried_again_and_410_ends_it(string status)
    {
        _far.Reply(status);
        Assert.IsType<SendOutcome.Again>(await SendAsync());

        _far.Reply("410 Gone");
        Assert.IsType<SendOutcome.Gone>(await SendAsync());
    }

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 30\r\n")]
    [InlineData("503 Service Unavailable", "Retry-After: Wed, 29 Jul 2026 10:00:30 GMT\r\n")]
    public async Task Who_asks_to_wait_is_waited_for(string status, string header)
    {
        _far.Reply(status, headers: header);

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<SendOutcome.Wait>(await SendAsync()).For);
    }

    [Fact]
    public async Task Nobody_is_sent_on_elsewhere()
    {
        _far.Reply("307 Temporary Redirect", headers: $"Location: {_far.At("/elsewhere")}\r\n");

        Assert.Contains("last address", Assert.IsType<SendOutcome.Again>(await SendAsync()).Error, StringComparison.Ordinal);
        Assert.Single(_far.Requests);
    }

    [Fact]
    public async Task A_name_that_stands_for_a_private_address_is_not_gone_to_also_where_it_changes_its_mind()
    {
        _far.Names["inside.example"] = new([[IPAddress.Parse("10.0.0.1")]]);
        _far.Names["both.example"] = new([[IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]]);
        _far.Names["turns.example"] = new([[IPAddress.Loopback], [IPAddress.Parse("127.0.0.2")]]);

        Assert.Contains("inside.example is not on the public web", Assert.IsType<SendOutcome.Again>(await SendAsync("inside.example")).Error, StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Again>(await SendAsync("both.example"));
        Assert.Empty(_far.Requests);
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("turns.example"));
        Assert.IsType<SendOutcome.Again>(await SendAsync("turns.example"));
        Assert.Single(_far.Requests);
    }

    [Fact]
    public async Task A_private_address_by_its_number_is_not_gone_to()
    {
        Assert.IsType<SendOutcome.Again>(await SendAsync("127.0.0.2"));
        Assert.IsType<SendOutcome.Again>(await SendAsync("[::1]"));
        Assert.Empty(_far.Requests);
    }

    [Fact]
    public async Task Who_says_nothing_is_waited_for_ten_seconds()
    {
        var (asked, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<bool>());
        _far.Answer = socket =>
        {
            asked.SetResult();
            return answer.Task;
        };

        var sending = SendAsync();
        await asked.Task.WaitAsync(Ct);
        _far.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Contains("10 seconds", Assert.IsType<SendOutcome.Again>(await sending).Error, StringComparison.Ordinal);
        answer.SetResult(false);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_read_no_further_than_it_is_shown()
    {
        _far.Reply("500 Internal Server Error", new string('x', 1_000_000));

        Assert.Equal(500, Assert.IsType<SendOutcome.Again>(await SendAsync()).Answer!.Length);
    }

    [Fact]
    public async Task An_answer_that_repeats_the_address_or_the_secret_is_shown_without()
    {
        _far.Reply("404 Not Found", "Cannot POST /hooks/very-secret-part?key=also-secret-value with VERY-SECRET-PART and whsec_signing-secret\u0007");

        var outcome = Assert.IsType<SendOutcome.Again>(await SendAsync());

        Assert.StartsWith("Cannot POST ", outcome.Answer, StringComparison.Ordinal);
        foreach (var secret in new[] { "very-secret", "also-secret", "whsec", "\u0007" }) Assert.DoesNotContain(secret, $"{outcome.Answer} {outcome.Error}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Slack_is_told_in_its_own_words_and_a_hook_that_is_gone_is_gone()
    {
        var slack = new SlackNotifier(_far.Http, new SlackMessage(Notices.Links));
        _far.Reply("200 OK", "ok");
        Assert.IsType<SendOutcome.Delivered>(await slack.SendAsync(Notices.Message(_far.At(Path)), Ct));
        Assert.Contains("|Retry in dashboard\\u003E", Assert.Single(_far.Requests), StringComparison.Ordinal);

        _far.Reply("404 Not Found", "no_service");
        Assert.IsType<SendOutcome.Gone>(await slack.SendAsync(Notices.Message(_far.At(Path)), Ct));
        _far.Reply("429 Too Many Requests", "", "Retry-After: 2\r\n");
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.IsType<SendOutcome.Wait>(await slack.SendAsync(Notices.Message(_far.At(Path)), Ct)).For);
    }

    private Task<SendOutcome> SendAsync(string host = "hooks.example") =>
        new WebhookNotifier(_far.Http).SendAsync(Notices.Message(_far.At(Path, host), new Secret("whsec_signing-secret")), Ct);

    private static string Header(string request, string name) => request.Split("\r\n").Single(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
}
