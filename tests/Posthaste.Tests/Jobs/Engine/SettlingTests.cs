using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>What the engine does when nobody knows whether the publish call took effect.</summary>
public sealed class SettlingTests : EngineStory
{
    [Fact]
    public async Task A_lost_answer_of_a_call_that_took_effect_is_settled_by_the_witness_and_nothing_is_sent_again()
    {
        Platform.On("publish", Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(14));
        Assert.Equal((JobState.Publishing, JobReason.Settling), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));
        Engine.RunFor(Seconds(2));

        var live = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, null), (live.State, live.RemoteId));
        Assert.Equal("prepared unknown settled_published+", await Engine.HistoryAsync(job));

        Engine.RunFor(Hours(1));
        var done = await Engine.ReadAsync(job);
        Assert.Equal(("p1", "https://posts.example/p1"), (done.RemoteId, done.Permalink));
        Assert.True(Platform.Probes[^1] - Platform.Probes[0] >= Seconds(60), "The link was bound before two reads a minute apart had agreed.");
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task A_post_that_took_effect_long_after_its_call_says_so_once_it_is_found()
    {
        Platform.On("publish", Replies.LostBefore);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(40));
        Platform.Containers["c1"].Published = true;
        Platform.Posts.Add(new ModelPost("p1", "hello", Engine.Now, "c1"));

        Engine.RunFor(Hours(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal(("p1", job.DueAt + Seconds(40), 40_000), (done.RemoteId, done.PublishedAt, done.LatenessMs));
    }

    [Fact]
    public async Task A_lost_call_without_effect_is_sent_again_from_the_same_container_after_the_quiet_time_and_two_reads()
    {
        Platform.On("publish", Replies.LostBefore);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(10));

        var done = await Engine.ReadAsync(job);
        Assert.Equal(JobState.Published, done.State);
        Assert.Equal("prepared unknown settled_not_published+ published+", await Engine.HistoryAsync(job));
        var calls = Platform.Publishes.ToList();
        Assert.Equal(["c1", "c1"], calls.Select(call => call.Container));
        // 30 s for the call, 60 s for the platform, 60 s for its status; then two reads.
        Assert.True(calls[1].At - calls[0].At >= Seconds(180), $"sent again after {calls[1].At - calls[0].At}");
        Assert.True(Platform.Probes[^1] - Platform.Probes[^2] >= Seconds(30));
    }

    [Theory]
    [InlineData(Witness.NotPublished)]
    [InlineData(Witness.Pending)]
    [InlineData(Witness.Unreadable)]
    public async Task A_post_made_by_hand_with_the_same_caption_is_never_taken_for_ours(Witness witness)
    {
        Platform.On("publish", Replies.LostBefore);
        Platform.Witness = witness;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));

        Platform.PostByHand("hello");
        Engine.RunFor(Hours(25));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Undecidable, null), (done.State, done.Reason, done.RemoteId));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task Two_posts_that_could_be_ours_leave_the_link_unknown()
    {
        Platform.On("publish", Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));

        Platform.PostByHand("hello");
        Engine.RunFor(Hours(25));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, null, null), (done.State, done.RemoteId, done.WakeAt));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "p1")]
    public async Task A_post_that_another_lost_call_may_have_made_is_left_alone(bool mayBeTheOthers, string? bound)
    {
        Platform.On("publish", Replies.LostAfter, Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        var other = await Engine.ScheduleAsync("good morning", Minutes(5) + Seconds(3));
        Engine.RunTo(other.DueAt + Seconds(20));

        // Nobody can say any more what that one looks like; else it is seen that it looks different.
        if (mayBeTheOthers) Engine.Contents.Remove(other.PostId);
        Engine.RunFor(Hours(25));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, bound), (done.State, done.RemoteId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Witness.None)]
    public async Task A_post_that_the_accounts_list_names_gets_its_first_comment_too(Witness? witness)
    {
        Platform.Comments = true;
        Platform.Witness = witness;
        Platform.On("publish", Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(1));

        Assert.Equal("p1", (await Engine.ReadAsync(job)).RemoteId);
        Assert.Equal(["p1"], Platform.CommentsMade.Select(comment => comment.PostId));
    }

    [Fact]
    public async Task A_link_is_looked_for_without_wearing_out_the_platform()
    {
        Platform.On("publish", Replies.LostAfter);
        Platform.ListLag = Hours(5);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(7));

        Assert.Equal("p1", (await Engine.ReadAsync(job)).RemoteId);
        Assert.InRange(Platform.Probes.Count, 5, 30);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_witness_stays_silent_for_a_day_a_person_decides(bool isLive)
    {
        Platform.On("publish", isLive ? Replies.LostAfter : Replies.LostBefore);
        Platform.Witness = Witness.Unreadable;
        Platform.ListLag = Hours(48);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunFor(Hours(23));
        Assert.Equal(JobState.Publishing, (await Engine.ReadAsync(job)).State);

        Engine.RunFor(Hours(2));
        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(job)).Reason);
        Assert.Equal("prepared unknown undecidable", await Engine.HistoryAsync(job));
        Assert.Equal("undecided", CodeOf(await Engine.ChangeAsync(job, new JobChange.Retry())));
        Assert.Equal("undecided", CodeOf(await Engine.ScheduleAsync(job.PostId, Minutes(5))));

        if (isLive)
        {
            await Engine.ChangeAsync(job, new JobChange.ResolvePublished(new Uri("https://posts.example/seen")));
            var resolved = await Engine.ReadAsync(job);
            Assert.Equal((JobState.Published, "https://posts.example/seen"), (resolved.State, resolved.Permalink));
        }
        else
        {
            await Engine.ChangeAsync(job, new JobChange.ResolveNotPublished());
            Assert.Equal(JobState.NeedsAttention, (await Engine.ReadAsync(job)).State);
            await Engine.ChangeAsync(job, new JobChange.Retry());
            Engine.RunFor(Minutes(5));
            Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        }
        Assert.Single(Platform.Posts);
    }

    [Theory]
    [InlineData("disconnected")]
    [InlineData("platform gone")]
    public async Task An_unknown_outcome_that_nobody_can_ask_about_reaches_a_person(string what)
    {
        Platform.On("publish", Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));

        if (what == "disconnected") Engine.Accounts.Disconnect(Engine.Channel);
        else Engine.PlatformGone = true;
        Engine.RunFor(Hours(25));

        Assert.Equal(JobReason.Undecidable, (await Engine.ReadAsync(job)).Reason);
        await Engine.ChangeAsync(job, new JobChange.ResolvePublished(null));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_persons_pause_stops_publishing_but_settling_goes_on()
    {
        Platform.On("publish", Replies.LostAfter);
        var unknown = await Engine.ScheduleAsync("unknown", Minutes(5));
        var next = await Engine.ScheduleAsync("next", Minutes(6));
        Engine.RunTo(unknown.DueAt + Seconds(1));

        await Engine.SetGateAsync(Gate.Paused);
        Engine.RunFor(Minutes(30));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(unknown)).State);
        Assert.Equal(JobReason.WaitingAccount, (await Engine.ReadAsync(next)).Reason);
        await Engine.SetGateAsync(Gate.Open);
        Engine.RunFor(Minutes(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(next)).State);
    }

    [Fact]
    public async Task Settling_waits_for_the_platforms_block_to_end_without_spinning()
    {
        var until = Engine.Now + Hours(6);
        Platform.On("publish", (honestly, _) =>
        {
            honestly();
            return Task.FromResult<StepResult>(new StepResult.Unknown(Replies.Error(ErrorKind.OutcomeUnknown, "4"), until));
        });
        var unknown = await Engine.ScheduleAsync("unknown", Minutes(5));
        // Enough of them that one shares the slot of the settling job.
        var waiting = new List<Job>();
        for (var i = 0; i < 12; i++) waiting.Add(await Engine.ScheduleAsync($"waiting {i}", Hours(3.5)));

        Engine.RunTo(until - Minutes(1));
        Assert.Empty(Platform.Probes);
        Engine.RunFor(Hours(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(unknown)).State);
        Assert.InRange(Platform.Probes.Count, 1, 10);
        Assert.All(await Task.WhenAll(waiting.Select(Engine.ReadAsync)), job => Assert.Equal(JobReason.Missed, job.Reason));
    }

    [Fact]
    public async Task While_one_post_is_being_settled_the_channels_others_go_out()
    {
        Platform.On("publish", Replies.LostBefore);
        var unknown = await Engine.ScheduleAsync("unknown", Minutes(5));
        var next = await Engine.ScheduleAsync("next", Minutes(6));

        Engine.RunTo(next.DueAt + Seconds(5));

        Assert.Equal(next.DueAt, (await Engine.ReadAsync(next)).PublishedAt);
        Assert.Equal(JobState.Publishing, (await Engine.ReadAsync(unknown)).State);
    }

    [Fact]
    public async Task Nothing_can_be_changed_while_the_outcome_is_unknown()
    {
        Platform.On("publish", Replies.LostBefore);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));

        Assert.Equal("settling", CodeOf(await Engine.ChangeAsync(job, new JobChange.Cancel())));
        Assert.Equal("settling", CodeOf(await Engine.ChangeAsync(job, new JobChange.Retry())));
        Assert.Equal("settling", CodeOf(await Engine.EditAsync(job, "other")));
        Assert.Equal("publishing_now", CodeOf(await Engine.ScheduleAsync(job.PostId, Minutes(5))));
        Assert.Equal("nothing_to_resolve", CodeOf(await Engine.ChangeAsync(job, new JobChange.ResolveNotPublished())));
    }
}
