using Microsoft.Extensions.Options;
using Posthaste.Jobs;

namespace Posthaste.Alerts;

/// <summary>Forgets alerts that have been over for long.</summary>
public sealed class PruneAlerts(IAlertStore store, EngineClock clock, IOptions<AlertsOptions> options)
{
    private const int AtOnce = 500;

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
        return all;
    }
}
