using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Telemetry;
using Posthaste.Tests.Jobs.Engine;

namespace Posthaste.Tests.Jobs.Handoff;

/// <summary>R-JOB-8: a worker that goes by hints: the store decides what they are worth, and what they leave out is found all the same.</summary>
public sealed class HintedWorkerTests : EngineStory
{
    private readonly BrokerState _broker = new(NullLogger<BrokerState>.Instance);
    private readonly WakeSignal _signal = new();
    private readonly EngineMeter _meter = new();
    private readonly HintInbox _inbox;
    private readonly WorkerHandoff _handoff;
    private int _settled;

    public HintedWorkerTests()
    {
        _inbox = new HintInbox(_broker, _signal, Microsoft.Extensions.Options.Options.Create(new BrokerOptions()));
        _handoff = new WorkerHandoff(_inbox, new TellResults(new FakeTransport(), _broker), _meter);
        _broker.Works(this);
        // From now on hints are what it goes by.
        Hint(Unknown());
    }

    [Fact]
    public void A_lane_is_taken_when_a_hint_comes_and_once_however_often_it_comes() => Work(async () =>
    {
        var job = await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        Step(Seconds(2));
        Assert.Equal(JobState.Scheduled, (await Engine.ReadAsync(job)).State);

        for (var i = 0; i < 3; i++) Hint(new LaneHint(job.Lane, job.Id, Epoch: 0));
        Heard(() => _settled == 4);
        Step(Seconds(1));

        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(job)).State);
        Assert.Single(Platform.Containers);
    });

    [Fact]
    public void Hints_of_another_time_of_other_lanes_and_of_no_job_are_settled_and_change_nothing() => Work(async () =>
    {
        var job = await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        Hint(new LaneHint(job.Lane, job.Id, Epoch: 7));
        Hint(new LaneHint(job.Lane with { Slot = 9 }, job.Id, Epoch: 0));
        Hint(Unknown());
        Heard(() => _settled == 4);
        Step(Seconds(1));
        Assert.Equal(JobState.Scheduled, (await Engine.ReadAsync(job)).State);

        // Whatever job it names: the one at the head is run.
        Hint(new LaneHint(job.Lane, Guid.CreateVersion7(Engine.Now), Epoch: 0));
        Heard(() => _settled == 5);
        Step(Seconds(1));

        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(job)).State);
    });

    [Fact]
    public void A_hint_that_never_came_costs_one_sweep_and_then_the_worker_looks_for_itself() => Work(async () =>
    {
        var job = await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        Step(Seconds(4));
        Assert.Equal(JobState.Scheduled, (await Engine.ReadAsync(job)).State);
        Step(Seconds(2));
        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(job)).State);
        Assert.False(_inbox.IsTold(LaneKind.Prepare));

        var next = await Engine.ScheduleAsync("world", TimeSpan.Zero);
        Step(Seconds(1.5));
        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(next)).State);

        Hint(Unknown());
        Assert.True(_inbox.IsTold(LaneKind.Prepare));
    });

    [Fact]
    public void Without_the_broker_the_worker_looks_as_often_as_one_without_hints() => Work(async () =>
    {
        Step(Seconds(1));
        _broker.Failed(this, new HandoffException("It is away."));

        var job = await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        // It sleeps as it did before it heard; every signal ends that.
        var calls = Engine.Node.Store.Calls;
        _signal.Wake();
        Heard(() => Engine.Node.Store.Calls > calls);
        Step(Seconds(1.5));

        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(job)).State);
    });

    [Fact]
    public void What_a_run_leaves_to_do_in_its_own_lane_needs_no_hint() => Work(async () =>
    {
        var first = await Engine.ScheduleAsync("one", TimeSpan.Zero);
        var jobs = new List<Job> { first };
        // One of three lanes: until a second one is in the same.
        while (jobs.Count(job => job.Lane == first.Lane) < 2) jobs.Add(await Engine.ScheduleAsync($"post {jobs.Count}", TimeSpan.Zero));
        Hint(new LaneHint(first.Lane, first.Id, Epoch: 0));
        Heard(() => Platform.Containers.Count == 2);
        Step(Seconds(1));

        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(first)).State);
        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(jobs[^1])).State);
        foreach (var other in jobs.Where(job => job.Lane != first.Lane)) Assert.Equal(JobState.Scheduled, (await Engine.ReadAsync(other)).State);
    });

    private static LaneHint Unknown() => new(new LaneKey(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), LaneKind.Prepare, 0), Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Epoch: 1);

    private void Hint(LaneHint hint) => _inbox.Add(hint, new HandoffDelivery(ReadOnlyMemory<byte>.Empty, () =>
    {
        Interlocked.Increment(ref _settled);
        return Task.CompletedTask;
    }));

    /// <summary>A signal reaches the worker by the thread pool, which has no part in the test's time.</summary>
    private void Heard(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(() =>
    {
        Engine.Thread.Settle();
        return isSo();
    }, TimeSpan.FromMinutes(1)), "The worker did not hear.");

    /// <summary>Has the worker of prepare lanes run meanwhile.</summary>
    private void Work(Func<Task> story)
    {
        using var stopping = new CancellationTokenSource();
        var node = Engine.Node;
        node.Frozen = true;
        var loop = Engine.Thread.Start(async () =>
        {
            using var worker = node.Worker(LaneKind.Prepare, _signal, _handoff);
            await worker.LoopAsync(stopping.Token);
        });
        Engine.Thread.Settle();
        story().GetAwaiter().GetResult();
        Engine.Thread.Run(async () =>
        {
            stopping.Cancel();
            await loop;
            return true;
        });
        _meter.Dispose();
    }

    private void Step(TimeSpan time)
    {
        for (var end = Engine.Now + time; Engine.Now < end;)
        {
            Engine.Time.Advance(TimeSpan.FromMilliseconds(1));
            Engine.Thread.Settle();
        }
    }
}
