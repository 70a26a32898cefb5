using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Jobs.Engine;

/// <summary>Keeps this node alive in the store, samples the database's clock, and frees what dead nodes held.</summary>
/// <param name="guard">Null where no older copy can take the store's place.</param>
/// <param name="roles">Null for all.</param>
/// <param name="broker">Null where none can be set.</param>
internal sealed class NodeHeart(
    ILaneStore store, EngineClock clock, TimeProvider time, IOptions<JobsOptions> options, ILogger<NodeHeart> log, GenerationGuard? guard = null,
    IOptions<NodeOptions>? roles = null, BrokerState? broker = null)
{
    /// <summary>A node stops trusting itself this long before others stop trusting it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan RescueInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealInterval = TimeSpan.FromSeconds(30);
    private const int RescueBatch = 64;

    private long _renewedAt;
    private volatile bool _beating;
    private volatile bool _doubted;

    /// <summary>This life of the process.</summary>
    public Node Node { get; } = new(NewId.At(time.GetUtcNow()), Environment.MachineName, typeof(NodeHeart).Assembly.GetName().Version?.ToString(3) ?? "0", time.GetUtcNow())
    {
        Roles = roles?.Value.Roles ?? NodeRoles.All,
    };

    /// <summary>While true, others hold this node for alive: it may start a publish call. Measured on this machine's running
    /// clock from when the last renewal was <em>begun</em>. A call that outlives the lease is safe: whoever takes the job
    /// over waits until the call's deadline and the quiet time have passed.</summary>
    public bool IsTrusted =>
        _beating && clock.Trusted && time.GetElapsedTime(Interlocked.Read(ref _renewedAt)) < TrustWindow;

    /// <summary>It may also take new jobs: the database is the one that it last looked at.</summary>
    public bool MayClaim => IsTrusted && !_doubted;

    /// <summary>The database did not answer: a standby may have taken its place, and lack what was committed last. Nothing is
    /// claimed until the next heartbeat has looked.</summary>
    internal void Doubt() => _doubted = guard is not null;

    private TimeSpan TrustWindow => options.Value.NodeLease > Margin * 2 ? options.Value.NodeLease - Margin : options.Value.NodeLease / 2;

    /// <summary>Joins: two readings of the clock, a look whether the database is the one of before, the first heartbeat, the first rescue.</summary>
    internal async Task StartAsync(CancellationToken ct)
    {
        await SampleClockAsync(ct);
        await SampleClockAsync(ct);
        if (guard is not null) await guard.StartAsync(Node.Incarnation, clock.Now, ct);
        var begun = time.GetTimestamp();
        await store.JoinAsync(Node, clock.Now, clock.Now + options.Value.NodeLease, ct);
        Interlocked.Exchange(ref _renewedAt, begun);
        _beating = true;
        await RescueAsync(ct);
        log.Joined(Node.Incarnation, options.Value.Concurrency);
    }

    internal async Task BeatAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var wait = options.Value.Heartbeat;
            try
            {
                await BeatOnceAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: a heart that stops silently would cost the node its lanes.
                log.StoreDown(e);
                Doubt();
                wait = TimeSpan.FromMilliseconds(500);
            }
            await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task BeatOnceAsync(CancellationToken stopping)
    {
        var begun = time.GetTimestamp();
        // A connection whose other end is gone would hold the beat until the lease is lost: rather another one, while there is time.
        using var deadline = new CancellationTokenSource(options.Value.NodeLease / 2, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var ct = either.Token;
        await SampleClockAsync(ct);
        if (guard is not null) await guard.BeatAsync(Node.Incarnation, clock.Now, ct);
        Failpoint.Reach("heartbeat.before_write");
        await store.HeartbeatAsync(Node with { BrokerAnswers = broker?.Answers }, clock.Now + options.Value.NodeLease, ct);
        Failpoint.Reach("heartbeat.after_write");
        Interlocked.Exchange(ref _renewedAt, begun);
        _doubted = false;
    }

    internal async Task RescueLoopAsync(CancellationToken ct)
    {
        var healedAt = time.GetTimestamp();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await RescueAsync(ct);
                if (time.GetElapsedTime(healedAt) >= HealInterval)
                {
                    healedAt = time.GetTimestamp();
                    var healed = await store.HealAsync(clock.Now, ct);
                    if (healed > 0) log.Healed(healed);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: nobody else on this node would take over.
                log.StoreDown(e);
            }
            await Task.Delay(RescueInterval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal Task LeaveAsync(CancellationToken ct)
    {
        _beating = false;
        return store.LeaveAsync(Node.Incarnation, ct);
    }

    internal async Task RescueAsync(CancellationToken ct)
    {
        // With a clock that has just jumped, or a heart that has missed beats, the living look dead: first of all this node.
        if (!IsTrusted) return;
        int freed;
        do
        {
            var now = clock.Now;
            freed = await store.RescueAsync(now, RescueBatch,
                orphan => new RunEnds(orphan, orphan.ClaimedAt ?? now, options.Value).Died(orphan.Job, orphan.OpenIntent, RunEnds.ServerStopped, now), ct);
            if (freed > 0) log.Rescued(freed);
        }
        while (freed >= RescueBatch && IsTrusted);
    }

    private async Task SampleClockAsync(CancellationToken ct)
    {
        var asked = time.GetTimestamp();
        var jump = clock.Sample(await store.ReadClockAsync(ct), asked);
        if (!clock.Trusted) log.ClockJumped(jump);
    }
}
