using Posthaste.Alerts;
using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Alerts;

/// <summary>What is worth an alert, and what is not, on both databases.</summary>
public abstract class AlertConditionContract(TestDatabase database) : AlertContract(database)
{
    [Fact]
    public async Task Posts_that_go_their_way_are_no_trouble()
    {
        var job = await Alerts.JobAsync(Channel);

        foreach (var condition in (IAlertCondition[])[Alerts.JobsInTrouble, Alerts.SettlingForLong, Alerts.AccessEndsFirst, Alerts.AccountsLost, Alerts.RatesMissed, Alerts.RenewalsFail, Alerts.QueueWaits])
            Assert.Empty(await Alerts.FindAsync(condition));
        await Desk.BringToAsync(job, JobState.Published);
        Assert.Empty(await Alerts.FindAsync(Alerts.JobsInTrouble));
    }

    [Fact]
    public async Task A_post_that_was_left_out_is_told_for_a_day_and_one_that_a_person_closed_is_not()
    {
        await Alerts.BreakAsync(await Alerts.JobAsync(Channel), "missed", JobState.Failed, JobReason.Skipped);
        await Alerts.BreakAsync(await Alerts.JobAsync(Channel), "closed", JobState.Failed, JobReason.Content);

        var found = Assert.Single(await Alerts.FindAsync(Alerts.JobsInTrouble));
        Assert.Equal((AlertKind.Failed, "“Hello” on @shop1784 was left out"), (found.Kind, found.Title));
        Desk.Time.Advance(TimeSpan.FromHours(24.1));
        Assert.Empty(await Alerts.FindAsync(Alerts.JobsInTrouble));
    }

    [Fact]
    public async Task An_outcome_that_nobody_knows_is_told_after_five_minutes()
    {
        var job = await Alerts.JobAsync(Channel);
        await Desk.OpenIntentAsync(job);
        await Alerts.ChangeAsync(job, found => found with { State = JobState.Publishing, Reason = JobReason.Settling });

        Desk.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await Alerts.FindAsync(Alerts.SettlingForLong));
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        var found = Assert.Single(await Alerts.FindAsync(Alerts.SettlingForLong));

        Assert.Equal((AlertKind.Settling, job.Id), (found.Kind, found.SubjectId));
        await Alerts.ExecuteAsync("UPDATE publish_intents SET outcome = 'happened', outcome_at = @At WHERE job_id = @Id", new { job.Id, At = Desk.Clock.Now });
        Assert.Empty(await Alerts.FindAsync(Alerts.SettlingForLong));
    }

    [Fact]
    public async Task An_access_that_ends_before_a_planned_post_is_told_where_nothing_renews_it()
    {
        await Alerts.JobAsync(Channel, Desk.InHours(30));
        await Alerts.JobAsync(Channel, Desk.InHours(10));
        await EndAccessAsync(Desk.InHours(20));

        var found = Assert.Single(await Alerts.FindAsync(Alerts.AccessEndsFirst));
        Assert.Equal((AlertKind.TokenEndsFirst, Channel.Id, "The access to @shop1784 ends before a planned post"), (found.Kind, found.SubjectId, found.Title));
        Assert.Contains($"the first of them is due on {Desk.InHours(30):yyyy-MM-dd 'at' HH:mm} (UTC)", found.Message, StringComparison.Ordinal);

        await EndAccessAsync(Desk.InHours(40));
        Assert.Empty(await Alerts.FindAsync(Alerts.AccessEndsFirst));
    }

    [Fact]
    public async Task An_account_that_must_be_connected_again_is_told()
    {
        await Alerts.ExecuteAsync("UPDATE channels SET state = 'reconnect' WHERE id = @Id", new { Channel.Id });

        var found = Assert.Single(await Alerts.FindAsync(Alerts.AccountsLost));

        Assert.Equal((AlertKind.AccountLost, Channel.Id, $"/accounts/{Channel.Id}"), (found.Kind, found.SubjectId, found.Path));
    }

    [Fact]
    public async Task A_queue_that_nobody_takes_up_is_told_after_a_minute()
    {
        await Alerts.JobAsync(Channel, Desk.InHours(1));
        await Alerts.JobAsync(Channel, Desk.InHours(9));

        Desk.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(59));
        Assert.Empty(await Alerts.FindAsync(Alerts.QueueWaits));
        Desk.Time.Advance(TimeSpan.FromSeconds(2));

        var found = Assert.Single(await Alerts.FindAsync(Alerts.QueueWaits));
        Assert.Equal((AlertKind.QueueLate, Desk.WorkspaceId, "A post is not taken up in time"), (found.Kind, found.SubjectId, found.Title));
    }

    [Fact]
    public async Task A_card_that_nobody_answers_is_told_once_somebody_was_reminded()
    {
        var job = await Alerts.JobAsync(Channel);
        var card = Guid.CreateVersion7(Desk.Clock.Now);
        await Alerts.ExecuteAsync(
            """
            INSERT INTO handovers (id, workspace_id, job_id, post_id, channel_id, code, state, cause, why, due_at, card_at, expires_at, created_at, updated_at)
            VALUES (@Id, @WorkspaceId, @JobId, @PostId, @ChannelId, 'code', 'with_person', 'by_hand', 'Because.', @At, @At, @At, @At, @At)
            """, new { Id = card, Desk.WorkspaceId, JobId = job.Id, job.PostId, job.ChannelId, At = Desk.Clock.Now });
        Assert.Empty(await Alerts.FindAsync(Alerts.CardsUnanswered));

        await Alerts.ExecuteAsync("UPDATE handovers SET reminded_at = @At WHERE id = @Id", new { Id = card, At = Desk.Clock.Now });
        var found = Assert.Single(await Alerts.FindAsync(Alerts.CardsUnanswered));
        Assert.Equal((AlertKind.CardUnanswered, job.Id, $"/posts/{job.PostId}"), (found.Kind, found.SubjectId, found.Path));

        await Alerts.ExecuteAsync("UPDATE handovers SET state = 'ended', outcome = 'posted' WHERE id = @Id", new { Id = card });
        Assert.Empty(await Alerts.FindAsync(Alerts.CardsUnanswered));
    }

    [Fact]
    public async Task Only_workspaces_with_posts_in_the_next_day_need_their_storage_tried()
    {
        var (from, to) = (Desk.Clock.Now, Desk.InHours(24));
        await Alerts.JobAsync(Channel, Desk.InHours(25));
        Assert.Empty(await Alerts.Facts.ListBusyAsync(from, to, TestContext.Current.CancellationToken));

        await Alerts.JobAsync(Channel, Desk.InHours(23));

        Assert.Equal([Desk.WorkspaceId], await Alerts.Facts.ListBusyAsync(from, to, TestContext.Current.CancellationToken));
    }

    private async Task EndAccessAsync(DateTimeOffset end) => await Alerts.ExecuteAsync(
        "UPDATE channels SET token_expires_at = @End, renew_at = NULL WHERE id = @Id", new { Channel.Id, End = end });
}

public sealed class SqliteAlertConditionTests() : AlertConditionContract(new SqliteTestDatabase());

public sealed class PostgresAlertConditionTests() : AlertConditionContract(new PostgresTestDatabase());
