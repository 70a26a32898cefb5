using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>Cards on their way: sent, reminded of, closed, taken back. On both databases.</summary>
public abstract class HandoverContract(TestDatabase database) : CardContract(database)
{
    [Fact]
    public async Task A_card_goes_out_once_with_all_that_is_needed()
    {
        var (job, card) = await Cards.CardAsync(Channel);
        await Cards.Bring.RunAsync(Ct);

        Assert.Single(Cards.People.Cards);
        Assert.Equal((HandoverDesk.Chat, "Hello", "shop1784", 1, job.DueAt), (card.ChatId, card.Caption, card.Account, card.Copy, card.DueAt));
        Assert.Equal(("1.jpg", false), (card.Media.Single().Name, card.Media.Single().IsVideo));
        Assert.NotEmpty(card.Steps);
        Assert.Equal(22, card.Code.Length);
        Assert.Equal($"https://posts.example.com/posts/{job.PostId}", card.Page?.ToString());
        Assert.Equal(HandoverState.WithPerson, (await Cards.FindAsync(card)).State);
    }

    [Fact]
    public async Task A_card_waits_for_its_time()
    {
        var job = await Cards.JobAsync(Channel, 2);
        await Cards.HandOver.RunAsync(job, "Ben", Ct);

        await Cards.Bring.RunAsync(Ct);
        Assert.Empty(Cards.People.Cards);
        Desk.Time.Advance(TimeSpan.FromMinutes(111));
        await Cards.Bring.RunAsync(Ct);

        Assert.Single(Cards.People.Cards);
    }

