using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Notifications;
using Posthaste.Tests.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

/// <summary>Notification targets and deliveries over HTTP, with messages that really go out. What is secret of them is looked for in everything that the server lets out.</summary>
public sealed class NotificationsApiTests : IAsyncLifetime
{
    private const string HookToken = "token-of-the-hook";
    private const string DiscordToken = "token-of-the-discord-webhook";

    private readonly List<string> _requests = [];
    private RawServer _far = null!;
    private ServerUnderTest _server = null!;
    private string _status = "204 No Content";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Hook => $"{_far.Address}hooks/{HookToken}";

    public async ValueTask InitializeAsync()
    {
        _far = new RawServer((request, socket) =>
        {
            lock (_requests) _requests.Add(request);
            // As servers do that know no such page.
            return FarHook.SendAsync(socket, _status, _status.StartsWith('2') ? "" : $"Cannot {request.Split("\r\n")[0]}");
        });
        var settings = new Dictionary<string, string>
        {
            ["Jobs:Enabled"] = "false",
            ["Notifications:AllowPrivateAddresses"] = "true",
            ["Notifications:PollInterval"] = "00:00:00.050",
            ["Events:PollInterval"] = "00:00:00.050",
            ["Discord:WebhookUrl"] = $"{_far.Address}api/webhooks/12/{DiscordToken}",
        };
        _server = await ServerUnderTest.StartAsync(settings, secrets: [HookToken, DiscordToken]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _far.DisposeAsync();
    }

    [Fact]
    public async Task A_target_is_made_read_changed_and_deleted_and_its_address_is_in_no_answer()
    {
        var made = await ReadAsync(PostAsync("notification-targets", Wish(quietHours: new { from = "22:00", to = "07:00" })));
        var address = $"/api/v1/notification-targets/{Id(made)}";
        var secret = made.GetProperty("signingSecret").GetString()!;

        var changed = await ReadAsync(PatchAsync(address, new { name = "Others", quietHours = (object?)null, hears = new[] { "job.*" } }));
        var read = await _server.GetAsync(address);

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(("webhook", "Ours", "22:00", true), (made.GetProperty("kind").GetString(), made.GetProperty("name").GetString(), made.GetProperty("quietHours").GetProperty("from").GetString(), made.GetProperty("isOn").GetBoolean()));
        Assert.Equal(("Others", JsonValueKind.Null, "job.*"), (changed.GetProperty("name").GetString(), changed.GetProperty("quietHours").ValueKind, changed.GetProperty("hears")[0].GetString()));
        Assert.Equal(changed.ToString(), read.ToString());
        Assert.False(read.TryGetProperty("signingSecret", out _));
        Assert.Equal(_far.Address.Authority, read.GetProperty("addressHint").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync(address, Ct)).StatusCode);
        await Problems.AssertAsync(_server.Http.GetAsync(address, Ct), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task What_is_wrong_with_a_target_is_said_by_field()
    {
        await ReadAsync(PostAsync("notification-targets", Wish()));

        await Problems.AssertAsync(PostAsync("notification-targets", Wish()), HttpStatusCode.Conflict, "name_taken", "name");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: " ")), HttpStatusCode.UnprocessableEntity, "invalid_name", "name");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", address: "hook")), HttpStatusCode.UnprocessableEntity, "address_malformed", "address");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", hears: ["job.*", "member.joined"])), HttpStatusCode.UnprocessableEntity, "hears_malformed", "hears[1]");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", hears: [])), HttpStatusCode.UnprocessableEntity, "hears_malformed", "hears");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", digestMinutes: 30)), HttpStatusCode.UnprocessableEntity, "digest_not_for_webhooks", "digestMinutes");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", kind: "slack", digestMinutes: 2)), HttpStatusCode.UnprocessableEntity, "out_of_range", "digestMinutes");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", quietHours: new { from = "10 pm", to = "07:00" })), HttpStatusCode.BadRequest, "invalid_time", "quietHours.from");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", quietHours: new { from = "07:00", to = "07:00" })), HttpStatusCode.UnprocessableEntity, "out_of_range", "quietHours");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", kind: "email", address: "ana@example.com")), HttpStatusCode.UnprocessableEntity, "email_not_set_up", "kind");
        await Problems.AssertAsync(PostAsync("notification-targets", Wish(name: "B", kind: "pigeon")), HttpStatusCode.BadRequest, "invalid_request", "kind");
    }

    [Fact]
    public async Task A_test_sends_a_real_message_and_says_what_came_back()
    {
        var made = await ReadAsync(PostAsync("notification-targets", Wish(kind: "slack")));

        var arrived = await ReadAsync(PostAsync($"notification-targets/{Id(made)}/test"));
        _status = "404 Not Found";
        var gone = await ReadAsync(PostAsync($"notification-targets/{Id(made)}/test"));

        Assert.Equal((true, 204), (arrived.GetProperty("arrived").GetBoolean(), arrived.GetProperty("status").GetInt32()));
        Assert.Contains(Requests(), request => request.Contains("A test of Posthaste", StringComparison.Ordinal) && request.Contains(arrived.GetProperty("deliveryId").GetString()!, StringComparison.Ordinal));
        Assert.Equal((false, 404), (gone.GetProperty("arrived").GetBoolean(), gone.GetProperty("status").GetInt32()));
        Assert.StartsWith("Cannot POST", gone.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.True((await _server.GetAsync($"/api/v1/notification-targets/{Id(made)}")).GetProperty("isOn").GetBoolean());
        await Problems.AssertAsync(PostAsync($"notification-targets/{Guid.Empty}/test"), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_secret_is_replaced_and_shown_once_also_where_the_request_is_repeated()
    {
        var made = await ReadAsync(PostAsync("notification-targets", Wish()));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/notification-targets/{Id(made)}/rotate-secret") { Headers = { { "Idempotency-Key", "once" } } };
        using var repeated = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/notification-targets/{Id(made)}/rotate-secret") { Headers = { { "Idempotency-Key", "once" } } };

        var first = await ReadAsync(_server.Http.SendAsync(request, Ct));
        var second = await ReadAsync(_server.Http.SendAsync(repeated, Ct));

        Assert.NotEqual(made.GetProperty("signingSecret").GetString(), first.GetProperty("signingSecret").GetString());
        Assert.False(second.TryGetProperty("signingSecret", out _));
        Assert.NotEqual(JsonValueKind.Null, first.GetProperty("oldSecretUntil").ValueKind);
        var slack = await ReadAsync(PostAsync("notification-targets", Wish(name: "Slack", kind: "slack")));
        await Problems.AssertAsync(PostAsync($"notification-targets/{Id(slack)}/rotate-secret"), HttpStatusCode.UnprocessableEntity, "no_secret", "targetId");
    }

    [Fact]
    public async Task What_happens_is_delivered_logged_and_sent_once_more_on_request()
    {
        var made = await ReadAsync(PostAsync("notification-targets", Wish(hears: ["category.*"])));
        var category = await ReadAsync(PostAsync("categories", new { name = "Recipes", colour = "#2f9e44" }));
        await UntilAsync("delivered", async () => (await LogAsync(made)).Any(delivery => delivery.GetProperty("state").GetString() == "delivered"));

        var delivery = (await LogAsync(made)).Single();
        Assert.Equal(("category.created", 204, 1), (delivery.GetProperty("kind").GetString(), delivery.GetProperty("lastStatus").GetInt32(), delivery.GetProperty("tries").GetInt32()));
        Assert.Equal(delivery.ToString(), (await _server.GetAsync($"/api/v1/deliveries/{Id(delivery)}")).ToString());
        Assert.Empty((await _server.GetAsync($"/api/v1/deliveries?targetId={Id(made)}&state=failed")).GetProperty("items").EnumerateArray());
        await ReadAsync(PostAsync($"deliveries/{Id(delivery)}/redeliver"));
        await UntilAsync("delivered twice", () => Task.FromResult(Requests().Count(request => request.Contains($"Posthaste-Delivery: {Id(delivery)}", StringComparison.OrdinalIgnoreCase)) == 2));

        Assert.All(Requests().Where(request => request.Contains("Posthaste-Delivery", StringComparison.OrdinalIgnoreCase)), request => Assert.Contains(Id(category), request, StringComparison.Ordinal));
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/deliveries?state=lost", Ct), HttpStatusCode.BadRequest, "invalid_request", "state");
        await Problems.AssertAsync(PostAsync($"deliveries/{Guid.Empty}/redeliver"), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task The_log_comes_page_by_page()
    {
        var made = await ReadAsync(PostAsync("notification-targets", Wish(hears: ["category.*"])));
        foreach (var n in Enumerable.Range(0, 5)) await ReadAsync(PostAsync("categories", new { name = $"Category {n}", colour = "#2f9e44" }));
        await UntilAsync("delivered", async () => (await LogAsync(made)).Count(delivery => delivery.GetProperty("state").GetString() == "delivered") == 5);

        var (ids, cursor) = (new List<string>(), "");
        do
        {
            var page = await _server.GetAsync($"/api/v1/deliveries?targetId={Id(made)}&limit=2{cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(Id));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal((await LogAsync(made)).Select(Id), ids);
    }

    [Fact]
    public async Task An_alert_reaches_the_servers_own_Discord_and_one_that_was_deleted_is_switched_off_with_a_notice()
    {
        await UntilAsync("the server's target", async () => Items(await _server.GetAsync("/api/v1/notification-targets")).Any());
        var target = Items(await _server.GetAsync("/api/v1/notification-targets")).Single();
        await RaiseAsync("Posts are late");
        await UntilAsync("told", () => Task.FromResult(Requests().Any(request => request.StartsWith($"POST /api/webhooks/12/{DiscordToken}", StringComparison.Ordinal) && request.Contains("Posts are late", StringComparison.Ordinal))));

        _status = "404 Not Found";
        await RaiseAsync("Storage fails", "storage");
        await UntilAsync("off", async () => !(await _server.GetAsync($"/api/v1/notification-targets/{Id(target)}")).GetProperty("isOn").GetBoolean());

        var notice = Items(await _server.GetAsync("/api/v1/events?kind=notifications.target_off")).Single();
        Assert.Equal((Id(target), "Discord of this server"), (notice.GetProperty("subjectId").GetString(), notice.GetProperty("data").GetProperty("name").GetString()));
        await Problems.AssertAsync(_server.Http.DeleteAsync($"/api/v1/notification-targets/{Id(target)}", Ct), HttpStatusCode.UnprocessableEntity, "of_server", "targetId");
        await Problems.AssertAsync(PatchAsync($"/api/v1/notification-targets/{Id(target)}", new { address = Hook }), HttpStatusCode.UnprocessableEntity, "of_server", "address");
    }

    [Fact]
    public async Task Messages_are_counted_by_way_and_outcome()
    {
        await ReadAsync(PostAsync("notification-targets", Wish(hears: ["category.*"])));
        await ReadAsync(PostAsync("categories", new { name = "Recipes", colour = "#2f9e44" }));

        await UntilAsync("counted", async () => (await _server.Http.GetStringAsync("/metrics", Ct)).Contains("notification_deliveries_total{kind=\"webhook\",outcome=\"delivered\"} 1", StringComparison.Ordinal));
    }

    private async Task RaiseAsync(string title, string errorKind = "queue_late")
    {
        var now = _server.Services.GetRequiredService<EngineClock>().Now;
        await _server.Services.GetRequiredService<IEventLog>().AppendAsync(new Event
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = Workspace.FirstId,
            Kind = "alert.raised",
            SubjectId = Guid.CreateVersion7(now),
            At = now,
            Actor = "engine",
            Data = JsonSerializer.Serialize(new { title, errorKind, message = "The oldest waits for 90 s.", path = "/jobs" }),
        }, Ct);
    }

    private object Wish(
        string name = "Ours", string kind = "webhook", string? address = null, string[]? hears = null, object? quietHours = null, int? digestMinutes = null) =>
        new { kind, name, address = address ?? Hook, hears = hears ?? ["alert.*"], quietHours, digestMinutes };

    private IReadOnlyList<string> Requests()
    {
        lock (_requests) return [.. _requests];
    }

    private async Task<List<JsonElement>> LogAsync(JsonElement target) => [.. Items(await _server.GetAsync($"/api/v1/deliveries?targetId={Id(target)}"))];

    private static JsonElement.ArrayEnumerator Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;

    private Task<HttpResponseMessage> PostAsync(string address, object? body = null) =>
        body is null ? _server.Http.PostAsync($"/api/v1/{address}", null, Ct) : _server.Http.PostAsJsonAsync($"/api/v1/{address}", body, Ct);

    private Task<HttpResponseMessage> PatchAsync(string address, object body) => _server.Http.PatchAsJsonAsync(address, body, Ct);

    private static Task<JsonElement> ReadAsync(Task<HttpResponseMessage> answer) => ServerUnderTest.ReadAsync(answer);

    private static Task UntilAsync(string what, Func<Task<bool>> isSo) => Eventually.TrueAsync(isSo, what, () => "");
}
