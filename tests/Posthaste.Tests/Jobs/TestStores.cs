using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Jobs;

/// <summary>The engine's stores in one implementation, empty. A contract takes them in its constructor, so that each is
/// proved by a subclass of one line.</summary>
public abstract class TestStores : IAsyncDisposable
{
    /// <summary>Only one process can use this store at a time.</summary>
    public abstract bool IsExclusive { get; }

    public abstract ILaneStore Lanes { get; }

    public abstract IJobStore Jobs { get; }

    public abstract ILimitStore Limits { get; }

    public abstract IMetricsStore Metrics { get; }

    public abstract Task StartAsync();

    /// <summary>Makes it known which platform the channel is on.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="platform">Its network.</param>
    /// <param name="workspaceId">Whose it is, made where it is not there; null for a workspace of its own.</param>
    public abstract Task ConnectAsync(Guid channelId, string platform, Guid? workspaceId = null);

    /// <summary>Everything that was counted of the channel.</summary>
    public abstract Task<UsageCount> ReadUsageAsync(Guid channelId);

    /// <summary>Everything that is stored of jobs.</summary>
    public abstract Task<StoreRecords> ReadAllAsync();

    /// <summary>The jobs that people have, or had, in hand, by time.</summary>
    public abstract Task<IReadOnlyList<HandoverRecord>> ReadHandoversAsync();

    public abstract ValueTask DisposeAsync();
}
