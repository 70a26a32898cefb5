using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>When the engine puts a post into a person's hands, and that it never does so while a call of it is, or may be, live.</summary>
public sealed class HandoverStories : EngineStory
{
    [Fact]
    public async Task A_post_that_is_published_by_hand_is_handed_over_when_its_card_is_due_and_nothing_is_called()
    {
        Engine.Routes.ByHand();
        var job = await Engine.ScheduleAsync("hello", Hours(2));

        Engine.RunTo(job.DueAt - Minutes(10) - Seconds(1));
        Assert.Equal((JobState.Scheduled, job.DueAt - Minutes(10)), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).WakeAt));
        Engine.RunTo(job.DueAt + Hours(1));

        var handed = await Engine.ReadAsync(job);
        Assert.Equal((JobState.HandedOver, job.DueAt + Hours(24)), (handed.State, handed.WakeAt));
        Assert.Null(Assert.Single(await Engine.HandoversAsync(job)).Outcome);
        Assert.Contains("job.handed_over", await Engine.EventsAsync(job));
        Assert.Empty(Platform.Calls);
    }

    [Theory]
    [InlineData(30, 10)]
    [InlineData(2, 2)]
    public async Task A_post_that_was_planned_to_go_out_by_itself_has_its_card_in_time_once_that_is_switched_off(int dueInMinutes, int cardAtMinutesBefore)
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(dueInMinutes));
        Engine.RunFor(Seconds(30));
        Assert.Empty(await Engine.HandoversAsync(job));
        Engine.Routes.ByHand();

        Assert.Equal(1, await Engine.Jobs.LookEarlierAsync(job.ChannelId, CardTimes.LongestLead, byHand: true, Engine.Now, TestContext.Current.CancellationToken));
        Engine.RunTo(job.DueAt - Minutes(cardAtMinutesBefore - 1));

        Assert.Equal(JobState.HandedOver, (await Engine.ReadAsync(job)).State);
        Engine.RunTo(job.DueAt + Hours(1));
        Assert.Empty(Platform.Posts);
    }

    [Fact]
    public async Task Nobody_moves_what_a_person_has_in_hand_and_its_end_is_told()
    {
        Engine.Routes.ByHand();
        var job = await Engine.ScheduleAsync("hello", Minutes(20));
        Engine.RunTo(job.DueAt);

        foreach (JobChange change in (JobChange[])[new JobChange.Retry(), new JobChange.PublishNow(), new JobChange.Reschedule(Engine.Now + Hours(1)), new JobChange.Revise("other", Minutes(3))])
            Assert.Equal("handed_over", Assert.IsType<MoveResult.Refused>(await Engine.ChangeAsync(job, change)).Code);
        Engine.RunTo(job.DueAt + Hours(25));

        var expired = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Handover, "handover_expired", null), (expired.State, expired.Reason, expired.LastError!.Code, expired.WakeAt));
        Assert.Equal("expired", Assert.Single(await Engine.HandoversAsync(job)).Outcome);
    }

    [Fact]
    public async Task What_was_taken_back_goes_out_once_somebody_says_so()
    {
        Engine.Routes.ByHand();
        var job = await Engine.ScheduleAsync("hello", Minutes(20));
        Engine.RunTo(job.DueAt);
        Engine.Routes.Route = Route.Api.Only;

        await Engine.ChangeAsync(job, new HandoverChange.Withdraw());
        Engine.RunFor(Hours(1));
        Assert.Equal((JobState.NeedsAttention, "handover_withdrawn"), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).LastError!.Code));
        Assert.Empty(Platform.Calls);
        await Engine.ChangeAsync(job, new JobChange.Retry());
        Engine.RunFor(Minutes(1));

        Assert.Equal((JobState.Published, PublishMethod.Api), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Method));
        Assert.Single(Platform.Posts);
        Assert.Equal("withdrawn", Assert.Single(await Engine.HandoversAsync(job)).Outcome);
    }

    [Fact]
    public async Task A_late_posted_closes_the_way_of_the_API_where_nothing_went_out()
    {
        Engine.Routes.ByHand();
        var job = await Engine.ScheduleAsync("hello", Minutes(20));
        Engine.RunTo(job.DueAt);
        var card = Assert.Single(await Engine.HandoversAsync(job)).Id;
        Engine.Routes.Route = Route.Api.Only;
        await Engine.ChangeAsync(job, new HandoverChange.Withdraw());
        await Engine.ChangeAsync(job, new JobChange.Reschedule(Engine.Now + Hours(1)));

        await Engine.ChangeAsync(job, new HandoverChange.Posted(card, "Ann", Guid.CreateVersion7(Engine.Now)));
        Engine.RunFor(Hours(3));

        Assert.Equal((JobState.Published, PublishMethod.Manual), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Method));
        Assert.Empty(Platform.Posts);
    }

    [Fact]
    public async Task A_late_posted_of_what_went_out_is_told_and_changes_nothing()
    {
        Engine.Routes.ByHand();
        var job = await Engine.ScheduleAsync("hello", Minutes(20));
        Engine.RunTo(job.DueAt);
        var card = Assert.Single(await Engine.HandoversAsync(job)).Id;
        Engine.Routes.Route = Route.Api.Only;
        await Engine.ChangeAsync(job, new HandoverChange.Withdraw());
        await Engine.ChangeAsync(job, new JobChange.Retry());
        Engine.RunFor(Minutes(1));
        var live = await Engine.ReadAsync(job);

        await Engine.ChangeAsync(job, new HandoverChange.Posted(card, "Ann", Guid.CreateVersion7(Engine.Now)));

        Assert.Equal(live, await Engine.ReadAsync(job));
        Assert.Contains("job.possible_duplicate", await Engine.EventsAsync(job));
    }

    [Fact]
    public async Task Used_up_attempts_fall_back_to_a_person()
    {
        Engine.Routes.FallBack(FallbackOn.RetriesExhausted);
        Platform.On("create", [.. Enumerable.Repeat(Replies.Unavailable, 16)]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(2));

        Assert.Equal((JobState.HandedOver, 4), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Attempt));
        Assert.Equal("unavailable+ unavailable+ unavailable+ unavailable+", await Engine.HistoryAsync(job));
    }

    [Theory]
    [InlineData(FallbackTime.BeforeBackoff, true)]
    [InlineData(FallbackTime.AfterBackoff, false)]
    public async Task A_network_that_keeps_failing_falls_back_before_its_next_try_only_where_the_rule_says_so(FallbackTime when, bool falls)
    {
        Engine.Routes.FallBack(FallbackOn.Unhealthy, when);
        Engine.Routes.IsUnhealthy = true;
        Platform.On("create", Replies.Unavailable, Replies.Unavailable, Replies.Unavailable, Replies.Unavailable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt - Minutes(1));
        Assert.Equal(falls, (await Engine.ReadAsync(job)).State == JobState.HandedOver);
        Engine.RunFor(Hours(1));

        Assert.Equal(falls ? 0 : 1, Platform.Posts.Count);
    }

    [Theory]
    [InlineData(FallbackOn.NotAllowed, true, true)]
    [InlineData(FallbackOn.AnyError, true, true)]
    [InlineData(FallbackOn.NotAllowed, false, false)]
    public async Task What_stands_in_the_way_of_the_API_alone_falls_back_by_a_rule_of_its_own(FallbackOn rule, bool apiOnly, bool falls)
    {
        Engine.Routes.FallBack(rule);
        var error = Replies.Error(ErrorKind.FixContent, "app_not_audited") with { ApiOnly = apiOnly };
        Platform.On("create", Replies.Instead(new StepResult.Rejected(error)));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(1));

        Assert.Equal(falls ? JobState.HandedOver : JobState.NeedsAttention, (await Engine.ReadAsync(job)).State);
        Assert.Empty(Platform.Posts);
    }

    [Fact]
    public async Task A_limit_that_leaves_no_room_within_the_window_falls_back()
    {
        Engine.Routes.FallBack(FallbackOn.RateLimited);
        Platform.On("create", Replies.RetryAfter(Hours(5)));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(3));

        Assert.Equal(JobState.HandedOver, (await Engine.ReadAsync(job)).State);
        Assert.Empty(Platform.Posts);
    }

    [Fact]
    public async Task A_dead_token_that_shows_at_the_call_falls_back_at_once()
    {
        Engine.Routes.FallBack(FallbackOn.Token, FallbackTime.BeforeBackoff);
        Platform.On("publish", Replies.Unauthorized);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(5));

        Assert.Equal(JobState.HandedOver, (await Engine.ReadAsync(job)).State);
        Assert.Empty(Platform.Posts);
    }

    [Fact]
    public async Task A_dead_token_that_is_known_ahead_falls_back_when_the_card_is_due_and_not_before()
    {
        Engine.Routes.FallBack(FallbackOn.Token, FallbackTime.BeforeBackoff);
        await Engine.SetGateAsync(Gate.Reconnect);
        var job = await Engine.ScheduleAsync("hello", Hours(3));

        Engine.RunTo(job.DueAt - Minutes(11));
        Assert.Equal((JobState.NeedsAttention, JobReason.Reconnect), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
        Engine.RunTo(job.DueAt - Minutes(9));

        Assert.Equal(JobState.HandedOver, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_channel_that_a_person_paused_hands_nothing_over()
    {
        Engine.Routes.FallBack(FallbackOn.AnyError, FallbackTime.BeforeBackoff);
        await Engine.SetGateAsync(Gate.Paused);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(3));

        Assert.Equal((JobState.NeedsAttention, JobReason.Missed), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
    }

    [Fact]
    public async Task What_nobody_knows_the_outcome_of_is_settled_first_and_handed_over_only_where_it_had_no_effect()
    {
        Engine.Routes.FallBack(FallbackOn.AnyError, FallbackTime.BeforeBackoff);
        Platform.On("publish", Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(1));
        Assert.Equal((JobState.Publishing, JobReason.Settling), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
        Assert.Equal("settling", Assert.IsType<MoveResult.Refused>(await Engine.ChangeAsync(job, new HandoverChange.HandOver("Ann wants it so.", FakeRoutes.Card))).Code);
        Engine.RunFor(Hours(2));

        Assert.Equal((JobState.Published, PublishMethod.Api), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Method));
        Assert.Empty(await Engine.HandoversAsync(job));
    }

    [Fact]
    public async Task Routes_that_cannot_be_read_at_the_end_of_a_run_cost_nothing_of_what_it_found()
    {
        Engine.Routes.FallBack(FallbackOn.AnyError);
        Platform.On("publish", (_, _) =>
        {
            Engine.Routes.Broken = new InvalidOperationException("a bug of the routes");
            return Task.FromResult<StepResult>(new StepResult.Rejected(Replies.Error(ErrorKind.FixContent, "refused")));
        });
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Minutes(6));

        Assert.Equal((JobState.NeedsAttention, JobReason.Content), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
    }

    [Fact]
    public async Task What_somebody_says_is_posted_already_is_not_sent_and_a_person_must_look()
    {
        Engine.Routes.Route = new Route.Closed(Replies.Error(ErrorKind.OutcomeUnknown, "possible_duplicate"));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(1));

        Assert.Equal((JobState.NeedsAttention, JobReason.Handover), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
        Assert.Empty(Platform.Calls);
    }

    [Fact]
    public async Task A_worker_that_dies_over_an_ended_patience_is_followed_by_one_that_ends_it()
    {
        Engine.Routes.ByHand();
        var job = await Engine.ScheduleAsync("hello", Minutes(20));
        Engine.RunTo(job.DueAt + Hours(24) - Seconds(1));

        Engine.Restart();
        Engine.RunFor(Minutes(2));

        Assert.Equal((JobState.NeedsAttention, JobReason.Handover), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
    }
}
