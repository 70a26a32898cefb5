using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels.Logins;

/// <summary>Does what a network's notice says: a person has removed the app, so their channels must be connected again; or they want their data deleted, so the tokens
/// are forgotten. Whoever calls has verified the notice.</summary>
public sealed class EndGrants(IChannelStore channels, ILoginStore attempts, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    private const string Actor = "network";

    /// <summary>The tokens are dead: nothing goes out until somebody connects the account again.</summary>
    /// <param name="login">Where the notice came from.</param>
    /// <param name="grantorId">Whose grants ended.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>How many channels there were.</returns>
    public Task<int> DeauthorizeAsync(string login, string grantorId, CancellationToken ct) => transactions.RunAsync(async () =>
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

    /// <summary>Forgets the tokens, and writes down under a code what was done. The law does not wait for a publish call whose outcome is open: its job goes to a person.</summary>
    /// <returns>The code under which it can be looked up.</returns>
    public Task<LoginSecret> DeleteAsync(string login, string grantorId, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var (found, code, now) = (await channels.ListByGrantorAsync(login, grantorId, ct), LoginSecret.New(), clock.Now);
        foreach (var listed in found)
        {
            if (await channels.LockAsync(listed.Id, ct) is not { State: not ChannelState.Disconnected } channel) continue;
            await jobs.SetGateAsync(channel.Id, Gate.Disconnected, now, ct);
            await channels.SaveAsync(channel.WithoutTokens(now) with { PictureUrl = null }, null, ct);
            await events.AppendAsync(ChannelEvents.Of(channel, "channel.data_deleted", Actor, now), ct);
        }
        await attempts.AddDeletionAsync(new Deletion(login, now, found.Count), code.Hash(), ct);
        return code;
    }, ct);
}
