using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>A post that ends in the account's own inbox at the network: a person finishes it there, and nothing of it is live before (R-PUB-3; docs/decisions/0030).</summary>
public sealed class InboxTests : EngineStory
{
    private static readonly StepResult.Taken Answer = new("named t1", Seconds(2));

    /// <summary>What its owner does in the app, after the call was taken.</summary>
    private Func<StepResult>? _finish;

    private Evidence _seen = Delivered;

    [Fact]
    public async Task What_was_delivered_is_with_a_person_until_they_have_finished_it_and_is_live_then()
    {
        var job = await DeliverAsync();

        var waiting = await Engine.ReadAsync(job);
        Assert.Equal((JobState.HandedOver, JobReason.Inbox, null), (waiting.State, waiting.Reason, waiting.LastError));
        Engine.RunFor(Hours(3));
        Assert.True((await Engine.ReadAsync(job)).IsInInbox);
        Finish();
        Engine.RunFor(Minutes(11));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, PublishMethod.Api, "p1"), (done.State, done.Method, done.RemoteId));
        // Nobody is late who was asked to do it when they like.
        Assert.Equal((null, true), (done.LatenessMs, done.PublishedAt > job.DueAt + Hours(3)));
        Assert.Equal("prepared delivered published+", await Engine.HistoryAsync(job));
        Assert.Single(Platform.Publishes);
        Assert.Equal("permalink", Platform.Calls[^1].Step);
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_what_the_network_says_and_nothing_is_delivered_twice()
    {
        Platform.IntoInbox = post => post.Caption != "by itself";
        Platform.On(PublishStep.Deliver, Replies.Instead(new StepResult.Unknown(Error(ErrorKind.OutcomeUnknown))));
        Platform.OnProbe = _ => _seen;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(2));

        Assert.True((await Engine.ReadAsync(job)).IsInInbox);
        Assert.Equal("prepared unknown delivered", await Engine.HistoryAsync(job));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task What_nobody_finishes_in_a_day_goes_to_a_person_who_says_what_became_of_it()
    {
        var job = await DeliverAsync();

        Engine.RunFor(Hours(24.5));

        var asked = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Undecidable, "inbox_unfinished"), (asked.State, asked.Reason, asked.LastError?.Code));
        Assert.Contains("nobody finished it", asked.LastError!.Message, StringComparison.Ordinal);
        Engine.RunFor(Hours(24));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task What_leaves_the_inbox_unpublished_is_not_brought_there_again_by_itself()
    {
        var job = await DeliverAsync();
        _seen = Delivered with { Witness = Witness.Expired, Error = Error(ErrorKind.RetryLater) };

        Engine.RunFor(Minutes(11));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, "no"), (done.State, done.LastError?.Code));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task A_network_that_cannot_be_asked_for_a_while_leaves_it_where_it_is()
    {
        var job = await DeliverAsync();
        _seen = new Evidence { Witness = Witness.Unreadable, ListRead = false };
        Engine.RunFor(Hours(2));

        Assert.True((await Engine.ReadAsync(job)).IsInInbox);
        _seen = Delivered;
        Engine.RunFor(Hours(1));
        Finish();
        Engine.RunFor(Minutes(31));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task Only_a_persons_word_moves_it_on_from_here()
    {
        var job = await DeliverAsync();
        JobChange[] refused = [new JobChange.Retry(), new JobChange.PublishNow(), new JobChange.Reschedule(Engine.Now + Hours(1)), new JobChange.Cancel(), new JobChange.Revise("other", Hours(1))];
        foreach (var change in refused) Assert.Equal("in_inbox", CodeOf(await Engine.ChangeAsync(job, change)));

        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(job, new JobChange.ResolveNotPublished()));
        var told = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Missed), (told.State, told.Reason));
        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(job, new JobChange.Retry()));
        Engine.RunFor(Minutes(2));

        Assert.True((await Engine.ReadAsync(job)).IsInInbox);
        Assert.Equal(2, Platform.Publishes.Count());
    }

    [Fact]
    public async Task A_person_may_say_that_it_is_live()
    {
        var job = await DeliverAsync();
        _finish!();
        Engine.RunFor(Minutes(1));

        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(job, new JobChange.ResolvePublished(new Uri("https://posts.example/p1"))));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "https://posts.example/p1", null), (done.State, done.Permalink, done.LatenessMs));
        Engine.RunFor(Hours(25));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_worker_that_dies_while_it_asks_leaves_it_with_the_person()
    {
        var job = await DeliverAsync();
        Engine.Node.Store.CrashAt("FinishAsync before");
        Engine.RunUntil(() => Engine.Node.Store.Dead);
        Engine.StartNode();

        Engine.RunFor(Minutes(5));

        Assert.True((await Engine.ReadAsync(job)).IsInInbox);
        Finish();
        Engine.RunFor(Minutes(11));
        Assert.Equal((JobState.Published, "p1"), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).RemoteId));
    }

    [Fact]
    public async Task A_full_inbox_is_waited_for_without_a_call_and_no_other_post_waits_with_it()
    {
        Platform.Limits = new PlatformLimits { InboxPerDay = 1, PostsPerDay = 1 };
        await DeliverAsync();
        var second = await Engine.ScheduleAsync("two", Minutes(5));
        Engine.RunTo(second.DueAt + Minutes(1));

        var waiting = await Engine.ReadAsync(second);
        Assert.Equal((JobState.Scheduled, JobReason.WaitingQuota, "limit_spent"), (waiting.State, waiting.Reason, waiting.LastError?.Code));
        Assert.DoesNotContain(Platform.Calls, call => call.Caption == "two");
        var direct = await Engine.ScheduleAsync("by itself", Minutes(5));
        Engine.RunTo(direct.DueAt + Minutes(1));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(direct)).State);
        Finish();
        Platform.OnProbe = probe => probe.Post.Caption == "two" ? Delivered : _seen;
        Engine.RunFor(Minutes(16));

        Assert.Contains(Platform.Publishes, call => call.Caption == "two");
    }

    private async Task<Job> DeliverAsync()
    {
        Platform.IntoInbox = post => post.Caption != "by itself";
        Platform.OnProbe = _ => _seen;
        for (var i = 0; i < 2; i++) Platform.On(PublishStep.Deliver, Take);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(10));
        return job;
    }

    private Task<StepResult> Take(Func<StepResult> honestly, CancellationToken ct)
    {
        _finish ??= honestly;
        return Task.FromResult<StepResult>(Answer);
    }

    private void Finish()
    {
        var live = Assert.IsType<StepResult.Published>(_finish!());
        _seen = new Evidence { Witness = Witness.Published, ListRead = false, OnceOnly = true, Post = new RemotePost(live.RemoteId, null, Engine.Now) };
    }

    private static Evidence Delivered { get; } = new() { Witness = Witness.Delivered, ListRead = false, OnceOnly = true, LookAfter = Minutes(10) };

    private static PlatformError Error(ErrorKind kind) => new() { Kind = kind, Code = "no", Message = "It did not work." };
}
