using System.Collections.Concurrent;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>Runs the engine on the test's own thread, one continuation at a time, so that a test knows when nothing
/// moves any more: everything waits for the clock, or for a platform that does not answer.</summary>
internal sealed class OneThread : SynchronizationContext, IDisposable
{
    /// <summary>Of real time: no database call takes that long, so the engine waits for itself.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<(SendOrPostCallback Run, object? State)> _queue = new();
    private readonly SemaphoreSlim _posted = new(0);
    private int _outside;

    public override void Post(SendOrPostCallback d, object? state)
    {
        _queue.Enqueue((d, state));
        _posted.Release();
    }

    /// <summary>Starts work here and runs whatever follows from it.</summary>
    public Task Start(Func<Task> work)
    {
        Task? started = null;
        Post(_ => started = work(), null);
        Settle();
        return started!;
    }

    /// <summary>Runs work to its end.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        Task<T>? started = null;
        Post(_ => started = work(), null);
        Settle(() => started is not { IsCompleted: true });
        return started!.GetAwaiter().GetResult();
    }

    /// <summary>Runs whatever can run now.</summary>
    public void Settle() => Settle(() => false);

    /// <summary>Marks a call that ends on another thread: nothing has settled before it is back.</summary>
    public async Task<T> OutsideAsync<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _outside);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _outside);
        }
    }

    public void Dispose() => _posted.Dispose();

    private void Settle(Func<bool> waits)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (!_queue.IsEmpty || Volatile.Read(ref _outside) > 0 || waits())
            {
                Assert.True(_posted.Wait(Stuck), "The engine waits for itself.");
                if (_queue.TryDequeue(out var next)) next.Run(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
