using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>R-MAN-2, R-MAN-3, R-MAN-5: which way a post goes out, on both databases.</summary>
public abstract class RoutesContract(TestDatabase database) : CardContract(database)
{
    [Fact]
    public async Task A_post_goes_out_by_itself_where_nothing_says_otherwise()
    {
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(await Cards.JobAsync(Channel))).Fallbacks);
    }

    [Fact]
    public async Task The_server_the_channel_and_the_post_can_each_have_it_published_by_hand()
    {
        var job = await Cards.JobAsync(Channel);
        var sticker = await Desk.CreateAsync(await Desk.DraftAsync(Channel) with { RequiresInteraction = true }, Desk.InHours(4));

        Assert.Equal(HandoverCause.RequiresInteraction, await CauseAsync(await Desk.JobOfAsync(sticker, Channel)));
        await AutomateAsync(false, null);
        Assert.Equal(HandoverCause.ChannelOff, await CauseAsync(job));
        Desk.Publishing = new PublishingOptions { Automation = false };
        Assert.Equal(HandoverCause.AutomationOff, await CauseAsync(job));
    }

    [Fact]
    public async Task A_post_that_a_person_publishes_is_looked_at_before_its_card_is_due()
    {
        var sticker = await Desk.CreateAsync(await Desk.DraftAsync(Channel) with { RequiresInteraction = true }, Desk.InHours(4));
        var other = await Cards.JobAsync(Channel, 8);

        Assert.Equal(TimeSpan.FromHours(1), (await Desk.JobOfAsync(sticker, Channel)).Lead);
        Assert.Equal(Desk.JobsOptions.LeadTime, other.Lead);
    }

    [Fact]
    public async Task What_was_planned_before_a_channel_is_switched_off_is_looked_at_in_time_for_its_card()
    {
        var soon = await Cards.JobAsync(Channel, 0.5);
        var later = await Cards.JobAsync(Channel, 8);
        var (before, laterBefore) = (soon.WakeAt, later.WakeAt);
        Assert.Equal(soon.DueAt - Desk.JobsOptions.LeadTime, before);

        await AutomateAsync(true, null);
        Assert.Equal(before, (await Cards.ReadAsync(soon)).WakeAt);
        await AutomateAsync(false, null);

        Assert.Equal(Desk.Clock.Now, (await Cards.ReadAsync(soon)).WakeAt);
        // It is looked at an hour before due in any case.
        Assert.Equal(laterBefore, (await Cards.ReadAsync(later)).WakeAt);
    }

    [Fact]
    public async Task What_was_planned_before_the_server_publishes_nothing_by_itself_is_looked_at_in_time_for_its_card()
    {
        var soon = await Cards.JobAsync(Channel, 0.5);

        Assert.Equal(0, await WakeAsync());
        Desk.Publishing = new PublishingOptions { Automation = false };
        Assert.Equal(1, await WakeAsync());
        Assert.Equal(0, await WakeAsync());

        Assert.Equal(Desk.Clock.Now, (await Cards.ReadAsync(soon)).WakeAt);
        Assert.Equal(CardTimes.LongestLead, (await Cards.JobAsync(Channel, 9)).Lead);
    }

    [Fact]
    public async Task Over_the_cap_of_a_day_posts_are_published_by_hand_and_the_next_day_begins_anew()
    {
        await AutomateAsync(true, 2);
        var first = await Cards.JobAsync(Channel, 1);
        var second = await Cards.JobAsync(Channel, 2);
        var third = await Cards.JobAsync(Channel, 3);
        var tomorrow = await Cards.JobAsync(Channel, 27);

        Assert.IsType<Route.Api>(await RouteAsync(first));
        Assert.IsType<Route.Api>(await RouteAsync(second));
        Assert.Equal(HandoverCause.DailyCap, await CauseAsync(third));
        Assert.IsType<Route.Api>(await RouteAsync(tomorrow));
        // What does not go out by itself makes room.
        await Desk.BringToAsync(first, JobState.Cancelled);
        Assert.IsType<Route.Api>(await RouteAsync(third));
    }

    [Fact]
    public async Task A_fallback_is_as_the_workspace_says_unless_the_post_says_otherwise()
    {
        await FallBackAsync(new FallbackRule(FallbackOn.Token, FallbackTime.BeforeBackoff));
        var asWorkspace = await Cards.JobAsync(Channel);
        var never = await Desk.CreateAsync(await Desk.DraftAsync(Channel) with { Handover = PostHandover.Never }, Desk.InHours(4));
        var any = await Desk.CreateAsync(await Desk.DraftAsync(Channel) with { Handover = PostHandover.AnyError }, Desk.InHours(8));

        Assert.Equal([new FallbackRule(FallbackOn.Token, FallbackTime.BeforeBackoff)], Assert.IsType<Route.Api>(await RouteAsync(asWorkspace)).Fallbacks);
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(await Desk.JobOfAsync(never, Channel))).Fallbacks);
        Assert.Equal(FallbackOn.AnyError, Assert.Single(Assert.IsType<Route.Api>(await RouteAsync(await Desk.JobOfAsync(any, Channel))).Fallbacks).On);
    }

    [Fact]
    public async Task Without_a_chat_or_a_way_there_nothing_falls_back()
    {
        await FallBackAsync(new FallbackRule(FallbackOn.AnyError, FallbackTime.AfterBackoff));
        var job = await Cards.JobAsync(Channel);
        Assert.NotEmpty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);

        Cards.People.IsSetUp = false;
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);
        Cards.People.IsSetUp = true;
        await Cards.ChangeSettings.UnlinkChatAsync(Desk.WorkspaceId, "Ben", Ct);
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);
    }

    [Fact]
    public async Task A_job_falls_back_once()
    {
        await FallBackAsync(new FallbackRule(FallbackOn.AnyError, FallbackTime.AfterBackoff));
        var job = await Cards.JobAsync(Channel);
        var order = new HandoverOrder { Id = Guid.CreateVersion7(Desk.Clock.Now), Cause = HandoverCause.Token, Why = "It is dead.", CardAt = Desk.Clock.Now, ExpiresAt = Desk.InHours(24) };
        await Desk.Jobs.MoveAsync(job.Id, found => new Move.To(HandoverMoves.InHands(found.Job, order, Desk.JobsOptions), new JobEvent("job.handed_over", "engine")) { Order = order }, Desk.Clock.Now, Ct);
        await Cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct);

        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);
    }

    [Fact]
    public async Task Five_failures_within_half_an_hour_make_a_network_unhealthy_on_a_channel()
    {
        var job = await Cards.JobAsync(Channel);
        Assert.False(await Cards.Routes.IsUnhealthyAsync(job, Desk.Clock.Now, Ct));

        for (var i = 0; i < 4; i++) await FailAsync(job);
        Assert.True(await Cards.Routes.IsUnhealthyAsync(job, Desk.Clock.Now, Ct));
        Desk.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.False(await Cards.Routes.IsUnhealthyAsync(job, Desk.Clock.Now, Ct));
    }

    [Fact]
    public async Task What_only_the_API_may_not_do_is_refused_unless_a_person_would_publish_it()
    {
        Desk.Platform.Findings = [new Finding("app_not_audited", "options.privacy", "The app is not audited.") { ApiOnly = true }];
        var draft = await Desk.DraftAsync(Channel);
        async Task<bool> TakenAsync(PostDraft wanted) => !(await Desk.CheckPost.RunAsync(Desk.WorkspaceId, wanted, at: null, Ct)).Blocked;

        Assert.False(await TakenAsync(draft));
        Assert.True(await TakenAsync(draft with { RequiresInteraction = true }));
        Assert.True(await TakenAsync(draft with { Handover = PostHandover.AnyError }));
        await FallBackAsync(new FallbackRule(FallbackOn.Token, FallbackTime.BeforeBackoff));
        Assert.False(await TakenAsync(draft));
        await FallBackAsync(new FallbackRule(FallbackOn.NotAllowed, FallbackTime.BeforeBackoff));
        Assert.True(await TakenAsync(draft));
        Assert.False(await TakenAsync(draft with { Handover = PostHandover.Never }));
        Desk.People.IsSetUp = false;
        Assert.False(await TakenAsync(draft));
        await AutomateAsync(false, null);
        Assert.True(await TakenAsync(draft));
    }

    private async Task<int> WakeAsync()
    {
        using var wake = new WakeForCards(Desk.Jobs, Desk.Clock, new WakeSignal(), Desk.Time, Options.Create(Desk.Publishing), NullLogger<WakeForCards>.Instance);
        return await wake.RunAsync(Ct);
    }

    private Task<Route> RouteAsync(Job job) => Cards.Routes.FindAsync(job, Desk.Clock.Now, Ct);

    private async Task<HandoverCause> CauseAsync(Job job) => Assert.IsType<Route.Manual>(await RouteAsync(job)).Cause;

    private async Task AutomateAsync(bool automation, int? perDay) =>
        Assert.IsType<ChannelResult.Changed>(await new ChangeAutomation(Desk.Channels, Desk.Jobs, Desk.Events, Desk.Database, Desk.Clock, new WakeSignal()).RunAsync(Desk.WorkspaceId, Channel.Id, automation, perDay, "Ben", Ct));

    private async Task FallBackAsync(params FallbackRule[] rules) =>
        Assert.Null(await Cards.ChangeSettings.RunAsync(new HandoverSettings { WorkspaceId = Desk.WorkspaceId, FallbackOn = rules }, "Ben", Ct));

    private Task<int> FailAsync(Job job) => Desk.Database.WriteAsync(Posthaste.Storage.WritePriority.Api, connection => Posthaste.Storage.JobStatements.Insert(
        new Attempt
        {
            Id = Guid.CreateVersion7(Desk.Clock.Now),
            JobId = job.Id,
            Round = 1,
            Number = 1,
            Step = "create",
            Outcome = AttemptOutcome.Unavailable,
            Counted = true,
            StartedAt = Desk.Clock.Now,
            EndedAt = Desk.Clock.Now,
            Node = Guid.Empty,
            Epoch = 1,
        }, null, 0).ExecuteAsync(connection), Ct);
}

public sealed class SqliteRoutesTests() : RoutesContract(new SqliteTestDatabase());

public sealed class PostgresRoutesTests() : RoutesContract(new PostgresTestDatabase());
