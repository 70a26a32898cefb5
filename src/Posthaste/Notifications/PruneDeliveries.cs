using Microsoft.Extensions.Options;
using Posthaste.Jobs;

namespace Posthaste.Notifications;

/// <summary>Forgets deliveries that are older than <see cref="NotificationsOptions.KeepDeliveries"/>, in steps small enough that no publish call waits behind one.</summary>
internal sealed class PruneDeliveries(IDeliveryStore deliveries, EngineClock clock, IOptions<NotificationsOptions> options)
{
    private const int Step = 500;

    /// <returns>How many were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (before, total) = (clock.Now - options.Value.KeepDeliveries, 0);
        while (true)
        {
            var pruned = await deliveries.PruneAsync(before, Step, ct);
            total += pruned;
            if (pruned < Step) return total;
        }
    }
}
