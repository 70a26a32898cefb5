using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels.Logins;

/// <summary>Hears from a network that a person has removed the app: the tokens are dead, and nothing goes out on their channels until somebody connects them again.
/// Whoever calls has verified the notice.</summary>
public sealed class EndGrants(IChannelStore channels, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <summary>Whom histories name.</summary>
    internal const string Actor = "network";

    /// <param name="login">Where the notice came from.</param>
    /// <param name="grantorId">Whose grants ended.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>How many channels there were, in all workspaces.</returns>
    public Task<int> RunAsync(string login, string grantorId, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var found = await channels.ListByGrantorAsync(login, grantorId, ct);
        foreach (var listed in found)
        {
            if (await channels.LockAsync(listed.Id, ct) is not { State: not ChannelState.Disconnected } channel) continue;
            var now = clock.Now;
            await channels.SaveAsync(channel with { State = ChannelState.Reconnect, Renewal = channel.Renewal with { NextAt = null }, UpdatedAt = now }, ct);
            await jobs.SetGateAsync(channel.Id, Gate.Reconnect, now, ct);
            await events.AppendAsync(ChannelEvents.Of(channel, "channel.deauthorized", Actor, now), ct);
        }
        return found.Count;
    }, ct);
}
