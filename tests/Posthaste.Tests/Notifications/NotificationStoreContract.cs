using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Notifications;

/// <summary>From an event to its delivery, on both databases: nothing is lost, nothing is told twice but where an answer was, and each target by itself.</summary>
public abstract class NotificationStoreContract(TestDatabase database) : NoticeContract(database)
{
    [Fact]
    public async Task An_event_is_told_once_to_each_target_that_hears_it_however_often_and_by_whomever_the_log_is_read()
    {
        var (all, some) = (await Desk.TargetAsync(), await Desk.TargetAsync(TargetKind.Slack, "Some", null, null, "alert.*"));
        var first = await Desk.HappenAsync("job.published");
        // Of two within one millisecond chance decides which is the first.
        Desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = await Desk.HappenAsync("alert.raised", new { title = "Late", errorKind = "queue_late" });
        await Desk.HappenAsync("member.joined");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Desk.Follower().RunAsync(whole: true, Ct), Ct)));
        await Desk.RoundAsync();
        await Desk.RoundAsync();

        Assert.Equal([first.Id, second.Id], await ToldAsync(all));
        Assert.Equal([second.Id], await ToldAsync(some));
        Assert.All(await Desk.LogAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Tries)));
    }

    [Fact]
    public async Task An_event_that_is_committed_late_is_found_and_what_happened_before_the_target_is_not_told()
    {
        await Desk.HappenAsync("job.scheduled");
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        var (target, follower) = (await Desk.TargetAsync(), Desk.Follower());
        Desk.Time.Advance(TimeSpan.FromSeconds(20));
        var young = await Desk.HappenAsync("job.published");
        await follower.RunAsync(whole: true, Ct);

        var late = await Desk.HappenAsync("job.ready", at: Desk.Now.AddSeconds(-15));
        Desk.Time.Advance(TimeSpan.FromSeconds(6));
        await follower.RunAsync(whole: true, Ct);
        await Desk.SendAsync();

        Assert.Equal([late.Id, young.Id], await ToldAsync(target));
    }

    [Fact]
    public async Task A_server_that_was_down_catches_up_with_all_of_it_in_order()
    {
        var target = await Desk.TargetAsync();
        await Desk.RoundAsync();
        var happened = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            Desk.Time.Advance(TimeSpan.FromHours(1));
            happened.Add((await Desk.HappenAsync()).Id);
        }

        await Desk.RoundAsync();

        Assert.Equal(happened, await ToldAsync(target));
    }

    [Fact]
    public async Task A_message_whose_sender_stood_still_before_it_could_write_it_down_is_sent_again_under_the_same_id()
    {
        await Desk.TargetAsync();
        await Desk.HappenAsync();
        await Desk.Follower().RunAsync(whole: true, Ct);
        var (asked, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        Desk.Answer = message =>
        {
            asked.SetResult();
            return answer.Task;
        };
        var stood = Desk.Sender().RunAsync(Assert.Single(await Desk.ClaimAsync()), Ct);
        await asked.Task.WaitAsync(Ct);

        Desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered { Status = 200 });
        Assert.Empty(await Desk.ClaimAsync());
        Desk.Time.Advance(SendToTarget.Lease);
        await Desk.SendAsync();
        answer.SetResult(new SendOutcome.Gone("Late."));
        await stood;

        Assert.Equal(2, Desk.Sent.Count);
        Assert.Equal(Desk.Sent[0].DeliveryId, Desk.Sent[1].DeliveryId);
        var delivery = Assert.Single(await Desk.LogAsync());
        Assert.Equal((DeliveryState.Delivered, 200), (delivery.State, delivery.LastStatus));
        Assert.True(Assert.Single(await Desk.Targets.ListOnAsync(Ct)).IsOn);
    }

    [Fact]
    public async Task A_fault_of_the_server_with_one_message_is_tried_again_and_given_up_like_any_other()
    {
        await Desk.TargetAsync();
        await Desk.HappenAsync();
        Desk.Answer = message => throw new FormatException("A fault of ours.");
        await Desk.RoundAsync();

        var delivery = Assert.Single(await Desk.LogAsync());
        Assert.Equal((DeliveryState.Waiting, 1), (delivery.State, delivery.Tries));
        Assert.DoesNotContain("ours", delivery.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lost_a_target_to_another_sender_changes_nothing()
    {
        await Desk.TargetAsync();
        await Desk.HappenAsync();
        await Desk.Follower().RunAsync(whole: true, Ct);
        var slow = Assert.Single(await Desk.ClaimAsync());
        Desk.Time.Advance(SendToTarget.Lease);
        var quick = Assert.Single(await Desk.ClaimAsync());
        var delivery = Assert.Single(await Desk.Deliveries.ListDueAsync(slow.Target.Id, Desk.Now, 10, Ct));
        var record = new TryRecord { Deliveries = [delivery with { State = DeliveryState.Delivered, LastAt = Desk.Now }], At = Desk.Now };

        Assert.False(await Desk.Deliveries.SaveTryAsync(slow, record, Desk.Now, Ct));
        await Desk.Deliveries.ReleaseAsync(slow, Ct);

        Assert.Equal(DeliveryState.Waiting, Assert.Single(await Desk.LogAsync()).State);
        Assert.Empty(await Desk.ClaimAsync());
        Assert.True(await Desk.Deliveries.SaveTryAsync(quick, record, Desk.Now, Ct));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await Desk.LogAsync()).State);
    }

    [Fact]
    public async Task Several_nodes_send_each_message_once_and_keep_the_order_of_each_target()
    {
        var targets = new List<Target>();
        for (var i = 0; i < 4; i++) targets.Add(await Desk.TargetAsync(name: $"Target {i}"));
        var happened = new List<Guid>();
        for (var i = 0; i < 10; i++)
        {
            Desk.Time.Advance(TimeSpan.FromMilliseconds(5));
            happened.Add((await Desk.HappenAsync()).Id);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await Desk.Follower().RunAsync(whole: true, Ct);
            while (await Desk.ClaimAsync() is { Count: > 0 } claims) foreach (var claim in claims) await Desk.Sender().RunAsync(claim, Ct);
        }, Ct)));
        await Desk.SendAsync();

        foreach (var target in targets) Assert.Equal(happened, await ToldAsync(target));
    }

    [Fact]
    public async Task A_target_that_is_slow_holds_no_other()
    {
        var (slow, other) = (await Desk.TargetAsync(name: "A slow one"), await Desk.TargetAsync(name: "Another"));
        await Desk.HappenAsync();
        await Desk.Follower().RunAsync(whole: true, Ct);
        var answer = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var slowId = (await Desk.LogAsync()).Single(delivery => delivery.TargetId == slow.Id).Id;
        Desk.Answer = message => message.DeliveryId == slowId ? answer.Task : Task.FromResult<SendOutcome>(new SendOutcome.Delivered());
        var claims = await Desk.ClaimAsync();

        var waiting = Desk.Sender().RunAsync(claims.Single(claim => claim.Target.Id == slow.Id), Ct);
        await Desk.Sender().RunAsync(claims.Single(claim => claim.Target.Id == other.Id), Ct);

        Assert.False(waiting.IsCompleted);
        Assert.All((await Desk.LogAsync()).Where(delivery => delivery.TargetId == other.Id), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        answer.SetResult(new SendOutcome.Delivered());
        await waiting;
    }

    [Fact]
    public async Task While_a_target_is_away_its_messages_wait_in_order_and_go_out_when_it_is_back()
    {
        var target = await Desk.TargetAsync();
        var first = await Desk.HappenAsync();
        Desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Again("Away.") { Status = 502, Answer = "Bad gateway" });
        await Desk.RoundAsync();
        Desk.Time.Advance(TimeSpan.FromSeconds(10));
        var second = await Desk.HappenAsync();
        await Desk.RoundAsync();

        Assert.Single(Desk.Sent);
        var tried = (await Desk.LogAsync()).Single(delivery => delivery.Notice.EventId == first.Id);
        Assert.Equal((DeliveryState.Waiting, 1, 502, "Bad gateway", "Away."), (tried.State, tried.Tries, tried.LastStatus, tried.LastAnswer, tried.LastError));
        Assert.Equal((1, "Away."), ((await Desk.ReadAsync(target)).Failures, (await Desk.ReadAsync(target)).LastError));
        Desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered());
        Desk.Time.Advance(TimeSpan.FromSeconds(20));
        await Desk.RoundAsync();

        Assert.Equal([first.Id, first.Id, second.Id], await ToldAsync(target));
        Assert.Equal((0, null), ((await Desk.ReadAsync(target)).Failures, (await Desk.ReadAsync(target)).LastError));
    }

    [Fact]
    public async Task What_was_tried_eight_times_is_given_up_with_what_is_as_old_and_others_are_told_once()
    {
        var (away, other) = (await Desk.TargetAsync(name: "Away", hears: "job.*"), await Desk.TargetAsync(name: "Other", hears: "notifications.delivery_failed"));
        Desk.Answer = message => Task.FromResult<SendOutcome>(message.Bulletin.First.Kind.StartsWith("job.", StringComparison.Ordinal) ? new SendOutcome.Again("Away.") : new SendOutcome.Delivered());
        for (var i = 0; i < 3; i++) await Desk.HappenAsync();
        for (var hour = 0; hour < 60; hour++)
        {
            await Desk.RoundAsync();
            Desk.Time.Advance(hour < 2 ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1));
        }

        Assert.All((await Desk.LogAsync()).Where(delivery => delivery.TargetId == away.Id), delivery => Assert.Equal(DeliveryState.Failed, delivery.State));
        Assert.Equal(away.Id, Assert.Single(Desk.Sent, message => message.Bulletin.First.Kind == "notifications.delivery_failed").Bulletin.First.SubjectId);
        Assert.True((await Desk.ReadAsync(other)).IsOn);
    }

    [Fact]
    public async Task A_delivery_is_sent_once_more_when_somebody_asks_for_it()
    {
        var target = await Desk.TargetAsync(hears: "job.*");
        await Desk.HappenAsync();
        Desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Refused("No.") { Status = 400 });
        await Desk.RoundAsync();
        var failed = Assert.Single(await Desk.LogAsync());
        Desk.Answer = message => Task.FromResult<SendOutcome>(new SendOutcome.Delivered());

        Assert.Equal(DeliveryState.Waiting, Assert.IsType<RedeliverResult.Waits>(await Desk.Redeliver.RunAsync(NoticeDesk.WorkspaceId, failed.Id, Ct)).Delivery.State);
        await Desk.RoundAsync();

        Assert.Equal((DeliveryState.Failed, DeliveryState.Delivered), (failed.State, Assert.Single(await Desk.LogAsync()).State));
        Assert.Equal(Desk.Sent[0].DeliveryId, Desk.Sent[1].DeliveryId);
        Assert.IsType<RedeliverResult.NotFound>(await Desk.Redeliver.RunAsync(Guid.Empty, failed.Id, Ct));
        await ChangeAsync(target, isOn: false);
        Assert.Equal("target_off", Assert.IsType<RedeliverResult.Refused>(await Desk.Redeliver.RunAsync(NoticeDesk.WorkspaceId, failed.Id, Ct)).Code);
    }
}

public sealed class SqliteNotificationStoreTests() : NotificationStoreContract(new SqliteTestDatabase());

public sealed class PostgresNotificationStoreTests() : NotificationStoreContract(new PostgresTestDatabase());
