namespace Posthaste.Workspaces;

/// <summary>Forgets answers that are older than a day, in steps small enough that no publish call waits behind one.</summary>
public sealed class PruneIdempotencyKeys(IIdempotencyStore answers, TimeProvider time)
{
    /// <summary>How long an answer is kept for a client that repeats its request.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const int Step = 500;

    /// <returns>How many were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - Kept;
        var total = 0;
        while (true)
        {
            var pruned = await answers.PruneAsync(before, Step, ct);
            total += pruned;
            if (pruned < Step) return total;
        }
    }
}
