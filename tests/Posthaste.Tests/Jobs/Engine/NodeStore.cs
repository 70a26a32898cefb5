using System.Data.Common;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The real store as one node sees it: it tells the harness about calls under way, can be cut off, and can end the
/// node's process before or after any call.</summary>
internal sealed class NodeStore(ILaneStore lanes, ILimitStore limits, IMetricsStore metrics, OneThread thread, TimeProvider time) : StoreProxy(lanes, limits, metrics)
{
    private (string Point, Func<object?, bool> When)? _crash;

    private (string Method, Func<Task> Happens)? _before;

    /// <summary>The process is gone: nothing it does reaches the store any more.</summary>
    public bool Dead { get; private set; }

    /// <summary>The database does not answer this node.</summary>
    public bool Down { get; set; }

    /// <summary>By how much the database's clock is off.</summary>
    public TimeSpan ClockOff { get; set; }

    /// <summary>Grows with every call.</summary>
    public int Calls { get; private set; }

    /// <summary>Ends the process at a point such as <c>FinishAsync before</c> or <c>ClaimAsync after</c>.</summary>
    /// <param name="point">The method, and whether its commit has happened.</param>
    /// <param name="when">Looks at the end of a run or the job it writes; null for the first call.</param>
    public void CrashAt(string point, Func<object?, bool>? when = null) => _crash = (point, when ?? (_ => true));

    public void Die() => Dead = true;

    /// <summary>Lets something happen just before the next call of this method.</summary>
    public void Before(string method, Func<Task> happens) => _before = (method, happens);

    protected override DateTimeOffset ReadClock() => time.GetUtcNow() + ClockOff;

    protected override async Task<T> CallAsync<T>(string method, object? about, Func<Task<T>> call)
    {
        Calls++;
        Reach($"{method} before", about);
        if (_before is { } before && before.Method == method)
        {
            _before = null;
            await thread.OutsideAsync(async () =>
            {
                await before.Happens();
                return true;
            });
        }
        if (Down) throw new StoreDownException();
        var result = await thread.OutsideAsync(call);
        // A claim that took nothing is no point to die at.
        if (result is not IReadOnlyList<ClaimedJob> { Count: 0 }) Reach($"{method} after", about);
        return result;
    }

    private void Reach(string point, object? about)
    {
        if (_crash is { } crash && crash.Point == point && crash.When(about)) Dead = true;
        if (Dead) throw new ProcessDiedException();
    }
}

/// <summary>What a dead process sees: nothing any more.</summary>
internal sealed class ProcessDiedException() : Exception("The process is dead.");

internal sealed class StoreDownException() : DbException("The database does not answer.");
