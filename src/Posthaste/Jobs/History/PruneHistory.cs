using Microsoft.Extensions.Options;

namespace Posthaste.Jobs.History;

/// <summary>Forgets what finished jobs left behind longer ago than <see cref="JobsOptions.HistoryRetention"/>, in steps so small that
/// no publish call waits behind one.</summary>
internal sealed class PruneHistory(IHistoryStore store, TimeProvider time, IOptions<JobsOptions> options)
{
    private const int Step = 500;

    /// <returns>How many rows were deleted.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - options.Value.HistoryRetention;
        var deleted = 0;
        foreach (var kind in Enum.GetValues<HistoryKind>())
        {
            for (Guid? after = Guid.Empty; after is { } last;)
            {
                var step = await store.PruneAsync(kind, before, last, Step, ct);
                deleted += step.Deleted;
                after = step.Last;
            }
        }
        return deleted;
    }
}
