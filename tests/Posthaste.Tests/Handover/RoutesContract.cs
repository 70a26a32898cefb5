using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Tests.Posts;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Handover;

/// <summary>R-MAN-2, R-MAN-3, R-MAN-5: which way a post goes out, on both databases.</summary>
public abstract class RoutesContract(TestDatabase database) : IAsyncLifetime
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
    public async Task A_post_goes_out_by_itself_where_nothing_says_otherwise()
    {
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(await _cards.JobAsync(_channel))).Fallbacks);
    }

    [Fact]
    public async Task The_server_the_channel_and_the_post_can_each_have_it_published_by_hand()
    {
        var job = await _cards.JobAsync(_channel);
        var sticker = await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { RequiresInteraction = true }, _desk.InHours(4));

        Assert.Equal(HandoverCause.RequiresInteraction, await CauseAsync(await _desk.JobOfAsync(sticker, _channel)));
        await AutomateAsync(false, null);
        Assert.Equal(HandoverCause.ChannelOff, await CauseAsync(job));
        _desk.Publishing = new PublishingOptions { Automation = false };
        Assert.Equal(HandoverCause.AutomationOff, await CauseAsync(job));
    }

    [Fact]
    public async Task A_post_that_a_person_publishes_is_looked_at_before_its_card_is_due()
    {
        var sticker = await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { RequiresInteraction = true }, _desk.InHours(4));
        var other = await _cards.JobAsync(_channel, 8);

        Assert.Equal(TimeSpan.FromHours(1), (await _desk.JobOfAsync(sticker, _channel)).Lead);
        Assert.Equal(_desk.JobsOptions.LeadTime, other.Lead);
    }

    [Fact]
    public async Task What_was_planned_before_a_channel_is_switched_off_is_looked_at_in_time_for_its_card()
    {
        var soon = await _cards.JobAsync(_channel, 0.5);
        var later = await _cards.JobAsync(_channel, 8);
        var (before, laterBefore) = (soon.WakeAt, later.WakeAt);
        Assert.Equal(soon.DueAt - _desk.JobsOptions.LeadTime, before);

        await AutomateAsync(true, null);
        Assert.Equal(before, (await _cards.ReadAsync(soon)).WakeAt);
        await AutomateAsync(false, null);

        Assert.Equal(_desk.Clock.Now, (await _cards.ReadAsync(soon)).WakeAt);
        // It is looked at an hour before due in any case.
        Assert.Equal(laterBefore, (await _cards.ReadAsync(later)).WakeAt);
    }

    [Fact]
    public async Task What_was_planned_before_the_server_publishes_nothing_by_itself_is_looked_at_in_time_for_its_card()
    {
        var soon = await _cards.JobAsync(_channel, 0.5);

        Assert.Equal(0, await WakeAsync());
        _desk.Publishing = new PublishingOptions { Automation = false };
        Assert.Equal(1, await WakeAsync());
        Assert.Equal(0, await WakeAsync());

        Assert.Equal(_desk.Clock.Now, (await _cards.ReadAsync(soon)).WakeAt);
        Assert.Equal(CardTimes.LongestLead, (await _cards.JobAsync(_channel, 9)).Lead);
    }

    [Fact]
    public async Task Over_the_cap_of_a_day_posts_are_published_by_hand_and_the_next_day_begins_anew()
    {
        await AutomateAsync(true, 2);
        var first = await _cards.JobAsync(_channel, 1);
        var second = await _cards.JobAsync(_channel, 2);
        var third = await _cards.JobAsync(_channel, 3);
        var tomorrow = await _cards.JobAsync(_channel, 27);

        Assert.IsType<Route.Api>(await RouteAsync(first));
        Assert.IsType<Route.Api>(await RouteAsync(second));
        Assert.Equal(HandoverCause.DailyCap, await CauseAsync(third));
        Assert.IsType<Route.Api>(await RouteAsync(tomorrow));
        // What does not go out by itself makes room.
        await _desk.BringToAsync(first, JobState.Cancelled);
        Assert.IsType<Route.Api>(await RouteAsync(third));
    }

    [Fact]
    public async Task A_fallback_is_as_the_workspace_says_unless_the_post_says_otherwise()
    {
        await FallBackAsync(new FallbackRule(FallbackOn.Token, FallbackTime.BeforeBackoff));
        var asWorkspace = await _cards.JobAsync(_channel);
        var never = await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { Handover = PostHandover.Never }, _desk.InHours(4));
        var any = await _desk.CreateAsync(await _desk.DraftAsync(_channel) with { Handover = PostHandover.AnyError }, _desk.InHours(8));

        Assert.Equal([new FallbackRule(FallbackOn.Token, FallbackTime.BeforeBackoff)], Assert.IsType<Route.Api>(await RouteAsync(asWorkspace)).Fallbacks);
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(await _desk.JobOfAsync(never, _channel))).Fallbacks);
        Assert.Equal(FallbackOn.AnyError, Assert.Single(Assert.IsType<Route.Api>(await RouteAsync(await _desk.JobOfAsync(any, _channel))).Fallbacks).On);
    }

    [Fact]
    public async Task Without_a_chat_or_a_way_there_nothing_falls_back()
    {
        await FallBackAsync(new FallbackRule(FallbackOn.AnyError, FallbackTime.AfterBackoff));
        var job = await _cards.JobAsync(_channel);
        Assert.NotEmpty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);

        _cards.People.IsSetUp = false;
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);
        _cards.People.IsSetUp = true;
        await _cards.ChangeSettings.UnlinkChatAsync(_desk.WorkspaceId, "Ben", Ct);
        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);
    }

    [Fact]
    public async Task A_job_falls_back_once()
    {
        await FallBackAsync(new FallbackRule(FallbackOn.AnyError, FallbackTime.AfterBackoff));
        var job = await _cards.JobAsync(_channel);
        var order = new HandoverOrder { Id = Guid.CreateVersion7(_desk.Clock.Now), Cause = HandoverCause.Token, Why = "It is dead.", CardAt = _desk.Clock.Now, ExpiresAt = _desk.InHours(24) };
        await _desk.Jobs.MoveAsync(job.Id, found => new Move.To(HandoverMoves.InHands(found.Job, order, _desk.JobsOptions), new JobEvent("job.handed_over", "engine")) { Order = order }, _desk.Clock.Now, Ct);
        await _cards.HandOver.WithdrawAsync(job.Id, "Ben", Ct);

        Assert.Empty(Assert.IsType<Route.Api>(await RouteAsync(job)).Fallbacks);
    }

    [Fact]
    public async Task Five_failures_within_half_an_hour_make_a_network_unhealthy_on_a_channel()
    {
        var job = await _cards.JobAsync(_channel);
        Assert.False(await _cards.Routes.IsUnhealthyAsync(job, _desk.Clock.Now, Ct));

        for (var i = 0; i < 4; i++) await FailAsync(job);
        Assert.True(await _cards.Routes.IsUnhealthyAsync(job, _desk.Clock.Now, Ct));
        _desk.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.False(await _cards.Routes.IsUnhealthyAsync(job, _desk.Clock.Now, Ct));
    }

    private async Task<int> WakeAsync()
    {
        using var wake = new WakeForCards(_desk.Jobs, _desk.Clock, new WakeSignal(), _desk.Time, Options.Create(_desk.Publishing), NullLogger<WakeForCards>.Instance);
        return await wake.RunAsync(Ct);
    }

    private Task<Route> RouteAsync(Job job) => _cards.Routes.FindAsync(job, _desk.Clock.Now, Ct);

    private async Task<HandoverCause> CauseAsync(Job job) => Assert.IsType<Route.Manual>(await RouteAsync(job)).Cause;

    private async Task AutomateAsync(bool automation, int? perDay) =>
        Assert.IsType<ChannelResult.Changed>(await new ChangeAutomation(_desk.Channels, _desk.Jobs, _desk.Events, _desk.Database, _desk.Clock, new WakeSignal()).RunAsync(_desk.WorkspaceId, _channel.Id, automation, perDay, "Ben", Ct));

    private async Task FallBackAsync(params FallbackRule[] rules) =>
        Assert.Null(await _cards.ChangeSettings.RunAsync(new HandoverSettings { WorkspaceId = _desk.WorkspaceId, FallbackOn = rules }, "Ben", Ct));

    private Task<int> FailAsync(Job job) => _desk.Database.WriteAsync(Posthaste.Storage.WritePriority.Api, connection => Posthaste.Storage.JobStatements.Insert(
        new Attempt
        {
            Id = Guid.CreateVersion7(_desk.Clock.Now),
            JobId = job.Id,
            Round = 1,
            Number = 1,
            Step = "create",
            Outcome = AttemptOutcome.Unavailable,
            Counted = true,
            StartedAt = _desk.Clock.Now,
            EndedAt = _desk.Clock.Now,
            Node = Guid.Empty,
            Epoch = 1,
        }, null, 0).ExecuteAsync(connection), Ct);
}

public sealed class SqliteRoutesTests() : RoutesContract(new SqliteTestDatabase());

public sealed class PostgresRoutesTests() : RoutesContract(new PostgresTestDatabase());
