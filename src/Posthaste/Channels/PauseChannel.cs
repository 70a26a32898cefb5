using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels;

/// <summary>Stops a channel: nothing is created or published until it is resumed. Unknown outcomes are still settled.</summary>
public sealed class PauseChannel(IChannelStore channels, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<ChannelResult> RunAsync(Guid workspaceId, Guid channelId, string actor, CancellationToken ct) =>
        transactions.RunAsync<ChannelResult>(async () =>
        {
            if (await channels.LockAsync(channelId, ct) is not { } channel || channel.WorkspaceId != workspaceId) return new ChannelResult.NotFound();
            if (channel.State == ChannelState.Disconnected) return new ChannelResult.Refused("disconnected", "The channel is disconnected; nothing goes out on it.");
            if (channel.PausedAt is not null) return new ChannelResult.Changed(channel);

            var now = clock.Now;
            var active = channel.State == ChannelState.Active;
            var paused = channel with { State = active ? ChannelState.Paused : channel.State, PausedAt = now, UpdatedAt = now };
            await channels.SaveAsync(paused, ct);
            // A dead token keeps its own gate: the pause takes over once the account is connected again.
            if (active) await jobs.SetGateAsync(channelId, Gate.Paused, now, ct);
            await events.AppendAsync(ChannelEvents.Of(paused, "channel.paused", actor, now), ct);
            return new ChannelResult.Changed(paused);
        }, ct);
}
