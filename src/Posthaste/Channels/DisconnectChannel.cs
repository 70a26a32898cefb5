using System.Text.Json;
using Posthaste.Channels.Logins;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels;

/// <summary>Forgets a channel's token at once, and ends at the network what was granted where no other channel needs it. The row stays, with the history of its posts;
/// those still scheduled on it need attention at their next check, go on once the account is connected again, or end by their late policy.</summary>
public sealed class DisconnectChannel(
    IChannelStore channels, TokenVault vault, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock, RevokeGrant revokeGrant)
{
    public async Task<ChannelResult> RunAsync(Guid workspaceId, Guid channelId, string actor, CancellationToken ct)
    {
        var (result, revocable) = await transactions.RunAsync(() => ForgetAsync(workspaceId, channelId, actor, ct), ct);
        // Once the token is forgotten nobody could end it later: whoever asked may leave.
        if (revocable is not null) await revokeGrant.RunAsync(revocable.Channel, revocable.Tokens, actor, CancellationToken.None);
        return result;
    }

    private async Task<(ChannelResult Result, Revocable? Revocable)> ForgetAsync(Guid workspaceId, Guid channelId, string actor, CancellationToken ct)
    {
        if (await channels.LockAsync(channelId, ct) is not { } channel || channel.WorkspaceId != workspaceId) return (new ChannelResult.NotFound(), null);
        if (channel.State == ChannelState.Disconnected) return (new ChannelResult.Changed(channel), null);

        // The gate first: setting it takes the lanes' lock, and no intent can be opened behind the question below.
        var now = clock.Now;
        await jobs.SetGateAsync(channelId, Gate.Disconnected, now, ct);
        if (await channels.HasOpenIntentAsync(channelId, ct))
        {
            await jobs.SetGateAsync(channelId, GateOf(channel.State), now, ct);
            return (new ChannelResult.Refused("publishing_now",
                "A post is being published on this channel, or the outcome of its publish call is not known yet. Without the token nobody could find out. Wait until it is settled, or resolve its job."), null);
        }

        var (revocable, isShared) = await FindGrantAsync(channel, ct);
        var gone = channel.WithoutTokens(now);
        await channels.SaveAsync(gone, null, ct);
        var grant = revocable is not null ? "ending" : isShared ? "shared" : "none";
        await events.AppendAsync(ChannelEvents.Of(gone, "channel.disconnected", actor, now, JsonSerializer.Serialize(new { grant }, JsonSerializerOptions.Web)), ct);
        return (new ChannelResult.Changed(gone), revocable);
    }

    /// <returns>What can be ended at the network; whether other channels, of any workspace, live by the same grant.</returns>
    private async Task<(Revocable? Revocable, bool IsShared)> FindGrantAsync(Channel channel, CancellationToken ct)
    {
        if (channel is not { Login: { } login, GrantorId: { } grantor }) return (null, false);
        if ((await channels.ListByGrantorAsync(login, grantor, ct)).Any(other => other.Id != channel.Id)) return (null, true);
        if (await channels.FindAccountAsync(channel.Id, ct) is not { Tokens: { } tokens }) return (null, false);
        try
        {
            var opened = new AccountTokens(vault.Open(tokens.Access, channel.Id), tokens.Grant is { } grant ? vault.Open(grant, channel.Id) : null);
            return (new Revocable(channel, opened), false);
        }
        catch (SealedTokenException)
        {
            // With its key gone it can still be forgotten.
            return (null, false);
        }
    }

    private static Gate GateOf(ChannelState state) => state switch
    {
        ChannelState.Paused => Gate.Paused,
        ChannelState.Reconnect => Gate.Reconnect,
        _ => Gate.Open,
    };

    private sealed record Revocable(Channel Channel, AccountTokens Tokens);
}
