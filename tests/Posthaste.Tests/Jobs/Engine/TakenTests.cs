using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>A network that takes the publish call and works on it: whether the post goes live shows later (R-PUB-3, R-PUB-6; docs/decisions/0027).</summary>
public sealed class TakenTests : EngineStory
{
    private static readonly StepResult.Taken Answer = new("named t1", Seconds(2));

    /// <summary>It goes live in the end, whatever the network says meanwhile.</summary>
    private static readonly Reply Taken = (honestly, _) =>
    {
        honestly();
        return Task.FromResult<StepResult>(Answer);
    };

    private static readonly Reply TakenInVain = Replies.Instead(Answer);

    [Fact]
    public async Task What_the_network_works_on_is_asked_about_until_it_is_live_and_no_answer_counts_as_lost()
    {
        Platform.On("publish", Taken);
        Platform.OnProbe = _ => Platform.Probes.Count < 4 ? Pending : Live;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(1));
        var atWork = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Publishing, JobReason.Processing, null), (atWork.State, atWork.Reason, atWork.LastError));
        Engine.RunFor(Minutes(2));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1", 0), (done.State, done.RemoteId, done.LatenessMs));
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal([2, 9, 16, 23], Platform.Probes.Select(at => (int)(at - job.DueAt).TotalSeconds));
        Assert.Single(Platform.Publishes);
        // What follows a live post follows this one too.
        Assert.Equal("permalink", Platform.Calls[^1].Step);
    }

    [Fact]
    public async Task The_network_is_asked_by_the_name_that_its_answer_gave()
    {
        Platform.On("publish", Taken);
        var asked = new List<string?>();
        Platform.OnProbe = probe =>
        {
            asked.Add(probe.Checkpoint);
            return Live;
        };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(["named t1"], asked);
    }

    [Theory]
    [InlineData(ErrorKind.FixContent, JobReason.Content)]
    [InlineData(ErrorKind.ReconnectAccount, JobReason.Reconnect)]
    [InlineData(ErrorKind.BlockedByPlatform, JobReason.Blocked)]
    public async Task What_the_network_gives_up_on_goes_to_whoever_can_mend_it(ErrorKind kind, JobReason reason)
    {
        Platform.On("publish", TakenInVain);
        Platform.OnProbe = _ => new Evidence { Witness = Witness.Failed, ListRead = false, OnceOnly = true, Error = Error(kind) };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, reason, "no"), (done.State, done.Reason, done.LastError?.Code));
        Assert.Equal("prepared rejected+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task What_the_network_lost_by_itself_is_made_again_from_the_start()
    {
        Platform.On("publish", TakenInVain, Replies.Honest);
        Platform.OnProbe = _ => new Evidence { Witness = Witness.Expired, ListRead = false, OnceOnly = true, Error = Error(ErrorKind.RetryLater) };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(30));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Equal("prepared unavailable+ prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(["c1", "c2"], Platform.Publishes.Select(call => call.Container));
    }

    [Fact]
    public async Task What_can_go_live_once_only_is_sent_again_without_a_quiet_time()
    {
        Platform.On("publish", Replies.LostBefore, Replies.Honest);
        Platform.OnProbe = _ => new Evidence { Witness = Witness.NotPublished, ListRead = false, OnceOnly = true };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(20));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Equal("prepared unknown settled_not_published+ published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task Where_nobody_can_ever_be_asked_a_person_is_told_at_once()
    {
        Platform.On("publish", Replies.LostAfter);
        Platform.OnProbe = _ => new Evidence { Witness = Witness.Lost, ListRead = false };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(20));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Undecidable), (done.State, done.Reason));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task A_worker_that_dies_while_the_network_is_at_work_leaves_it_to_the_next_one()
    {
        Platform.On("publish", Taken);
        Platform.OnProbe = _ => Platform.Probes.Count < 3 ? Pending : Live;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));
        Engine.Node.Store.CrashAt("FinishAsync before");
        Engine.RunUntil(() => Engine.Node.Store.Dead);
        Engine.StartNode();

        Engine.RunFor(Seconds(10));
        Engine.RunFor(Minutes(5));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1"), (done.State, done.RemoteId));
        Assert.Single(Platform.Publishes);
    }

    private Evidence Live => new()
    {
        Witness = Witness.Published,
        ListRead = false,
        OnceOnly = true,
        Post = new RemotePost("p1", null, Platform.Publishes.First().At),
    };

    private static Evidence Pending => new() { Witness = Witness.Pending, ListRead = false, OnceOnly = true, LookAfter = Seconds(7) };

    private static PlatformError Error(ErrorKind kind) => new() { Kind = kind, Code = "no", Message = "It did not work." };
}
