using Posthaste.Jobs;
using Posthaste.Jobs.Generations;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The guard's real store as one node sees it: gone and back together with the node's own.</summary>
internal sealed class NodeGenerations(IGenerationStore inner, NodeStore node, OneThread thread) : IGenerationStore
{
    public Task<GenerationFacts> ReadAsync(IReadOnlyCollection<Guid> intents, Guid self, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(() => inner.ReadAsync(intents, self, now, ct));

    public Task<DateTimeOffset?> ReadLastChangeAsync(CancellationToken ct) => CallAsync(() => inner.ReadLastChangeAsync(ct));

    public Task<bool> BeginAsync(Generation generation, CancellationToken ct) => CallAsync(() => inner.BeginAsync(generation, ct));

    public Task SeenAsync(Generation generation, DateTimeOffset now, CancellationToken ct) => CallAsync(async () =>
    {
        await inner.SeenAsync(generation, now, ct);
        return true;
    });

    public Task<bool> OpenIntentAsync(Lease lease, Job job, Intent intent, CancellationToken ct) =>
        CallAsync(() => inner.OpenIntentAsync(lease, job, intent, ct));

    public Task<IReadOnlySet<string>> FindLinkedAsync(Guid channelId, IReadOnlyCollection<string> permalinks, CancellationToken ct) =>
        CallAsync(() => inner.FindLinkedAsync(channelId, permalinks, ct));

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        if (node.Dead) throw new ProcessDiedException();
        if (node.Down) throw new StoreDownException();
        return await thread.OutsideAsync(call);
    }
}