    [Fact]
    public async Task Of_two_nodes_one_sends_a_card()
    {
        await Cards.HandOver.RunAsync(await Cards.JobAsync(Channel, 0.1), "Ben", Ct);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Cards.Bring.RunAsync(Ct)));

        Assert.Single(Cards.People.Cards);
    }

    [Fact]
    public async Task A_card_that_may_have_arrived_is_sent_once_more_and_both_answer_for_one()
    {
        Cards.People.Next.Enqueue(_ => new CardSent.Unknown("The answer was lost."));
        Cards.People.Next.Enqueue(_ => new CardSent.Unknown("The answer was lost."));
        var (job, first) = await Cards.CardAsync(Channel);
        for (var i = 0; i < 3; i++) await Cards.Bring.RunAsync(Ct);

        Assert.Equal([1, 2], Cards.People.Cards.Select(card => card.Copy));
        Assert.Equal(first.Code, Cards.People.Cards[1].Code);
        await Cards.PressAsync(first, CardAction.Posted);
        Assert.Contains("already", (await Cards.PressAsync(Cards.People.Cards[1], CardAction.Posted)).Toast, StringComparison.Ordinal);
        Assert.Equal((JobState.Published, PublishMethod.Manual), ((await Cards.ReadAsync(job)).State, (await Cards.ReadAsync(job)).Method));
    }

    [Fact]
    public async Task A_process_that_ends_while_it_sends_leaves_a_card_that_may_have_arrived()
    {
        await Cards.HandOver.RunAsync(await Cards.JobAsync(Channel, 0.1), "Ben", Ct);
        Cards.People.During = _ => throw new InvalidOperationException("the process ends");
        await Cards.Bring.RunAsync(Ct);
        Cards.People.During = null;

        await Cards.Bring.RunAsync(Ct);
        Assert.Single(Cards.People.Cards);
        Desk.Time.Advance(TimeSpan.FromMinutes(11));
        await Cards.Bring.RunAsync(Ct);

        Assert.Equal([1, 2], Cards.People.Cards.Select(card => card.Copy));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_told_when_it_does_not()
    {
        for (var i = 0; i < 3; i++) Cards.People.Next.Enqueue(_ => new CardSent.Later(Desk.Time.GetUtcNow().AddMinutes(20), "Telegram is down."));
        var (job, _) = await Cards.CardAsync(Channel);
        await Cards.Bring.RunAsync(Ct);
        Assert.Single(Cards.People.Cards);

        for (var i = 0; i < 2; i++)
        {
            Desk.Time.Advance(TimeSpan.FromMinutes(21));
            await Cards.Bring.RunAsync(Ct);
        }

        Assert.Equal([1, 1, 1], Cards.People.Cards.Select(card => card.Copy));
        var told = await Cards.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Handover, "handover_unavailable"), (told.State, told.Reason, told.LastError!.Code));
        Assert.Contains("Telegram is down.", told.LastError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anybody_to_bring_it_to_the_job_says_what_to_do_and_can_be_handed_over_once_more()
    {
        await Cards.ChangeSettings.UnlinkChatAsync(Desk.WorkspaceId, "Ben", Ct);
        var job = await Cards.JobAsync(Channel, 0.1);
        await Cards.HandOver.RunAsync(job, "Ben", Ct);
        await Cards.Bring.RunAsync(Ct);

        var told = await Cards.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, "handover_unavailable"), (told.State, told.LastError!.Code));
        Assert.Contains("Link a chat", told.LastError.Advice, StringComparison.Ordinal);
        await Cards.LinkAsync();
        Assert.IsType<MoveResult.Moved>(await Cards.HandOver.RunAsync(job, "Ben", Ct));
        await Cards.Bring.RunAsync(Ct);
        Assert.Single(Cards.People.Cards);
    }

    [Fact]
    public async Task What_is_taken_back_while_its_card_is_sent_is_closed_all_the_same()
    {
        var job = await Cards.JobAsync(Channel, 0.1);
        await Cards.HandOver.RunAsync(job, "Ben", Ct);
        Cards.People.During = _ => Cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct);

        await Cards.Bring.RunAsync(Ct);
        await Cards.Bring.RunAsync(Ct);

        Assert.StartsWith("Taken back by Ben", Assert.Single(Cards.People.Closed).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_cannot_be_closed_is_closed_later()
    {
        var (_, card) = await Cards.CardAsync(Channel);
        await Cards.PressAsync(card, CardAction.Skip);
        Cards.People.CloseAgainAt = Desk.Time.GetUtcNow().AddMinutes(1);
        await Cards.Bring.RunAsync(Ct);
        Cards.People.CloseAgainAt = null;

        await Cards.Bring.RunAsync(Ct);
        Assert.Single(Cards.People.Closed);
        Desk.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 2; i++) await Cards.Bring.RunAsync(Ct);

        Assert.Equal(2, Cards.People.Closed.Count);
    }

    [Fact]
    public async Task Nobody_is_reminded_before_it_is_time_and_then_once()
    {
        var (job, _) = await Cards.CardAsync(Channel);
        Desk.Time.Advance(job.DueAt.AddMinutes(29) - Desk.Time.GetUtcNow());
        await Cards.Bring.RunAsync(Ct);
        Assert.Empty(Cards.People.Reminders);

        Desk.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 3; i++) await Cards.Bring.RunAsync(Ct);

        Assert.Single(Cards.People.Reminders);
        Assert.Single(await Desk.KindsOfEventsAsync(job.Id), kind => kind == "job.unanswered");
    }

    [Fact]
    public async Task Content_that_is_not_what_was_approved_goes_to_nobody()
    {
        var job = await Cards.JobAsync(Channel, 0.1);
        await Desk.Jobs.MoveAsync(job.Id, found => new Move.To(found.Job with { ApprovedHash = "other" }, new JobEvent("job.moved", "test")), Desk.Clock.Now, Ct);
        await Cards.HandOver.RunAsync(job, "Ben", Ct);

        await Cards.Bring.RunAsync(Ct);

        Assert.Empty(Cards.People.Cards);
        Assert.Equal("handover_unavailable", (await Cards.ReadAsync(job)).LastError!.Code);
    }
}

public sealed class SqliteHandoverTests() : HandoverContract(new SqliteTestDatabase());

public sealed class PostgresHandoverTests() : HandoverContract(new PostgresTestDatabase());
