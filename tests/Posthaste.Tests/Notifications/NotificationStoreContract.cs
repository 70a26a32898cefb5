using Posthaste.Events;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Notifications;

/// <summary>From an event to its delivery, on both databases: nothing is lost, nothing is told twice but where an answer was, and each target by itself.</summary>
public abstract class NotificationStoreContract(TestDatabase database) : IAsyncLifetime
{
    private NoticeDesk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _desk = await NoticeDesk.OpenAsync(database);

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_target_comes_back_as_it_was_saved_and_its_address_is_sealed()
    {
        var made = await _desk.TargetAsync(TargetKind.Discord, " Team ", new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 30)), 30, "alert.*", "job.published", "alert.*");

        var found = await _desk.ReadAsync(made);

        Assert.Equivalent(made, found, strict: true);
        Assert.Equal(("Team", "discord.com, webhook 12"), (found.Name, found.AddressHint));
        Assert.Equal(["alert.*", "job.published"], found.Hears);
        Assert.DoesNotContain("token-of-discord", found.Address, StringComparison.Ordinal);
        Assert.Equal("https://discord.com/api/webhooks/12/token-of-discord", _desk.Vault.Open(found.Address, found.Id).Reveal());
        Assert.Null(await _desk.Targets.FindAsync(Guid.Empty, made.Id, Ct));
    }

    [Fact]
    public async Task A_change_of_the_master_key_reaches_address_and_secrets()
    {
        var target = await _desk.TargetAsync();
        await _desk.RotateTargetSecret.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct);

        var all = await _desk.Targets.ListTokensAsync(Ct);
        foreach (var sealedToken in all) Assert.True(await _desk.Targets.ReplaceTokenAsync(sealedToken, _desk.Vault.SealAnew(sealedToken.Token, sealedToken.ChannelId), Ct));

        var found = await _desk.ReadAsync(target);
        Assert.Equal(3, all.Count);
        Assert.Empty(all.Select(token => token.Token).Intersect([found.Address, found.SigningSecret!, found.OldSecret!]));
        Assert.Equal("https://hooks.example.com/token-of-hook", _desk.Vault.Open(found.Address, found.Id).Reveal());
        Assert.False(await _desk.Targets.ReplaceTokenAsync(all[0], "late", Ct));
    }

    [Fact]
    public async Task An_event_is_told_once_to_each_target_that_hears_it_however_often_and_by_whomever_the_log_is_read()
    {
        var (all, some) = (await _desk.TargetAsync(), await _desk.TargetAsync(TargetKind.Slack, "Some", null, null, "alert.*"));
        var first = await _desk.HappenAsync("job.published");
        // Of two within one millisecond chance decides which is the first.
        _desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = await _desk.HappenAsync("alert.raised", new { title = "Late", errorKind = "queue_late" });
        await _desk.HappenAsync("member.joined");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _desk.Follower().RunAsync(whole: true, Ct), Ct)));
        await _desk.RoundAsync();
        await _desk.RoundAsync();

        Assert.Equal([first.Id, second.Id], await ToldAsync(all));
        Assert.Equal([second.Id], await ToldAsync(some));
        Assert.All(await _desk.LogAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Tries)));
    }

    [Fact]
    public async Task An_event_that_is_committed_late_is_found_and_what_happened_before_the_target_is_not_told()
    {
        await _desk.HappenAsync("job.scheduled");
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        var (target, follower) = (await _desk.TargetAsync(), _desk.Follower());
        _desk.Time.Advance(TimeSpan.FromSeconds(20));
        var young = await _desk.HappenAsync("job.published");
        await follower.RunAsync(whole: true, Ct);

        var late = await _desk.HappenAsync("job.ready", at: _desk.Now.AddSeconds(-15));
        _desk.Time.Advance(TimeSpan.FromSeconds(6));
        await follower.RunAsync(whole: true, Ct);
        await _desk.SendAsync();

        Assert.Equal([late.Id, young.Id], await ToldAsync(target));
    }

    [Fact]
    public async Task A_server_that_was_down_catches_up_with_all_of_it_in_order()
    {
        var target = await _desk.TargetAsync();
        await _desk.RoundAsync();
        var happened = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            _desk.Time.Advance(TimeSpan.FromHours(1));
            happened.Add((await _desk.HappenAsync()).Id);
        }

        await _desk.RoundAsync();

        Assert.Equal(happened, await ToldAsync(target));
    }

    [Fact]
    public async Task A_message_whose_sender_stood_still_before_it_could_write_it_down_is_sent_again_under_the_same_id()
    {
        await _desk.TargetAsync();
        await _desk.HappenAsync();
        await _desk.Follower().RunAsync(whole: true, Ct);
        var (asked, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        _desk.Answer = message =>
        {
            asked.SetResult();
            return answer.Task;
        };
        var stood = _desk.Sender().RunAsync(Assert.Single(await _desk.ClaimAsync()), Ct);
        await asked.Task.WaitAsync(Ct);

        _desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered { Status = 200 });
        Assert.Empty(await _desk.ClaimAsync());
        _desk.Time.Advance(SendToTarget.Lease);
        await _desk.SendAsync();
        answer.SetResult(new SendOutcome.Gone("Late."));
        await stood;

        Assert.Equal(2, _desk.Sent.Count);
        Assert.Equal(_desk.Sent[0].DeliveryId, _desk.Sent[1].DeliveryId);
        var delivery = Assert.Single(await _desk.LogAsync());
        Assert.Equal((DeliveryState.Delivered, 200), (delivery.State, delivery.LastStatus));
        Assert.True(Assert.Single(await _desk.Targets.ListOnAsync(Ct)).IsOn);
    }

    [Fact]
    public async Task A_fault_of_the_server_with_one_message_is_tried_again_and_given_up_like_any_other()
    {
        await _desk.TargetAsync();
        await _desk.HappenAsync();
        _desk.Answer = message => throw new FormatException("A fault of ours.");
        await _desk.RoundAsync();

        var delivery = Assert.Single(await _desk.LogAsync());
        Assert.Equal((DeliveryState.Waiting, 1), (delivery.State, delivery.Tries));
        Assert.DoesNotContain("ours", delivery.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lost_a_target_to_another_sender_changes_nothing()
    {
        await _desk.TargetAsync();
        await _desk.HappenAsync();
        await _desk.Follower().RunAsync(whole: true, Ct);
        var slow = Assert.Single(await _desk.ClaimAsync());
        _desk.Time.Advance(SendToTarget.Lease);
        var quick = Assert.Single(await _desk.ClaimAsync());
        var delivery = Assert.Single(await _desk.Deliveries.ListDueAsync(slow.Target.Id, _desk.Now, 10, Ct));
        var record = new TryRecord { Deliveries = [delivery with { State = DeliveryState.Delivered, LastAt = _desk.Now }], At = _desk.Now };

        Assert.False(await _desk.Deliveries.SaveTryAsync(slow, record, _desk.Now, Ct));
        await _desk.Deliveries.ReleaseAsync(slow, Ct);

        Assert.Equal(DeliveryState.Waiting, Assert.Single(await _desk.LogAsync()).State);
        Assert.Empty(await _desk.ClaimAsync());
        Assert.True(await _desk.Deliveries.SaveTryAsync(quick, record, _desk.Now, Ct));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await _desk.LogAsync()).State);
    }

    [Fact]
    public async Task Several_nodes_send_each_message_once_and_keep_the_order_of_each_target()
    {
        var targets = new List<Target>();
        for (var i = 0; i < 4; i++) targets.Add(await _desk.TargetAsync(name: $"Target {i}"));
        var happened = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            _desk.Time.Advance(TimeSpan.FromMilliseconds(5));
            happened.Add((await _desk.HappenAsync()).Id);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await _desk.Follower().RunAsync(whole: true, Ct);
            while (await _desk.ClaimAsync() is { Count: > 0 } claims) foreach (var claim in claims) await _desk.Sender().RunAsync(claim, Ct);
        }, Ct)));
        await _desk.SendAsync();

        foreach (var target in targets) Assert.Equal(happened, await ToldAsync(target));
    }

    [Fact]
    public async Task A_target_that_is_slow_holds_no_other()
    {
        var (slow, other) = (await _desk.TargetAsync(name: "A slow one"), await _desk.TargetAsync(name: "Another"));
        await _desk.HappenAsync();
        await _desk.Follower().RunAsync(whole: true, Ct);
        var answer = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var slowId = (await _desk.LogAsync()).Single(delivery => delivery.TargetId == slow.Id).Id;
        _desk.Answer = message => message.DeliveryId == slowId ? answer.Task : Task.FromResult<SendOutcome>(new SendOutcome.Delivered());
        var claims = await _desk.ClaimAsync();

        var waiting = _desk.Sender().RunAsync(claims.Single(claim => claim.Target.Id == slow.Id), Ct);
        await _desk.Sender().RunAsync(claims.Single(claim => claim.Target.Id == other.Id), Ct);

        Assert.False(waiting.IsCompleted);
        Assert.All((await _desk.LogAsync()).Where(delivery => delivery.TargetId == other.Id), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        answer.SetResult(new SendOutcome.Delivered());
        await waiting;
    }

    [Fact]
    public async Task While_a_target_is_away_its_messages_wait_in_order_and_go_out_when_it_is_back()
    {
        var target = await _desk.TargetAsync();
        var first = await _desk.HappenAsync();
        _desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Again("Away.") { Status = 502, Answer = "Bad gateway" });
        await _desk.RoundAsync();
        _desk.Time.Advance(TimeSpan.FromSeconds(10));
        var second = await _desk.HappenAsync();
        await _desk.RoundAsync();

        Assert.Single(_desk.Sent);
        var tried = (await _desk.LogAsync()).Single(delivery => delivery.Notice.EventId == first.Id);
        Assert.Equal((DeliveryState.Waiting, 1, 502, "Bad gateway", "Away."), (tried.State, tried.Tries, tried.LastStatus, tried.LastAnswer, tried.LastError));
        Assert.Equal((1, "Away."), ((await _desk.ReadAsync(target)).Failures, (await _desk.ReadAsync(target)).LastError));
        _desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered());
        _desk.Time.Advance(TimeSpan.FromSeconds(20));
        await _desk.RoundAsync();

        Assert.Equal([first.Id, first.Id, second.Id], await ToldAsync(target));
        Assert.Equal((0, null), ((await _desk.ReadAsync(target)).Failures, (await _desk.ReadAsync(target)).LastError));
    }

    [Fact]
    public async Task What_was_tried_eight_times_is_given_up_with_what_is_as_old_and_others_are_told_once()
    {
        var (away, other) = (await _desk.TargetAsync(name: "Away", hears: "job.*"), await _desk.TargetAsync(name: "Other", hears: "notifications.delivery_failed"));
        _desk.Answer = message => Task.FromResult<SendOutcome>(message.Bulletin.First.Kind.StartsWith("job.", StringComparison.Ordinal) ? new SendOutcome.Again("Away.") : new SendOutcome.Delivered());
        for (var i = 0; i < 3; i++) await _desk.HappenAsync();
        for (var hour = 0; hour < 60; hour++)
        {
            await _desk.RoundAsync();
            _desk.Time.Advance(hour < 2 ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1));
        }

        Assert.All((await _desk.LogAsync()).Where(delivery => delivery.TargetId == away.Id), delivery => Assert.Equal(DeliveryState.Failed, delivery.State));
        Assert.Equal(away.Id, Assert.Single(_desk.Sent, message => message.Bulletin.First.Kind == "notifications.delivery_failed").Bulletin.First.SubjectId);
        Assert.True((await _desk.ReadAsync(other)).IsOn);
    }

    [Fact]
    public async Task A_target_that_is_gone_is_switched_off_and_says_so_to_the_others()
    {
        var gone = await _desk.TargetAsync(TargetKind.Discord, "Gone", hears: "job.*");
        await _desk.TargetAsync(name: "Other", hears: "notifications.*");
        await _desk.HappenAsync();
        await _desk.HappenAsync("job.needs_attention");
        _desk.Answer = message => Task.FromResult<SendOutcome>(message.Bulletin.First.Kind.StartsWith("job.", StringComparison.Ordinal) ? new SendOutcome.Gone("Deleted.") { Status = 404 } : new SendOutcome.Delivered());
        await _desk.RoundAsync();
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        await _desk.HappenAsync();
        await _desk.RoundAsync();

        Assert.Equal((false, "Deleted."), ((await _desk.ReadAsync(gone)).IsOn, (await _desk.ReadAsync(gone)).OffReason));
        Assert.All((await _desk.LogAsync()).Where(delivery => delivery.TargetId == gone.Id), delivery => Assert.Equal(DeliveryState.Failed, delivery.State));
        Assert.Contains(_desk.Sent, message => message.Bulletin.First.Kind == "notifications.target_off");
        Assert.Single(_desk.Sent, message => message.Bulletin.First.Kind.StartsWith("job.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_one_kind_of_trouble_a_channel_hears_once_a_minute_with_what_was_held_back()
    {
        await _desk.TargetAsync(TargetKind.Discord, hears: "alert.*");
        await AlertAsync("One");
        await _desk.RoundAsync();
        foreach (var title in new[] { "Two", "Three" })
        {
            _desk.Time.Advance(TimeSpan.FromSeconds(20));
            await AlertAsync(title);
            await _desk.RoundAsync();
        }
        await AlertAsync("Over", "alert.resolved");
        await _desk.RoundAsync();
        Assert.Equal(["One", "Over"], _desk.Sent.Select(message => message.Bulletin.First.Title));

        _desk.Time.Advance(TimeSpan.FromSeconds(20));
        await _desk.RoundAsync();

        Assert.Equal((3, "Two", "Three"), (_desk.Sent.Count, _desk.Sent[2].Bulletin.First.Title, Assert.Single(_desk.Sent[2].Bulletin.Others).Title));
        var log = await _desk.LogAsync();
        Assert.All(log, delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        Assert.Equal(_desk.Sent[2].DeliveryId, log.Single(delivery => delivery.Notice.Title == "Three").ToldWith);

        Task<Event> AlertAsync(string title, string kind = "alert.raised") => _desk.HappenAsync(kind, new { title, errorKind = "queue_late" });
    }

    [Fact]
    public async Task In_quiet_hours_only_what_is_urgent_is_told_and_the_rest_in_the_morning()
    {
        await _desk.Workspaces.SaveAsync((await _desk.Workspaces.FindAsync(NoticeDesk.WorkspaceId, Ct))! with { TimeZone = "Europe/Berlin" }, Ct);
        // It is noon in Berlin.
        await _desk.TargetAsync(TargetKind.Email, quiet: new QuietHours(new TimeOnly(11, 0), new TimeOnly(13, 0)), hears: "alert.*");
        await _desk.HappenAsync("alert.raised", new { title = "Waits" });
        await _desk.HappenAsync("alert.escalated", new { title = "Urgent" });
        await _desk.RoundAsync();
        Assert.Equal(["Urgent"], _desk.Sent.Select(message => message.Bulletin.First.Title));

        _desk.Time.Advance(TimeSpan.FromMinutes(59));
        await _desk.RoundAsync();
        Assert.Single(_desk.Sent);
        _desk.Time.Advance(TimeSpan.FromMinutes(1));
        await _desk.RoundAsync();

        Assert.Equal("Waits", _desk.Sent[1].Bulletin.First.Title);
    }

    [Fact]
    public async Task A_digest_comes_once_and_tells_all_of_it()
    {
        await _desk.TargetAsync(TargetKind.Email, digestMinutes: 30, hears: "job.*");
        for (var i = 0; i < 5; i++) await _desk.HappenAsync();
        await _desk.RoundAsync();
        Assert.Empty(_desk.Sent);

        _desk.Time.Advance(TimeSpan.FromMinutes(30));
        await _desk.RoundAsync();

        Assert.Equal((true, 4), (Assert.Single(_desk.Sent).Bulletin.IsDigest, _desk.Sent[0].Bulletin.Others.Count));
    }

    [Fact]
    public async Task A_delivery_is_sent_once_more_when_somebody_asks_for_it()
    {
        var target = await _desk.TargetAsync(hears: "job.*");
        await _desk.HappenAsync();
        _desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Refused("No.") { Status = 400 });
        await _desk.RoundAsync();
        var failed = Assert.Single(await _desk.LogAsync());
        _desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered());

        Assert.Equal(DeliveryState.Waiting, Assert.IsType<RedeliverResult.Waits>(await _desk.Redeliver.RunAsync(NoticeDesk.WorkspaceId, failed.Id, Ct)).Delivery.State);
        await _desk.RoundAsync();

        Assert.Equal((DeliveryState.Failed, DeliveryState.Delivered), (failed.State, Assert.Single(await _desk.LogAsync()).State));
        Assert.Equal(_desk.Sent[0].DeliveryId, _desk.Sent[1].DeliveryId);
        Assert.IsType<RedeliverResult.NotFound>(await _desk.Redeliver.RunAsync(Guid.Empty, failed.Id, Ct));
        await ChangeAsync(target, isOn: false);
        Assert.Equal("target_off", Assert.IsType<RedeliverResult.Refused>(await _desk.Redeliver.RunAsync(NoticeDesk.WorkspaceId, failed.Id, Ct)).Code);
    }

    [Fact]
    public async Task What_happens_while_a_target_is_off_is_not_told_later()
    {
        var target = await _desk.TargetAsync(hears: "job.*");
        await _desk.HappenAsync();
        await _desk.Follower().RunAsync(whole: true, Ct);
        await ChangeAsync(target, isOn: false);
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        await _desk.HappenAsync();
        await _desk.RoundAsync();
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        await ChangeAsync(target, isOn: true);
        var told = await _desk.HappenAsync();
        await _desk.RoundAsync();

        Assert.Equal([told.Id], await ToldAsync(target));
    }

    [Fact]
    public async Task A_replaced_secret_signs_for_a_day_beside_the_new_one()
    {
        var target = await _desk.TargetAsync(hears: "job.*");
        var old = _desk.Vault.Open(target.SigningSecret!, target.Id).Reveal();
        var saved = Assert.IsType<TargetResult.Saved>(await _desk.RotateTargetSecret.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct));
        await _desk.HappenAsync();
        await _desk.RoundAsync();
        _desk.Time.Advance(TimeSpan.FromHours(24));
        await _desk.HappenAsync();
        await _desk.RoundAsync();

        Assert.Equal([saved.SigningSecret!.Reveal(), old], _desk.Sent[0].SigningSecrets.Select(secret => secret.Reveal()));
        Assert.Equal([saved.SigningSecret.Reveal()], _desk.Sent[1].SigningSecrets.Select(secret => secret.Reveal()));
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten()
    {
        var target = await _desk.TargetAsync(hears: "job.*");
        await _desk.HappenAsync();
        await _desk.RoundAsync();
        _desk.Time.Advance(TimeSpan.FromDays(31));
        await _desk.HappenAsync();
        await _desk.RoundAsync();

        Assert.Equal(1, await new PruneDeliveries(_desk.Deliveries, _desk.Clock, Microsoft.Extensions.Options.Options.Create(new NotificationsOptions())).RunAsync(Ct));
        Assert.Single(await _desk.LogAsync());
        Assert.IsType<TargetResult.Saved>(await _desk.DeleteTarget.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct));
        Assert.Empty(await _desk.LogAsync());
    }

    [Fact]
    public async Task Every_workspace_has_the_servers_own_target_for_as_long_as_the_setting_is_there()
    {
        await KeepAsync("https://discord.com/api/webhooks/12/one");
        await KeepAsync("https://discord.com/api/webhooks/12/one");
        var target = Assert.Single(await _desk.Targets.ListAsync(NoticeDesk.WorkspaceId, Ct));
        await _desk.HappenAsync("alert.raised", new { title = "Late" });
        await _desk.HappenAsync("job.published");
        _desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Gone("Deleted."));
        await _desk.RoundAsync();
        Assert.Equal(("Late", true), (Assert.Single(_desk.Sent).Bulletin.First.Title, _desk.Sent[0].OfServer));
        Assert.False((await _desk.ReadAsync(target)).IsOn);

        await KeepAsync("https://discord.com/api/webhooks/12/other");
        Assert.True((await _desk.ReadAsync(target)).IsOn);
        Assert.Equal("of_server", Assert.IsType<TargetResult.Refused>(await _desk.DeleteTarget.RunAsync(NoticeDesk.WorkspaceId, target.Id, "Ann", Ct)).Code);
        await KeepAsync(null);

        Assert.Empty(await _desk.Targets.ListAsync(NoticeDesk.WorkspaceId, Ct));
    }

    [Theory]
    [InlineData(TargetKind.Webhook, "ftp://hooks.example.com", "address_malformed", "address")]
    [InlineData(TargetKind.Webhook, "https://user:password@hooks.example.com/", "address_malformed", "address")]
    [InlineData(TargetKind.Webhook, "https://hooks.example.com/a b", "address_malformed", "address")]
    [InlineData(TargetKind.Discord, "https://discord.com/channels/1/2", "address_malformed", "address")]
    [InlineData(TargetKind.Telegram, "my chat", "address_malformed", "address")]
    [InlineData(TargetKind.Email, "ana@example.com, eve@example.com", "address_malformed", "address")]
    [InlineData(TargetKind.Email, "ana@example.com\r\nBcc: eve@example.com", "address_malformed", "address")]
    public async Task An_address_that_cannot_be_one_is_refused(TargetKind kind, string address, string code, string field)
    {
        var refused = Assert.IsType<TargetResult.Refused>(await _desk.CreateTarget.RunAsync(NoticeDesk.WorkspaceId, kind, new TargetWish { Name = "Ours", Address = address, Hears = ["*"] }, "Ann", Ct));

        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    private Task KeepAsync(string? url) => new KeepServerTargets(
        _desk.Targets, _desk.Workspaces, _desk.Vault, _desk.Database, _desk.Clock, Microsoft.Extensions.Options.Options.Create(new DiscordOptions { WebhookUrl = url })).RunAsync(Ct);

    private async Task ChangeAsync(Target target, bool isOn) => Assert.IsType<TargetResult.Saved>(await _desk.ChangeTarget.RunAsync(
        NoticeDesk.WorkspaceId, target.Id, found => new TargetWish { Name = found.Name, Hears = found.Hears, IsOn = isOn }, "Ann", Ct));

    /// <summary>The events that a target was sent, in order.</summary>
    private async Task<List<Guid>> ToldAsync(Target target)
    {
        var its = (await _desk.LogAsync()).Where(delivery => delivery.TargetId == target.Id).Select(delivery => delivery.Id).ToHashSet();
        return [.. _desk.Sent.Where(message => its.Contains(message.DeliveryId)).Select(message => message.Bulletin.First.EventId)];
    }
}

public sealed class SqliteNotificationTests() : NotificationStoreContract(new SqliteTestDatabase());

public sealed class PostgresNotificationTests() : NotificationStoreContract(new PostgresTestDatabase());
