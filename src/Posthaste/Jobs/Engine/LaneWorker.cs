using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Engine;

/// <summary>Claims lanes of one kind, in batches, and runs what it claimed. Sleeps until the next lane is ready, a signal,
/// or the poll interval.</summary>
internal sealed class LaneWorker(
    LaneKind kind, ILaneStore store, NodeHeart heart, EngineClock clock, WakeSignal signal, JobRunner runner, TimeProvider time, JobsOptions options, ILogger log) : IDisposable
{
    /// <summary>Lanes taken in one claim.</summary>
    private const int MaxBatch = 128;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FloorMargin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly Dictionary<Task, Lease> _running = [];
    private DateTimeOffset _floor = DateTimeOffset.UnixEpoch;
    private long _sweptAt;

    /// <summary>Jobs this worker holds at the moment.</summary>
    public int Held => options.Concurrency - _slots.CurrentCount;

    public async Task LoopAsync(CancellationToken stopping)
    {
        _sweptAt = time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            // Taken before looking: a signal that comes while we look is not lost.
            var signalled = signal.Next;
            try
            {
                await _slots.WaitAsync(stopping);
                var free = 1;
                while (free < MaxBatch && _slots.Wait(0, CancellationToken.None)) free++;
                var claimed = await ClaimAsync(free, stopping);
                if (claimed < free) await SleepAsync(signalled, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it is: a worker that stops silently would leave its lanes to nobody.
                log.StoreDown(e);
                await Task.Delay(options.PollInterval, time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    public void Dispose() => _slots.Dispose();

    /// <summary>Waits for the runs under way.</summary>
    public Task DrainAsync()
    {
        lock (_running) return Task.WhenAll(_running.Keys);
    }

    private async Task<int> ClaimAsync(int free, CancellationToken stopping)
    {
        var used = 0;
        try
        {
            if (!heart.IsTrusted) return 0;
            var now = clock.Now;
            if (time.GetElapsedTime(_sweptAt) >= SweepInterval)
            {
                _sweptAt = time.GetTimestamp();
                _floor = DateTimeOffset.UnixEpoch;
                await FreeStraysAsync(stopping);
            }
            // Once begun, a claim is not cancelled: its commit could have happened without anybody knowing what it took.
            var claimed = await store.ClaimAsync(kind, heart.Node.Incarnation, now, _floor, free, CancellationToken.None);
            // Everything older was seen. What somebody held just then is re-armed for "now" or later, or found by the sweep.
            if (claimed.Count < free && _floor < now - FloorMargin) _floor = now - FloorMargin;
            foreach (var job in claimed)
            {
                used++;
                Start(job, stopping);
            }
            return claimed.Count;
        }
        finally
        {
            if (free > used) _slots.Release(free - used);
        }
    }

    private void Start(ClaimedJob job, CancellationToken stopping)
    {
        var run = Task.Run(() => runner.RunAsync(job, stopping), CancellationToken.None);
        lock (_running) _running.Add(run, job.Lease);
        _ = run.ContinueWith(done =>
        {
            lock (_running) _running.Remove(done);
            _slots.Release();
            // The lane it held, or the one its job moved to, may be ready already.
            signal.Wake();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Frees lanes that this node holds and does not run: a claim may commit and its answer be lost. Only between
    /// claims: each one that was answered is known here by then.</summary>
    private async Task FreeStraysAsync(CancellationToken stopping)
    {
        foreach (var lease in await store.ListHeldAsync(kind, heart.Node.Incarnation, stopping))
        {
            bool known;
            lock (_running) known = _running.ContainsValue(lease);
            if (known) continue;
            log.StrayFreed(lease.JobId);
            await store.ReleaseAsync(lease, clock.Now, stopping);
        }
    }

    private async Task SleepAsync(Task signalled, CancellationToken stopping)
    {
        var sleep = options.PollInterval;
        // What is ready may not be taken while this node does not trust itself: looking again at once would spin.
        if (heart.IsTrusted && await store.NextReadyAsync(kind, _floor, stopping) is { } next && next - clock.Now < sleep)
        {
            sleep = next - clock.Now;
        }
        if (sleep < ShortestSleep) sleep = ShortestSleep;
        using var slept = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(signalled, Task.Delay(sleep, time, slept.Token));
        slept.Cancel();
    }
}
