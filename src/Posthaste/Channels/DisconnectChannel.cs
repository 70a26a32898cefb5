using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels;

/// <summary>Forgets a channel's token at once. The row stays, with the history of its posts; those still scheduled on it
/// need attention at their next check, go on once the account is connected again, or end by their late policy.</summary>
public sealed class DisconnectChannel(IChannelStore channels, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<ChannelResult> RunAsync(Guid workspaceId, Guid channelId, string actor, CancellationToken ct) =>
        transactions.RunAsync<ChannelResult>(async () =>
        {
            if (await channels.LockAsync(channelId, ct) is not { } channel || channel.WorkspaceId != workspaceId) return new ChannelResult.NotFound();
            if (channel.State == ChannelState.Disconnected) return new ChannelResult.Changed(channel);

            // The gate first: setting it takes the lanes' lock, and no intent can be opened behind the question below.
            var now = clock.Now;
            await jobs.SetGateAsync(channelId, Gate.Disconnected, now, ct);
            if (await channels.HasOpenIntentAsync(channelId, ct))
            {
                await jobs.SetGateAsync(channelId, GateOf(channel.State), now, ct);
                return new ChannelResult.Refused("publishing_now",
                    "A post is being published on this channel, or the outcome of its publish call is not known yet. Without the token nobody could find out. Wait until it is settled, or resolve its job.");
            }

            var gone = channel with
            {
                State = ChannelState.Disconnected,
                PausedAt = null,
                TokenChangedAt = now,
                TokenExpiresAt = null,
                Scopes = null,
                GrantorId = null,
                GrantExpiresAt = null,
                Renewal = TokenRenewal.None,
                UpdatedAt = now,
            };
            await channels.SaveAsync(gone, null, ct);
            await events.AppendAsync(ChannelEvents.Of(gone, "channel.disconnected", actor, now), ct);
            return new ChannelResult.Changed(gone);
        }, ct);

    private static Gate GateOf(ChannelState state) => state switch
    {
        ChannelState.Paused => Gate.Paused,
        ChannelState.Reconnect => Gate.Reconnect,
        _ => Gate.Open,
    };
}
