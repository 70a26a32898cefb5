using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Channels;

/// <summary>Ends a person's pause and wakes what waited. A post whose late window has ended meanwhile follows its late policy.</summary>
public sealed class ResumeChannel(
    IChannelStore channels, IJobStore jobs, IEventLog events, ITransactions transactions, EngineClock clock, WakeSignal signal)
{
    public Task<ChannelResult> RunAsync(Guid workspaceId, Guid channelId, string actor, CancellationToken ct) =>
        transactions.RunAsync<ChannelResult>(async () =>
        {
            if (await channels.LockAsync(channelId, ct) is not { } channel || channel.WorkspaceId != workspaceId) return new ChannelResult.NotFound();
            if (channel.State == ChannelState.Disconnected) return new ChannelResult.Refused("disconnected", "The channel is disconnected. Connect the account again to use it.");
            if (channel.PausedAt is null) return new ChannelResult.Changed(channel);

            var now = clock.Now;
            var paused = channel.State == ChannelState.Paused;
            var resumed = channel with { State = paused ? ChannelState.Active : channel.State, PausedAt = null, UpdatedAt = now };
            await channels.SaveAsync(resumed, ct);
            if (paused) await jobs.SetGateAsync(channelId, Gate.Open, now, ct);
            await events.AppendAsync(ChannelEvents.Of(resumed, "channel.resumed", actor, now), ct);
            transactions.AfterCommit(signal.Wake);
            return new ChannelResult.Changed(resumed);
        }, ct);
}
