using Microsoft.Extensions.Logging;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Jobs.Engine;

/// <summary>Claims lanes of one kind, in batches, and runs what it claimed. Sleeps until the next lane is ready, a signal,
/// or the poll interval; where hints come over a broker, until one comes or the slower sweep is due.</summary>
/// <param name="start">Begins a run; null for the thread pool.</param>
/// <param name="handoff">Null where no broker can be set.</param>
internal sealed class LaneWorker(
    LaneKind kind, ILaneStore store, NodeHeart heart, EngineClock clock, WakeSignal signal, JobRunner runner, TimeProvider time, JobsOptions options, ILogger log,
    Func<Func<Task<Job?>>, Task<Job?>>? start = null, WorkerHandoff? handoff = null) : IDisposable
{
    /// <summary>Lanes taken in one claim.</summary>
    private const int MaxBatch = 128;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FloorMargin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(2);

    /// <summary>A hint takes less: what was ready for longer than this nobody has told of.</summary>
    private static readonly TimeSpan Overlooked = TimeSpan.FromSeconds(1);

    private readonly int _most = MostHeld(options);
    private readonly SemaphoreSlim _slots = new(MostHeld(options));
    private readonly SemaphoreSlim _turns = new(options.Concurrency);
    private readonly Dictionary<Task<Job?>, Lease> _running = [];
    private DateTimeOffset _floor = DateTimeOffset.UnixEpoch;
    private long _sweptAt;
    private long _lookedAt;

    // A few more are claimed while the others run, so that nobody waits for a claim's commit; few, because another node may be idle.
    private static int MostHeld(JobsOptions options) => options.Concurrency + options.Concurrency / 4;

    /// <summary>Jobs this worker holds at the moment.</summary>
    public int Held => _most - _slots.CurrentCount;

    public async Task LoopAsync(CancellationToken stopping)
    {
        _sweptAt = _lookedAt = time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            // Taken before looking: a signal that comes while we look is not lost.
            var signalled = signal.Next(kind);
            try
            {
                if (!await TurnAsync(stopping) && !signalled.IsCompleted) await SleepAsync(signalled, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it is: a worker that stops silently would leave its lanes to nobody.
                log.StoreDown(e);
                heart.Doubt();
                await Task.Delay(options.PollInterval, time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    /// <summary>Claims once, as much as there is room for.</summary>
    /// <returns>True where there may be more.</returns>
    internal async Task<bool> TurnAsync(CancellationToken stopping)
    {
        await _slots.WaitAsync(stopping);
        var free = 1;
        while (free < MaxBatch && _slots.Wait(0, CancellationToken.None)) free++;
        return await ClaimAsync(free, stopping) == free;
    }

    public void Dispose()
    {
        _slots.Dispose();
        _turns.Dispose();
    }

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
            if (!heart.MayClaim) return 0;
            var now = clock.Now;
            if (HasHints(now))
            {
                foreach (var job in await ClaimHintedAsync(now, free)) StartIn(job);
                // More hints may be there than places: those that are free now are asked for at once.
                return handoff!.Inbox.NextAt(kind) <= now ? free : 0;
            }
            _lookedAt = time.GetTimestamp();
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
            if (IsTold && (claimed.Count == free || claimed.Any(job => now - job.Job.WakeAt > Overlooked))) handoff!.Inbox.Doubt(kind);
            foreach (var job in claimed) StartIn(job);
            return claimed.Count;
        }
        finally
        {
            if (free > used) _slots.Release(free - used);
        }

        void StartIn(ClaimedJob job)
        {
            used++;
            Start(job, stopping);
        }
    }

    private bool IsTold => handoff?.Inbox.IsTold(kind) == true;

    /// <summary>Hints are what to go by just now: some are there, or one will come before the sweep is due.</summary>
    private bool HasHints(DateTimeOffset now) =>
        handoff is { Inbox: var inbox } && time.GetElapsedTime(_lookedAt) < inbox.SweepInterval && (inbox.IsTold(kind) || inbox.NextAt(kind) <= now);

    /// <summary>Claims exactly the lanes that hints tell of: whatever the hint says, the store decides. One for which there is nothing to take costs this look and no more.</summary>
    private async Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(DateTimeOffset now, int free)
    {
        var hints = handoff!.Inbox.Take(kind, now, free);
        if (hints.Count == 0) return [];
        IReadOnlyList<ClaimedJob> claimed = [];
        try
        {
            claimed = await store.ClaimHintedAsync(kind, heart.Node.Incarnation, now, [.. hints.Select(held => held.Hint)], CancellationToken.None);
        }
        finally
        {
            await handoff.SettleAsync(kind, hints, claimed.Count);
        }
        return claimed;
    }

    private void Start(ClaimedJob job, CancellationToken stopping)
    {
        var run = start is null ? Task.Run(() => RunInTurnAsync(job, stopping), CancellationToken.None) : start(() => RunInTurnAsync(job, stopping));
        lock (_running) _running.Add(run, job.Lease);
        _ = run.ContinueWith(done =>
        {
            lock (_running) _running.Remove(done);
            _slots.Release();
            handoff?.Ended(job, done.IsCompletedSuccessfully ? done.Result : null, clock.Now, options.PollInterval);
            // The lane it held may be ready already, and so may the one its job moved to.
            signal.Wake(kind);
            if (done is not { IsCompletedSuccessfully: true, Result: { } left } || MovedOn(left)) signal.Wake(Other);
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    // Once the server stops, whoever is still waiting is handed back in its turn.
    private async Task<Job?> RunInTurnAsync(ClaimedJob job, CancellationToken stopping)
    {
        await _turns.WaitAsync(CancellationToken.None);
        try
        {
            return await runner.RunAsync(job, stopping);
        }
        finally
        {
            _turns.Release();
        }
    }

    private LaneKind Other => kind == LaneKind.Prepare ? LaneKind.Publish : LaneKind.Prepare;

    /// <summary>It is now in a lane of the other kind, and ready before that one's worker would look by itself.</summary>
    private bool MovedOn(Job job) => job.Lane.Kind != kind && job.WakeAt - clock.Now < options.PollInterval;

    /// <summary>Frees lanes that this node holds and does not run: a claim may commit and its answer be lost. Only between
    /// claims: each one that was answered is known here by then.</summary>
    private async Task FreeStraysAsync(CancellationToken stopping)
    {
        // Noted before looking: a run may end meanwhile, and its lane is no stray.
        HashSet<Lease> known;
        lock (_running) known = [.. _running.Values];
        foreach (var lease in await store.ListHeldAsync(kind, heart.Node.Incarnation, stopping))
        {
            if (known.Contains(lease)) continue;
            log.StrayFreed(lease.JobId);
            await store.ReleaseAsync(lease, clock.Now, stopping);
        }
    }

    private async Task SleepAsync(Task signalled, CancellationToken stopping)
    {
        var sleep = options.PollInterval;
        if (IsTold)
        {
            sleep = handoff!.Inbox.SweepInterval - time.GetElapsedTime(_lookedAt);
            if (heart.MayClaim && handoff.Inbox.NextAt(kind) is { } at && at - clock.Now < sleep) sleep = at - clock.Now;
        }
        // What is ready may not be taken while this node does not trust itself: looking again at once would spin.
        else if (heart.MayClaim && await store.NextReadyAsync(kind, _floor, stopping) is { } next && next - clock.Now < sleep)
        {
            sleep = next - clock.Now;
        }
        if (sleep < ShortestSleep) sleep = ShortestSleep;
        using var slept = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(signalled, Task.Delay(sleep, time, slept.Token));
        slept.Cancel();
    }
}
