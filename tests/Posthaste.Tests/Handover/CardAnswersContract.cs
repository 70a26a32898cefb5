using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>What people answer to cards, who may, and what comes too late. On both databases.</summary>
public abstract class CardAnswersContract(TestDatabase database) : CardContract(database)
{
    [Fact]
    public async Task Posted_ends_the_job_by_hand_and_the_card_says_so()
    {
        var (job, card) = await Cards.CardAsync(Channel);

        var reply = await Cards.PressAsync(card, CardAction.Posted);
        await Cards.Bring.RunAsync(Ct);

        Assert.Equal(CardAction.Link, reply.Ask!.Awaits);
        Assert.StartsWith("Posted by Ana (card) at ", reply.Verdict, StringComparison.Ordinal);
        Assert.Equal(reply.Verdict, Assert.Single(Cards.People.Closed).Verdict);
        var posted = await Cards.ReadAsync(job);
        Assert.Equal((JobState.Published, PublishMethod.Manual, Desk.Time.GetUtcNow()), (posted.State, posted.Method, posted.PublishedAt));
        Assert.Contains("job.published", await Desk.KindsOfEventsAsync(job.Id));
        Assert.Equal(HandoverOutcome.Posted, (await Cards.FindAsync(card)).Outcome);
    }

    [Fact]
    public async Task A_press_that_comes_twice_changes_nothing_the_second_time()
    {
        var (job, card) = await Cards.CardAsync(Channel);
        var first = await Cards.PressAsync(card, CardAction.Posted);
        var after = await Cards.ReadAsync(job);
        Desk.Time.Advance(TimeSpan.FromMinutes(5));

        var second = await Cards.PressAsync(card, CardAction.Posted);

        Assert.Equal(first.Verdict, second.Verdict);
        Assert.Equal(after, await Cards.ReadAsync(job));
        Assert.Single(await Desk.KindsOfEventsAsync(job.Id), kind => kind == "job.published");
    }

    [Fact]
    public async Task A_link_that_the_account_shows_is_bound_and_one_that_it_does_not_is_kept_as_said()
    {
        Desk.Platform.Listed = new AccountPosts { Complete = true, Posts = [new AccountPost("17900", new Uri("https://www.instagram.com/shop/p/ABC/"), Desk.Time.GetUtcNow(), "Hello")] };
        var (found, card) = await Cards.CardAsync(Channel);
        var (said, other) = await Cards.CardAsync(Channel);

        var checkedReply = await Cards.PressAsync(card, CardAction.Link, "https://www.instagram.com/p/ABC/");
        var saidReply = await Cards.PressAsync(other, CardAction.Link, "https://www.instagram.com/p/XYZ");

        Assert.Equal(("17900", "https://www.instagram.com/shop/p/ABC/"), ((await Cards.ReadAsync(found)).RemoteId, (await Cards.ReadAsync(found)).Permalink));
        Assert.Contains("found in the account", checkedReply.Toast, StringComparison.Ordinal);
        Assert.Equal((null, "https://www.instagram.com/p/XYZ"), ((await Cards.ReadAsync(said)).RemoteId, (await Cards.ReadAsync(said)).Permalink));
        Assert.Contains("could not confirm", saidReply.Toast, StringComparison.Ordinal);
        Assert.Equal((true, false), ((await Cards.FindAsync(card)).LinkChecked, (await Cards.FindAsync(other)).LinkChecked));
    }

