using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Notifications.Ways;
using Posthaste.Platforms;
using Posthaste.Tests.Notifications;
using Posthaste.Tests.Platforms;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>The server process is killed while it tells a webhook of what happened, and started again. What docs/notifications.md promises holds: nothing is
/// lost, what comes twice has the same delivery id, and nothing overtakes it. Ground truth is what the far end was sent.</summary>
public abstract class NoticeKillContract(Func<PostgresTestDatabase?> database) : IAsyncLifetime
{
    private readonly List<string> _requests = [];
    private RawServer _far = null!;
    private CrashRig _rig = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>On the page of all places (docs/crash-matrix.md).</summary>
    internal static IReadOnlyList<string> Failpoints { get; } = ["notice.before_send", "notice.after_send", "notice.after_commit"];

    public async ValueTask InitializeAsync()
    {
        _far = new RawServer((request, socket) =>
        {
            lock (_requests) _requests.Add(request);
            return FarHook.SendAsync(socket, "204 No Content");
        });
        _rig = await CrashRig.StartAsync(database(), new Dictionary<string, string>
        {
            ["Jobs:Enabled"] = "false",
            ["Notifications:AllowPrivateAddresses"] = "true",
            ["Notifications:PollInterval"] = "00:00:00.050",
            ["Events:PollInterval"] = "00:00:00.050",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _far.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("notice.before_send", 0, 1)]
    [InlineData("notice.after_send", 1, 2)]
    [InlineData("notice.after_commit", 1, 1)]
    public async Task A_server_that_dies_while_it_tells_of_something_tells_it_at_least_once_under_one_id_and_in_order(string failpoint, int before, int inAll)
    {
        await _rig.Server.StartAsync();
        var target = await PostDesk.Ok(_rig.Server.Http.PostAsJsonAsync(
            "/api/v1/notification-targets", new { kind = "webhook", name = "Ours", address = $"{_far.Address}hooks/ours", hears = new[] { "category.created" } }, Ct));
        _rig.Arm(failpoint);
        await MakeAsync("First");
        await _rig.Server.DiedAsync();
        _rig.Arm(null);
        Assert.Equal(before, Sent().Count);

        // Two minutes later, by when the dead one's lease of the target has ended.
        await _rig.ExecuteAsync("UPDATE notification_targets SET lease_until = lease_until - 120000");
        await _rig.Server.StartAsync();
        await MakeAsync("Second");
        await Eventually.TrueAsync(async () => (await LogAsync()).Count(delivery => delivery.GetProperty("state").GetString() == "delivered") == 2, "both are told", () => _rig.Server.Output);

        var log = await LogAsync();
        var (first, second) = (log[1].GetProperty("id").GetString()!, log[0].GetProperty("id").GetString()!);
        var sent = Sent();
        Assert.Equal([.. Enumerable.Repeat(first, inAll), second], sent.Select(message => message.Delivery));
        Assert.All(sent, message => Assert.Equal(WebhookNotifier.Sign(new Secret(target.GetProperty("signingSecret").GetString()!), message.Timestamp, message.Body), message.Signature));
        // Whoever goes by the event's id sees the same.
        Assert.Equal(2, sent.Select(message => JsonElement.Parse(message.Body).GetProperty("id").GetString()).Distinct().Count());
    }

    private async Task MakeAsync(string name)
    {
        try
        {
            await PostDesk.Ok(_rig.Server.Http.PostAsJsonAsync("/api/v1/categories", new { name, colour = "#2f9e44" }, Ct));
        }
        catch (HttpRequestException)
        {
            // It died before it had answered: what it was to tell of is committed all the same, or it would not have died.
        }
    }

    private async Task<IReadOnlyList<JsonElement>> LogAsync() =>
        [.. (await PostDesk.Ok(_rig.Server.Http.GetAsync("/api/v1/deliveries", Ct))).GetProperty("items").EnumerateArray()];

    private List<(string Delivery, string Timestamp, string Signature, string Body)> Sent()
    {
        lock (_requests)
        {
            return [.. _requests.Select(request => (Header(request, WebhookNotifier.DeliveryHeader), Header(request, WebhookNotifier.TimestampHeader), Header(request, WebhookNotifier.SignatureHeader),
                request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]))];
        }
    }

    private static string Header(string request, string name) =>
        request.Split("\r\n").Single(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
}

public sealed class SqliteNoticeKillTests() : NoticeKillContract(() => null);

public sealed class PostgresNoticeKillTests(PostgresTemplate template) : NoticeKillContract(() => new PostgresTestDatabase { Template = template });
