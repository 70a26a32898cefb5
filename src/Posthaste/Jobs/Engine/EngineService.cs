using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Jobs.Engine;

/// <summary>Runs the engine inside the host: joins, works, and on a graceful stop hands back what it holds. A scheduler joins too, to look after nodes that die and to be seen, and claims nothing.</summary>
internal sealed class EngineService(
    ILaneStore store, NodeHeart heart, EngineClock clock, WakeSignal signal, JobRunner runner, UsageLedger usage, TimeProvider time, IOptions<JobsOptions> options, IOptions<NodeOptions> node,
    IOptions<BrokerOptions> broker, WorkerHandoff handoff, IHostApplicationLifetime lifetime, ILoggerFactory logs) : BackgroundService
{
    private readonly ILogger _log = logs.CreateLogger<EngineService>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || !node.Value.Is(NodeRoles.Scheduler | NodeRoles.Worker)) return;
        // Networks fetch media from this very server: what is due already must not be prepared before it listens.
        await StartedAsync(stoppingToken);
        await JoinAsync(stoppingToken);

        // The heart beats until the last run has ended, or the runs would lose their lanes while they finish.
        using var life = new CancellationTokenSource();
        var beating = Task.WhenAll(heart.BeatAsync(life.Token), heart.RescueLoopAsync(life.Token), usage.FlushLoopAsync(life.Token));
        LaneWorker[] workers = node.Value.Is(NodeRoles.Worker)
            ? [.. Enum.GetValues<LaneKind>().Select(kind => new LaneWorker(kind, store, heart, clock, signal, runner, time, options.Value, logs.CreateLogger<LaneWorker>(), handoff: broker.Value.IsSet ? handoff : null))]
            : [];

        if (workers.Length == 0) await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else await Task.WhenAll(workers.Select(worker => Task.Run(() => worker.LoopAsync(stoppingToken), CancellationToken.None)));

        Failpoint.Reach("shutdown.draining");
        var held = workers.Sum(worker => worker.Held);
        var drained = Task.WhenAll(workers.Select(worker => worker.DrainAsync()));
        await Task.WhenAny(drained, Task.Delay(options.Value.StopTimeout, time, CancellationToken.None));
        Failpoint.Reach("shutdown.before_leave");
        await life.CancelAsync();
        await beating;
        await usage.FlushAsync(CancellationToken.None);
        if (drained.IsCompleted)
        {
            await heart.LeaveAsync(CancellationToken.None);
            _log.Left(heart.Node.Incarnation, held);
        }
        else
        {
            // Its node row stays, so that nobody touches the lanes before the calls' leases have run out.
            _log.LeftRunning(heart.Node.Incarnation, workers.Sum(worker => worker.Held));
        }
    }

    /// <summary>A database that is away just now must not end the process: it is tried again.</summary>
    private async Task JoinAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await heart.StartAsync(ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                _log.StoreDown(e);
                await Task.Delay(options.Value.PollInterval, time, ct);
            }
        }
    }

    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }
}
