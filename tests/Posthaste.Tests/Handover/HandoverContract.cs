using Posthaste.Channels;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>Cards from the first to the last: sent, answered, put off, taken back; and what comes too late. On both databases.</summary>
public abstract class HandoverContract(TestDatabase database) : IAsyncLifetime
{
    private Desk _desk = null!;
    private HandoverDesk _cards = null!;
    private Channel _channel = null!;

    private static CancellationToken Ct => Desk.Ct;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(database: database);
        _cards = new HandoverDesk(_desk);
        _channel = await _desk.ConnectAsync();
        await _cards.LinkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_card_goes_out_once_with_all_that_is_needed()
    {
        var (job, card) = await _cards.CardAsync(_channel);
        await _cards.Bring.RunAsync(Ct);

        Assert.Single(_cards.People.Cards);
        Assert.Equal((HandoverDesk.Chat, "Hello", "shop1784", 1, job.DueAt), (card.ChatId, card.Caption, card.Account, card.Copy, card.DueAt));
        Assert.Equal(("1.jpg", false), (card.Media.Single().Name, card.Media.Single().IsVideo));
        Assert.NotEmpty(card.Steps);
        Assert.Equal(22, card.Code.Length);
        Assert.Equal($"https://posts.example.com/posts/{job.PostId}", card.Page?.ToString());
        Assert.Equal(HandoverState.WithPerson, (await _cards.FindAsync(card)).State);
    }

    [Fact]
    public async Task A_card_waits_for_its_time()
    {
        var job = await _cards.JobAsync(_channel, 2);
        await _cards.HandOver.RunAsync(job, "Ben", Ct);

        await _cards.Bring.RunAsync(Ct);
        Assert.Empty(_cards.People.Cards);
        _desk.Time.Advance(TimeSpan.FromMinutes(111));
        await _cards.Bring.RunAsync(Ct);

        Assert.Single(_cards.People.Cards);
    }

