using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>The model, as the contracts and the simulation take it.</summary>
/// <param name="isExclusive">As of a SQLite file; else of a PostgreSQL server, which many nodes share.</param>
/// <param name="time">The database's clock; null for one that stands at <see cref="TestDatabase.Start"/>.</param>
public sealed class ModelStores(bool isExclusive, TimeProvider? time = null) : TestStores
{
    internal ModelStore Store { get; } = new(time ?? new ManualTime(TestDatabase.Start), isExclusive);

    public override bool IsExclusive => isExclusive;

    public override ILaneStore Lanes => Store;

    public override IJobStore Jobs => Store;

    public override ILimitStore Limits => Store;

    public override IMetricsStore Metrics => Store;

    public override Task StartAsync() => Task.CompletedTask;

    public override Task ConnectAsync(Guid channelId, string platform, Guid? workspaceId = null)
    {
        Store.Connect(channelId, platform, workspaceId);
        return Task.CompletedTask;
    }

    public override Task<UsageCount> ReadUsageAsync(Guid channelId) => Task.FromResult(Store.ReadUsage(channelId));

    public override Task<StoreRecords> ReadAllAsync() => Task.FromResult(Store.ReadAll());

    public override Task<IReadOnlyList<HandoverRecord>> ReadHandoversAsync() => Task.FromResult<IReadOnlyList<HandoverRecord>>(
        [.. Store.Handovers.Select(handover => new HandoverRecord(handover.Order.Id, handover.JobId, handover.At, handover.EndedAt, handover.Outcome))]);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
