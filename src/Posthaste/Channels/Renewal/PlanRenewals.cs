namespace Posthaste.Channels.Renewal;

/// <summary>Gives a plan to tokens that have none: those from before there were plans, and those whose way of signing in has learnt to renew.</summary>
internal sealed class PlanRenewals(IChannelStore channels, ITransactions transactions, RenewalPlan plan)
{
    /// <returns>How many have one now.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var planned = 0;
        foreach (var channel in await channels.ListUnplannedAsync(ct))
        {
            if (plan.TermsOf(channel) is null) continue;
            planned += await transactions.RunAsync(async () =>
            {
                // Somebody may have connected it again, or another node have planned it.
                if (await channels.LockAsync(channel.Id, ct) is not { State: ChannelState.Active or ChannelState.Paused, Renewal: { NextAt: null, Error: null } before } current) return 0;
                await channels.SaveAsync(current with { Renewal = before with { NextAt = plan.ForBrought(current).NextAt } }, ct);
                return 1;
            }, ct);
        }
        return planned;
    }
}