    [Fact]
    public async Task Of_two_nodes_one_sends_a_card()
    {
        await _cards.HandOver.RunAsync(await _cards.JobAsync(_channel, 0.1), "Ben", Ct);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _cards.Bring.RunAsync(Ct)));

        Assert.Single(_cards.People.Cards);
    }

    [Fact]
    public async Task A_card_that_may_have_arrived_is_sent_once_more_and_both_answer_for_one()
    {
        _cards.People.Next.Enqueue(_ => new CardSent.Unknown("The answer was lost."));
        _cards.People.Next.Enqueue(_ => new CardSent.Unknown("The answer was lost."));
        var (job, first) = await _cards.CardAsync(_channel);
        for (var i = 0; i < 3; i++) await _cards.Bring.RunAsync(Ct);

        Assert.Equal([1, 2], _cards.People.Cards.Select(card => card.Copy));
        Assert.Equal(first.Code, _cards.People.Cards[1].Code);
        await _cards.PressAsync(first, CardAction.Posted);
        Assert.Contains("already", (await _cards.PressAsync(_cards.People.Cards[1], CardAction.Posted)).Toast, StringComparison.Ordinal);
        Assert.Equal((JobState.Published, PublishMethod.Manual), ((await _cards.ReadAsync(job)).State, (await _cards.ReadAsync(job)).Method));
    }

    [Fact]
    public async Task A_process_that_ends_while_it_sends_leaves_a_card_that_may_have_arrived()
    {
        await _cards.HandOver.RunAsync(await _cards.JobAsync(_channel, 0.1), "Ben", Ct);
        _cards.People.During = _ => throw new InvalidOperationException("the process ends");
        await _cards.Bring.RunAsync(Ct);
        _cards.People.During = null;

        await _cards.Bring.RunAsync(Ct);
        Assert.Single(_cards.People.Cards);
        _desk.Time.Advance(TimeSpan.FromMinutes(11));
        await _cards.Bring.RunAsync(Ct);

        Assert.Equal([1, 2], _cards.People.Cards.Select(card => card.Copy));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_told_when_it_does_not()
    {
        for (var i = 0; i < 3; i++) _cards.People.Next.Enqueue(_ => new CardSent.Later(_desk.Time.GetUtcNow().AddMinutes(20), "Telegram is down."));
        var (job, _) = await _cards.CardAsync(_channel);
        await _cards.Bring.RunAsync(Ct);
        Assert.Single(_cards.People.Cards);

        for (var i = 0; i < 2; i++)
        {
            _desk.Time.Advance(TimeSpan.FromMinutes(21));
            await _cards.Bring.RunAsync(Ct);
        }

        Assert.Equal([1, 1, 1], _cards.People.Cards.Select(card => card.Copy));
        var told = await _cards.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Handover, "handover_unavailable"), (told.State, told.Reason, told.LastError!.Code));
        Assert.Contains("Telegram is down.", told.LastError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anybody_to_bring_it_to_the_job_says_what_to_do_and_can_be_handed_over_once_more()
    {
        await _cards.ChangeSettings.UnlinkChatAsync(_desk.WorkspaceId, "Ben", Ct);
        var job = await _cards.JobAsync(_channel, 0.1);
        await _cards.HandOver.RunAsync(job, "Ben", Ct);
        await _cards.Bring.RunAsync(Ct);

        var told = await _cards.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, "handover_unavailable"), (told.State, told.LastError!.Code));
        Assert.Contains("Link a chat", told.LastError.Advice, StringComparison.Ordinal);
        await _cards.LinkAsync();
        Assert.IsType<MoveResult.Moved>(await _cards.HandOver.RunAsync(job, "Ben", Ct));
        await _cards.Bring.RunAsync(Ct);
        Assert.Single(_cards.People.Cards);
    }

    [Fact]
    public async Task Posted_ends_the_job_by_hand_and_the_card_says_so()
    {
        var (job, card) = await _cards.CardAsync(_channel);

        var reply = await _cards.PressAsync(card, CardAction.Posted);
        await _cards.Bring.RunAsync(Ct);

        Assert.Equal(CardAction.Link, reply.Ask!.Awaits);
        Assert.StartsWith("Posted by Ana (card) at ", reply.Verdict, StringComparison.Ordinal);
        Assert.Equal(reply.Verdict, Assert.Single(_cards.People.Closed).Verdict);
        var posted = await _cards.ReadAsync(job);
        Assert.Equal((JobState.Published, PublishMethod.Manual, _desk.Time.GetUtcNow()), (posted.State, posted.Method, posted.PublishedAt));
        Assert.Contains("job.published", await _desk.KindsOfEventsAsync(job.Id));
        Assert.Equal(HandoverOutcome.Posted, (await _cards.FindAsync(card)).Outcome);
    }

    [Fact]
    public async Task A_press_that_comes_twice_changes_nothing_the_second_time()
    {
        var (job, card) = await _cards.CardAsync(_channel);
        var first = await _cards.PressAsync(card, CardAction.Posted);
        var after = await _cards.ReadAsync(job);
        _desk.Time.Advance(TimeSpan.FromMinutes(5));

        var second = await _cards.PressAsync(card, CardAction.Posted);

        Assert.Equal(first.Verdict, second.Verdict);
        Assert.Equal(after, await _cards.ReadAsync(job));
        Assert.Single(await _desk.KindsOfEventsAsync(job.Id), kind => kind == "job.published");
    }

    [Fact]
    public async Task A_link_that_the_account_shows_is_bound_and_one_that_it_does_not_is_kept_as_said()
    {
        _desk.Platform.Listed = new AccountPosts { Complete = true, Posts = [new AccountPost("17900", new Uri("https://www.instagram.com/shop/p/ABC/"), _desk.Time.GetUtcNow(), "Hello")] };
        var (found, card) = await _cards.CardAsync(_channel);
        var (said, other) = await _cards.CardAsync(_channel);

        var checkedReply = await _cards.PressAsync(card, CardAction.Link, "https://www.instagram.com/p/ABC/");
        var saidReply = await _cards.PressAsync(other, CardAction.Link, "https://www.instagram.com/p/XYZ");

        Assert.Equal(("17900", "https://www.instagram.com/shop/p/ABC/"), ((await _cards.ReadAsync(found)).RemoteId, (await _cards.ReadAsync(found)).Permalink));
        Assert.Contains("found in the account", checkedReply.Toast, StringComparison.Ordinal);
        Assert.Equal((null, "https://www.instagram.com/p/XYZ"), ((await _cards.ReadAsync(said)).RemoteId, (await _cards.ReadAsync(said)).Permalink));
        Assert.Contains("could not confirm", saidReply.Toast, StringComparison.Ordinal);
        Assert.Equal((true, false), ((await _cards.FindAsync(card)).LinkChecked, (await _cards.FindAsync(other)).LinkChecked));
    }

    [Theory]
    [InlineData("somewhere")]
    [InlineData("http://www.instagram.com/p/ABC/")]
    [InlineData("javascript:alert(1)")]
    public async Task What_is_no_link_is_told_and_the_card_stays_open(string text)
    {
        var (job, card) = await _cards.CardAsync(_channel);

        var reply = await _cards.PressAsync(card, CardAction.Link, text);

        Assert.Null(reply.Verdict);
        Assert.Contains("https://", reply.Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await _cards.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_link_that_belongs_to_another_job_is_refused()
    {
        _desk.Platform.Listed = new AccountPosts { Complete = true, Posts = [new AccountPost("17900", new Uri("https://www.instagram.com/p/ABC/"), _desk.Time.GetUtcNow(), "Hello")] };
        var (_, first) = await _cards.CardAsync(_channel);
        var (job, second) = await _cards.CardAsync(_channel);
        await _cards.PressAsync(first, CardAction.Link, "https://www.instagram.com/p/ABC/");

        var reply = await _cards.PressAsync(second, CardAction.Link, "https://www.instagram.com/p/ABC/");

        Assert.Contains("another post", reply.Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await _cards.ReadAsync(job)).State);
    }

    [Fact]
    public async Task Skip_cancels_the_job_and_a_later_posted_is_believed()
    {
        var (job, card) = await _cards.CardAsync(_channel);

        Assert.StartsWith("Left out by Ana", (await _cards.PressAsync(card, CardAction.Skip)).Verdict, StringComparison.Ordinal);
        Assert.Equal(JobState.Cancelled, (await _cards.ReadAsync(job)).State);
        Assert.StartsWith("Left out by Ana", (await _cards.PressAsync(card, CardAction.Snooze30)).Toast, StringComparison.Ordinal);
        await _cards.PressAsync(card, CardAction.Posted);

        Assert.Equal((JobState.Published, PublishMethod.Manual), ((await _cards.ReadAsync(job)).State, (await _cards.ReadAsync(job)).Method));
    }

    [Fact]
    public async Task Snooze_moves_the_time_and_another_card_comes_ahead_of_it()
    {
        var (job, card) = await _cards.CardAsync(_channel);

        var reply = await _cards.PressAsync(card, CardAction.Snooze120);
        await _cards.Bring.RunAsync(Ct);

        Assert.StartsWith("Put off by Ana", reply.Verdict, StringComparison.Ordinal);
        Assert.Equal((JobState.HandedOver, job.DueAt.AddHours(2)), ((await _cards.ReadAsync(job)).State, (await _cards.ReadAsync(job)).DueAt));
        Assert.Single(_cards.People.Cards);
        _desk.Time.Advance(job.DueAt.AddMinutes(110) - _desk.Time.GetUtcNow());
        await _cards.Bring.RunAsync(Ct);
        Assert.Equal(job.DueAt.AddHours(2), _cards.People.Cards[1].DueAt);
        Assert.NotEqual(card.Code, _cards.People.Cards[1].Code);
    }

    [Fact]
    public async Task Reject_asks_why_and_then_rejects_the_post_on_all_of_its_channels()
    {
        var (job, card) = await _cards.CardAsync(_channel);

        Assert.Equal(CardAction.Reason, (await _cards.PressAsync(card, CardAction.Reject)).Ask!.Awaits);
        Assert.Equal(JobState.HandedOver, (await _cards.ReadAsync(job)).State);
        var reply = await _cards.PressAsync(card, CardAction.Reason, "The price is wrong.");

        Assert.EndsWith("The price is wrong.", reply.Verdict, StringComparison.Ordinal);
        var post = (await _desk.Posts.FindAsync(_desk.WorkspaceId, job.PostId, Ct))!;
        Assert.Equal((ApprovalState.Rejected, "The price is wrong."), (post.Approval, post.ApprovalNote));
        Assert.Equal((JobState.Cancelled, HandoverOutcome.Rejected), ((await _cards.ReadAsync(job)).State, (await _cards.FindAsync(card)).Outcome));
    }

    [Fact]
    public async Task Only_who_may_answers_and_only_in_the_chat_of_the_card()
    {
        var (job, card) = await _cards.CardAsync(_channel);
        await _cards.ChangeSettings.RunAsync(new HandoverSettings { WorkspaceId = _desk.WorkspaceId, AllowedPeople = ["7"] }, "Ben", Ct);

        Assert.Contains("another chat", (await _cards.PressAsync(card, CardAction.Posted, chat: "-1")).Toast, StringComparison.Ordinal);
        Assert.Contains("may not", (await _cards.PressAsync(card, CardAction.Posted, by: new CardPerson("8", "Eve"))).Toast, StringComparison.Ordinal);
        Assert.Contains("not known", (await _cards.PressAsync(card with { Code = "AAAAAAAAAAAAAAAAAAAAAA" }, CardAction.Posted)).Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await _cards.ReadAsync(job)).State);
        await _cards.ChangeSettings.UnlinkChatAsync(_desk.WorkspaceId, "Ben", Ct);
        Assert.Contains("no longer linked", (await _cards.PressAsync(card, CardAction.Posted)).Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await _cards.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_posted_that_comes_while_the_API_may_be_publishing_is_told_once_and_the_job_stays()
    {
        var (job, card) = await _cards.CardAsync(_channel);
        await _cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct);
        await _desk.BringToAsync(job, JobState.Publishing);
        await _desk.OpenIntentAsync(job);
        var before = await _cards.ReadAsync(job);

        var first = await _cards.PressAsync(card, CardAction.Posted);
        await _cards.PressAsync(card, CardAction.Posted);

        Assert.Contains("there twice", first.Toast, StringComparison.Ordinal);
        Assert.Equal(before, await _cards.ReadAsync(job));
        Assert.Single(await _desk.KindsOfEventsAsync(job.Id), kind => kind == "job.possible_duplicate");
        Assert.IsType<Route.Closed>(await _cards.Routes.FindAsync(before, _desk.Time.GetUtcNow(), Ct));
        // Somebody has looked: it is not there.
        Assert.IsType<MoveResult.Moved>(await _cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct));
        Assert.IsType<Route.Api>(await _cards.Routes.FindAsync(before, _desk.Time.GetUtcNow(), Ct));
    }

    [Fact]
    public async Task What_is_taken_back_while_its_card_is_sent_is_closed_all_the_same()
    {
        var job = await _cards.JobAsync(_channel, 0.1);
        await _cards.HandOver.RunAsync(job, "Ben", Ct);
        _cards.People.During = _ => _cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct);

        await _cards.Bring.RunAsync(Ct);
        await _cards.Bring.RunAsync(Ct);

        Assert.StartsWith("Taken back by Ben", Assert.Single(_cards.People.Closed).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_cannot_be_closed_is_closed_later()
    {
        var (_, card) = await _cards.CardAsync(_channel);
        await _cards.PressAsync(card, CardAction.Skip);
        _cards.People.CloseAgainAt = _desk.Time.GetUtcNow().AddMinutes(1);
        await _cards.Bring.RunAsync(Ct);
        _cards.People.CloseAgainAt = null;

        await _cards.Bring.RunAsync(Ct);
        Assert.Single(_cards.People.Closed);
        _desk.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 2; i++) await _cards.Bring.RunAsync(Ct);

        Assert.Equal(2, _cards.People.Closed.Count);
    }

    [Fact]
    public async Task Nobody_is_reminded_before_it_is_time_and_then_once()
    {
        var (job, _) = await _cards.CardAsync(_channel);
        _desk.Time.Advance(job.DueAt.AddMinutes(29) - _desk.Time.GetUtcNow());
        await _cards.Bring.RunAsync(Ct);
        Assert.Empty(_cards.People.Reminders);

        _desk.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 3; i++) await _cards.Bring.RunAsync(Ct);

        Assert.Single(_cards.People.Reminders);
        Assert.Single(await _desk.KindsOfEventsAsync(job.Id), kind => kind == "job.unanswered");
    }

    [Fact]
    public async Task Content_that_is_not_what_was_approved_goes_to_nobody()
    {
        var job = await _cards.JobAsync(_channel, 0.1);
        await _desk.Jobs.MoveAsync(job.Id, found => new Move.To(found.Job with { ApprovedHash = "other" }, new JobEvent("job.moved", "test")), _desk.Clock.Now, Ct);
        await _cards.HandOver.RunAsync(job, "Ben", Ct);

        await _cards.Bring.RunAsync(Ct);

        Assert.Empty(_cards.People.Cards);
        Assert.Equal("handover_unavailable", (await _cards.ReadAsync(job)).LastError!.Code);
    }

    [Fact]
    public async Task A_code_links_one_chat_once_and_for_a_quarter_of_an_hour()
    {
        var (code, _) = await _cards.ChangeSettings.MakeLinkCodeAsync(_desk.WorkspaceId, Ct);
        Assert.Contains("linked", await _cards.Answers.LinkChatAsync($" {code.ToLowerInvariant()} ", "-5", "Bar", HandoverDesk.Ana, Ct), StringComparison.Ordinal);
        Assert.Contains("not known", await _cards.Answers.LinkChatAsync(code, "-6", "Eve's", HandoverDesk.Ana, Ct), StringComparison.Ordinal);
        var (late, _) = await _cards.ChangeSettings.MakeLinkCodeAsync(_desk.WorkspaceId, Ct);
        _desk.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Contains("not known", await _cards.Answers.LinkChatAsync(late, "-6", "Eve's", HandoverDesk.Ana, Ct), StringComparison.Ordinal);
        Assert.Equal(new LinkedChat("-5", "Bar"), (await _cards.Settings.FindAsync(_desk.WorkspaceId, Ct)).Chat);
    }

    [Fact]
    public async Task A_chat_that_got_another_id_keeps_its_cards()
    {
        var (job, card) = await _cards.CardAsync(_channel);

        await _cards.Answers.MoveChatAsync(HandoverDesk.Chat, "-100999", Ct);
        await _cards.PressAsync(card, CardAction.Posted, chat: "-100999");

        Assert.Equal(JobState.Published, (await _cards.ReadAsync(job)).State);
    }
}

public sealed class SqliteHandoverTests() : HandoverContract(new SqliteTestDatabase());

public sealed class PostgresHandoverTests() : HandoverContract(new PostgresTestDatabase());
