using Microsoft.Extensions.Options;
using Posthaste.Jobs;

namespace Posthaste.Alerts.Rates;

/// <summary>Says how well a workspace's publishing has worked of late, against what it should be.</summary>
internal sealed class ReadRates(IRateStore store, EngineClock clock, IOptions<AlertsOptions> options)
{
    private readonly RateRules _rules = new(options.Value);

    /// <returns>One of each kind, in their order.</returns>
    public async Task<IReadOnlyList<Rate>> RunAsync(Guid workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        var scope = new RateScope(workspaceId, _rules.From(now), now);
        return
        [
            .. _rules.OfOutcomes(await store.CountOutcomesAsync(scope, ct), now),
            _rules.OfCalls(await store.CountCallsAsync(scope, ct), now),
            _rules.OfRenewals(await store.CountRenewalsAsync(scope with { From = now - RateRules.RefreshWindow }, ct), now),
        ];
    }
}
