using System.Globalization;
using System.Text.Json;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels.Renewal;

/// <summary>Tells once of each token that ends within seven days and that only a person can renew.</summary>
internal sealed class TellOfEnds(IChannelStore channels, IEventLog events, ITransactions transactions, RenewalPlan plan, EngineClock clock)
{
    private const string EndsSoon = "ends_soon";

    /// <returns>How many were told of.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var told = 0;
        foreach (var channel in await channels.ListEndingAsync(clock.Now + TokenHealthRules.SoonForPeople, ct))
        {
            if (plan.TermsOf(channel) is not null) continue;
            told += await transactions.RunAsync(() => TellAsync(channel, ct), ct);
        }
        return told;
    }

    private async Task<int> TellAsync(Channel found, CancellationToken ct)
    {
        // Somebody may have connected it again, or another node have told.
        if (await channels.LockAsync(found.Id, ct) is not { Renewal: { NextAt: null, Error: null } renewal } channel || channel.TokenExpiresAt != found.TokenExpiresAt) return 0;
        var now = clock.Now;
        var end = channel.TokenExpiresAt!.Value.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var message = $"The access to @{channel.Username} ends on {end} UTC, and only a person can renew it. Connect the account again before then.";
        await channels.SaveAsync(channel with { Renewal = renewal with { Error = new RenewalError(EndsSoon, message, now) }, UpdatedAt = now }, ct);
        await events.AppendAsync(ChannelEvents.Of(channel, "channel.reconnect_soon", "engine", now,
            JsonSerializer.Serialize(new { code = EndsSoon, message, expiresAt = channel.TokenExpiresAt }, JsonSerializerOptions.Web)), ct);
        return 1;
    }
}
