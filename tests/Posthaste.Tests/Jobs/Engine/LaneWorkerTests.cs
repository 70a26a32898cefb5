using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The loop that claims, by itself.</summary>
public sealed class LaneWorkerTests : EngineStory
{
    [Fact]
    public async Task A_claim_whose_answer_was_lost_does_not_hold_its_lane_for_ever()
    {
        var job = await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        var node = Engine.Node;
        var lost = Engine.Thread.Run(() => node.Store.ClaimAsync(LaneKind.Prepare, node.Heart.Node.Incarnation, Engine.Now, DateTimeOffset.UnixEpoch, 1, EngineHarness.Ct));
        await Engine.ChangeAsync(job, new JobChange.Reschedule(Engine.Now + Hours(1)));
        Assert.Equal(job.Id, Assert.Single(lost).Job.Id);

        using var stopping = new CancellationTokenSource();
        var loop = Start(node, stopping.Token);
        Step(Seconds(7));
        Stop(loop, stopping);

        Assert.Empty(await Engine.Jobs.FindRunningAsync([job.Id], EngineHarness.Ct));
    }

    [Fact]
    public async Task A_node_that_does_not_trust_itself_waits_instead_of_spinning()
    {
        await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        var node = Engine.Node;
        node.Frozen = true;
        Engine.RunFor(Seconds(20));
        Assert.False(node.Heart.IsTrusted);
        var before = node.Store.Calls;

        using var stopping = new CancellationTokenSource();
        var loop = Start(node, stopping.Token);
        Step(Seconds(10));
        Stop(loop, stopping);

        Assert.InRange(node.Store.Calls - before, 0, 15);
    }

    [Fact]
    public void The_loop_outlives_a_database_that_was_away()
    {
        var node = Engine.Node;
        using var stopping = new CancellationTokenSource();
        node.Store.Before("NextReadyAsync", () =>
        {
            node.Store.Down = true;
            return Task.CompletedTask;
        });
        var loop = Start(node, stopping.Token);
        Step(Seconds(3));
        node.Store.Down = false;
        Assert.False(node.Heart.MayClaim, "Another database may have taken its place.");
        Engine.Thread.Run(async () =>
        {
            await node.Heart.BeatOnceAsync(EngineHarness.Ct);
            return true;
        });
        var before = node.Store.Calls;
        Step(Seconds(3));

        Assert.False(loop.IsCompleted);
        Assert.True(node.Store.Calls > before);
        Stop(loop, stopping);
    }

    private Task Start(EngineNode node, CancellationToken stopping)
    {
        node.Frozen = true;
        return Engine.Thread.Start(async () =>
        {
            using var worker = node.Worker(LaneKind.Prepare, new WakeSignal());
            await worker.LoopAsync(stopping);
        });
    }

    /// <summary>Lets the loop's own sleeps end one by one.</summary>
    private void Step(TimeSpan time)
    {
        for (var end = Engine.Now + time; Engine.Now < end;)
        {
            Engine.Time.Advance(TimeSpan.FromMilliseconds(1));
            Engine.Thread.Settle();
        }
    }

    private void Stop(Task loop, CancellationTokenSource stopping) => Engine.Thread.Run(async () =>
    {
        stopping.Cancel();
        await loop;
        return true;
    });
}