    [Theory]
    [InlineData("somewhere")]
    [InlineData("http://www.instagram.com/p/ABC/")]
    [InlineData("javascript:alert(1)")]
    public async Task What_is_no_link_is_told_and_the_card_stays_open(string text)
    {
        var (job, card) = await Cards.CardAsync(Channel);

        var reply = await Cards.PressAsync(card, CardAction.Link, text);

        Assert.Null(reply.Verdict);
        Assert.Contains("https://", reply.Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await Cards.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_link_that_belongs_to_another_job_is_refused()
    {
        Desk.Platform.Listed = new AccountPosts { Complete = true, Posts = [new AccountPost("17900", new Uri("https://www.instagram.com/p/ABC/"), Desk.Time.GetUtcNow(), "Hello")] };
        var (_, first) = await Cards.CardAsync(Channel);
        var (job, second) = await Cards.CardAsync(Channel);
        await Cards.PressAsync(first, CardAction.Link, "https://www.instagram.com/p/ABC/");

        var reply = await Cards.PressAsync(second, CardAction.Link, "https://www.instagram.com/p/ABC/");

        Assert.Contains("another post", reply.Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await Cards.ReadAsync(job)).State);
    }

    [Fact]
    public async Task Skip_cancels_the_job_and_a_later_posted_is_believed()
    {
        var (job, card) = await Cards.CardAsync(Channel);

        Assert.StartsWith("Left out by Ana", (await Cards.PressAsync(card, CardAction.Skip)).Verdict, StringComparison.Ordinal);
        Assert.Equal(JobState.Cancelled, (await Cards.ReadAsync(job)).State);
        Assert.StartsWith("Left out by Ana", (await Cards.PressAsync(card, CardAction.Snooze30)).Toast, StringComparison.Ordinal);
        await Cards.PressAsync(card, CardAction.Posted);

        Assert.Equal((JobState.Published, PublishMethod.Manual), ((await Cards.ReadAsync(job)).State, (await Cards.ReadAsync(job)).Method));
    }

    [Fact]
    public async Task Snooze_moves_the_time_and_another_card_comes_ahead_of_it()
    {
        var (job, card) = await Cards.CardAsync(Channel);

        var reply = await Cards.PressAsync(card, CardAction.Snooze120);
        await Cards.Bring.RunAsync(Ct);

        Assert.StartsWith("Put off by Ana", reply.Verdict, StringComparison.Ordinal);
        Assert.Equal((JobState.HandedOver, job.DueAt.AddHours(2)), ((await Cards.ReadAsync(job)).State, (await Cards.ReadAsync(job)).DueAt));
        Assert.Single(Cards.People.Cards);
        Desk.Time.Advance(job.DueAt.AddMinutes(110) - Desk.Time.GetUtcNow());
        await Cards.Bring.RunAsync(Ct);
        Assert.Equal(job.DueAt.AddHours(2), Cards.People.Cards[1].DueAt);
        Assert.NotEqual(card.Code, Cards.People.Cards[1].Code);
    }

    [Fact]
    public async Task Reject_asks_why_and_then_rejects_the_post_on_all_of_its_channels()
    {
        var (job, card) = await Cards.CardAsync(Channel);

        Assert.Equal(CardAction.Reason, (await Cards.PressAsync(card, CardAction.Reject)).Ask!.Awaits);
        Assert.Equal(JobState.HandedOver, (await Cards.ReadAsync(job)).State);
        var reply = await Cards.PressAsync(card, CardAction.Reason, "The price is wrong.");

        Assert.EndsWith("The price is wrong.", reply.Verdict, StringComparison.Ordinal);
        var post = (await Desk.Posts.FindAsync(Desk.WorkspaceId, job.PostId, Ct))!;
        Assert.Equal((ApprovalState.Rejected, "The price is wrong."), (post.Approval, post.ApprovalNote));
        Assert.Equal((JobState.Cancelled, HandoverOutcome.Rejected), ((await Cards.ReadAsync(job)).State, (await Cards.FindAsync(card)).Outcome));
    }

    [Fact]
    public async Task Only_who_may_answers_and_only_in_the_chat_of_the_card()
    {
        var (job, card) = await Cards.CardAsync(Channel);
        await Cards.ChangeSettings.RunAsync(new HandoverSettings { WorkspaceId = Desk.WorkspaceId, AllowedPeople = ["7"] }, "Ben", Ct);

        Assert.Contains("another chat", (await Cards.PressAsync(card, CardAction.Posted, chat: "-1")).Toast, StringComparison.Ordinal);
        Assert.Contains("may not", (await Cards.PressAsync(card, CardAction.Posted, by: new CardPerson("8", "Eve"))).Toast, StringComparison.Ordinal);
        Assert.Contains("not known", (await Cards.PressAsync(card with { Code = "AAAAAAAAAAAAAAAAAAAAAA" }, CardAction.Posted)).Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await Cards.ReadAsync(job)).State);
        await Cards.ChangeSettings.UnlinkChatAsync(Desk.WorkspaceId, "Ben", Ct);
        Assert.Contains("no longer linked", (await Cards.PressAsync(card, CardAction.Posted)).Toast, StringComparison.Ordinal);
        Assert.Equal(JobState.HandedOver, (await Cards.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_posted_that_comes_while_the_API_may_be_publishing_is_told_once_and_the_job_stays()
    {
        var (job, card) = await Cards.CardAsync(Channel);
        await Cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct);
        await Desk.BringToAsync(job, JobState.Publishing);
        await Desk.OpenIntentAsync(job);
        var before = await Cards.ReadAsync(job);

        var first = await Cards.PressAsync(card, CardAction.Posted);
        await Cards.PressAsync(card, CardAction.Posted);

        Assert.Contains("there twice", first.Toast, StringComparison.Ordinal);
        Assert.Equal(before, await Cards.ReadAsync(job));
        Assert.Single(await Desk.KindsOfEventsAsync(job.Id), kind => kind == "job.possible_duplicate");
        Assert.IsType<Route.Closed>(await Cards.Routes.FindAsync(before, Desk.Time.GetUtcNow(), Ct));
        // Somebody has looked: it is not there.
        Assert.IsType<MoveResult.Moved>(await Cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct));
        Assert.IsType<Route.Api>(await Cards.Routes.FindAsync(before, Desk.Time.GetUtcNow(), Ct));
    }

    [Fact]
    public async Task A_code_links_one_chat_once_and_for_a_quarter_of_an_hour()
    {
        var (code, _) = await Cards.ChangeSettings.MakeLinkCodeAsync(Desk.WorkspaceId, Ct);
        Assert.Contains("linked", await Cards.Answers.LinkChatAsync($" {code.ToLowerInvariant()} ", "-5", "Bar", HandoverDesk.Ana, Ct), StringComparison.Ordinal);
        Assert.Contains("not known", await Cards.Answers.LinkChatAsync(code, "-6", "Eve's", HandoverDesk.Ana, Ct), StringComparison.Ordinal);
        var (late, _) = await Cards.ChangeSettings.MakeLinkCodeAsync(Desk.WorkspaceId, Ct);
        Desk.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Contains("not known", await Cards.Answers.LinkChatAsync(late, "-6", "Eve's", HandoverDesk.Ana, Ct), StringComparison.Ordinal);
        Assert.Equal(new LinkedChat("-5", "Bar"), (await Cards.Settings.FindAsync(Desk.WorkspaceId, Ct)).Chat);
    }

    [Fact]
    public async Task A_chat_that_got_another_id_keeps_its_cards()
    {
        var (job, card) = await Cards.CardAsync(Channel);

        await Cards.Answers.MoveChatAsync(HandoverDesk.Chat, "-100999", Ct);
        await Cards.PressAsync(card, CardAction.Posted, chat: "-100999");

        Assert.Equal(JobState.Published, (await Cards.ReadAsync(job)).State);
    }
}

public sealed class SqliteCardAnswersTests() : CardAnswersContract(new SqliteTestDatabase());

public sealed class PostgresCardAnswersTests() : CardAnswersContract(new PostgresTestDatabase());
