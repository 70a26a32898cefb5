using Microsoft.Extensions.Options;
using Posthaste.Alerts.Health;
using Posthaste.Jobs;

namespace Posthaste.Alerts;

/// <summary>Forgets alerts that have been over for long, and hosts that no account lives on any more.</summary>
internal sealed class PruneAlerts(IAlertStore store, INetworkLookStore looks, EngineClock clock, IOptions<AlertsOptions> options)
{
    private const int AtOnce = 500;

    /// <summary>Longer than the longest <see cref="AlertsOptions.NetworkCheckEvery"/>.</summary>
    private static readonly TimeSpan LooksFor = TimeSpan.FromDays(3);

    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (before, all, some) = (clock.Now - options.Value.KeepFor, 0, 0);
        do
        {
            some = await store.PruneAsync(before, AtOnce, ct);
            all += some;
        }
        while (some == AtOnce);
        return all + await looks.PruneAsync(clock.Now - LooksFor, ct);
    }
}
