using Posthaste.Alerts;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>What is worth an alert, and what is not, on both databases.</summary>
public abstract class AlertConditionContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private AlertDesk _alerts = null!;
    private Channel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _alerts = new AlertDesk(_desk);
        _channel = await _desk.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Posts_that_go_their_way_are_no_trouble()
    {
        var job = await _alerts.JobAsync(_channel);

        foreach (var condition in (IAlertCondition[])[_alerts.JobsInTrouble, _alerts.SettlingForLong, _alerts.AccessEndsFirst, _alerts.AccountsLost, _alerts.RatesMissed, _alerts.RenewalsFail, _alerts.QueueWaits])
            Assert.Empty(await _alerts.FindAsync(condition));
        await _desk.BringToAsync(job, JobState.Published);
        Assert.Empty(await _alerts.FindAsync(_alerts.JobsInTrouble));
    }

    [Fact]
    public async Task A_post_that_was_left_out_is_told_for_a_day_and_one_that_a_person_closed_is_not()
    {
        await _alerts.BreakAsync(await _alerts.JobAsync(_channel), "missed", JobState.Failed, JobReason.Skipped);
        await _alerts.BreakAsync(await _alerts.JobAsync(_channel), "closed", JobState.Failed, JobReason.Content);

        var found = Assert.Single(await _alerts.FindAsync(_alerts.JobsInTrouble));
        Assert.Equal((AlertKind.Failed, "“Hello” on @shop1784 was left out"), (found.Kind, found.Title));
        _desk.Time.Advance(TimeSpan.FromHours(24.1));
        Assert.Empty(await _alerts.FindAsync(_alerts.JobsInTrouble));
    }

    [Fact]
    public async Task An_outcome_that_nobody_knows_is_told_after_five_minutes()
    {
        var job = await _alerts.JobAsync(_channel);
        await _desk.OpenIntentAsync(job);
        await _alerts.ChangeAsync(job, found => found with { State = JobState.Publishing, Reason = JobReason.Settling });

        _desk.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await _alerts.FindAsync(_alerts.SettlingForLong));
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        var found = Assert.Single(await _alerts.FindAsync(_alerts.SettlingForLong));

        Assert.Equal((AlertKind.Settling, job.Id), (found.Kind, found.SubjectId));
        await _alerts.ExecuteAsync("UPDATE publish_intents SET outcome = 'happened', outcome_at = @At WHERE job_id = @Id", new { job.Id, At = _desk.Clock.Now });
        Assert.Empty(await _alerts.FindAsync(_alerts.SettlingForLong));
    }

    [Fact]
    public async Task An_access_that_ends_before_a_planned_post_is_told_where_nothing_renews_it()
    {
        await _alerts.JobAsync(_channel, _desk.InHours(30));
        await _alerts.JobAsync(_channel, _desk.InHours(10));
        await EndAccessAsync(_desk.InHours(20));

        var found = Assert.Single(await _alerts.FindAsync(_alerts.AccessEndsFirst));
        Assert.Equal((AlertKind.TokenEndsFirst, _channel.Id, "The access to @shop1784 ends before a planned post"), (found.Kind, found.SubjectId, found.Title));
        Assert.Contains($"the first of them is due on {_desk.InHours(30):yyyy-MM-dd 'at' HH:mm} (UTC)", found.Message, StringComparison.Ordinal);

        await EndAccessAsync(_desk.InHours(40));
        Assert.Empty(await _alerts.FindAsync(_alerts.AccessEndsFirst));
    }

    [Fact]
    public async Task An_account_that_must_be_connected_again_is_told()
    {
        await _alerts.ExecuteAsync("UPDATE channels SET state = 'reconnect' WHERE id = @Id", new { _channel.Id });

        var found = Assert.Single(await _alerts.FindAsync(_alerts.AccountsLost));

        Assert.Equal((AlertKind.AccountLost, _channel.Id, $"/accounts/{_channel.Id}"), (found.Kind, found.SubjectId, found.Path));
    }

    [Fact]
    public async Task A_queue_that_nobody_takes_up_is_told_after_a_minute()
    {
        await _alerts.JobAsync(_channel, _desk.InHours(1));
        await _alerts.JobAsync(_channel, _desk.InHours(9));

        _desk.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(59));
        Assert.Empty(await _alerts.FindAsync(_alerts.QueueWaits));
        _desk.Time.Advance(TimeSpan.FromSeconds(2));

        var found = Assert.Single(await _alerts.FindAsync(_alerts.QueueWaits));
        Assert.Equal((AlertKind.QueueLate, _desk.WorkspaceId, "A post is not taken up in time"), (found.Kind, found.SubjectId, found.Title));
    }

    [Fact]
    public async Task A_card_that_nobody_answers_is_told_once_somebody_was_reminded()
    {
        var job = await _alerts.JobAsync(_channel);
        var card = Guid.CreateVersion7(_desk.Clock.Now);
        await _alerts.ExecuteAsync(
            """
            INSERT INTO handovers (id, workspace_id, job_id, post_id, channel_id, code, state, cause, why, due_at, card_at, expires_at, created_at, updated_at)
            VALUES (@Id, @WorkspaceId, @JobId, @PostId, @ChannelId, 'code', 'with_person', 'by_hand', 'Because.', @At, @At, @At, @At, @At)
            """, new { Id = card, _desk.WorkspaceId, JobId = job.Id, job.PostId, job.ChannelId, At = _desk.Clock.Now });
        Assert.Empty(await _alerts.FindAsync(_alerts.CardsUnanswered));

        await _alerts.ExecuteAsync("UPDATE handovers SET reminded_at = @At WHERE id = @Id", new { Id = card, At = _desk.Clock.Now });
        var found = Assert.Single(await _alerts.FindAsync(_alerts.CardsUnanswered));
        Assert.Equal((AlertKind.CardUnanswered, job.Id, $"/posts/{job.PostId}"), (found.Kind, found.SubjectId, found.Path));

        await _alerts.ExecuteAsync("UPDATE handovers SET state = 'ended', outcome = 'posted' WHERE id = @Id", new { Id = card });
        Assert.Empty(await _alerts.FindAsync(_alerts.CardsUnanswered));
    }

    [Fact]
    public async Task Only_workspaces_with_posts_in_the_next_day_need_their_storage_tried()
    {
        var (from, to) = (_desk.Clock.Now, _desk.InHours(24));
        await _alerts.JobAsync(_channel, _desk.InHours(25));
        Assert.Empty(await _alerts.Facts.ListBusyAsync(from, to, TestContext.Current.CancellationToken));

        await _alerts.JobAsync(_channel, _desk.InHours(23));

        Assert.Equal([_desk.WorkspaceId], await _alerts.Facts.ListBusyAsync(from, to, TestContext.Current.CancellationToken));
    }

    private async Task EndAccessAsync(DateTimeOffset end) => await _alerts.ExecuteAsync(
        "UPDATE channels SET token_expires_at = @End, renew_at = NULL WHERE id = @Id", new { _channel.Id, End = end });
}

public sealed class SqliteAlertConditionTests() : AlertConditionContract(new SqliteTestDatabase());

public sealed class PostgresAlertConditionTests() : AlertConditionContract(new PostgresTestDatabase());
