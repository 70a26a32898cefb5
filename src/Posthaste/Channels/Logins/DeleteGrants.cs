using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels.Logins;

/// <summary>Forgets what opens a person's accounts because they asked their network for it, and writes down under a code what was done. The law does not wait for a
/// publish call whose outcome is open: its job goes to a person. Whoever calls has verified the notice.</summary>
public sealed class DeleteGrants(IChannelStore channels, ILoginStore attempts, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="login">Where the notice came from.</param>
    /// <param name="grantorId">Who wants it.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>The code under which it can be looked up.</returns>
    public Task<LoginSecret> RunAsync(string login, string grantorId, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var (found, code, now) = (await channels.ListByGrantorAsync(login, grantorId, ct), LoginSecret.New(), clock.Now);
        foreach (var listed in found)
        {
            if (await channels.LockAsync(listed.Id, ct) is not { State: not ChannelState.Disconnected } channel) continue;
            await jobs.SetGateAsync(channel.Id, Gate.Disconnected, now, ct);
            await channels.SaveAsync(channel.WithoutTokens(now) with { PictureUrl = null }, null, ct);
            await events.AppendAsync(ChannelEvents.Of(channel, "channel.data_deleted", EndGrants.Actor, now), ct);
        }
        await attempts.AddDeletionAsync(new Deletion(login, now, found.Count), code.Hash(), ct);
        return code;
    }, ct);
}
