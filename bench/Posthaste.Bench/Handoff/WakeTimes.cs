using System.Collections.Concurrent;
using Posthaste.Bench.Engine;
using Posthaste.Jobs;

namespace Posthaste.Bench.Handoff;

/// <summary>Contents that note how long after its lane was ready each job's run began: the claim and its commit included.</summary>
internal sealed class WakeTimes : IContentSource
{
    private readonly BenchContents _inner = new();
    private readonly ConcurrentQueue<double> _milliseconds = [];

    public IReadOnlyCollection<double> Milliseconds => _milliseconds;

    public Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct)
    {
        if (job is { State: JobState.Ready, WakeAt: { } wake }) _milliseconds.Enqueue((TimeProvider.System.GetUtcNow() - wake).TotalMilliseconds);
        return _inner.LoadAsync(job, hostUntil, ct);
    }
}
