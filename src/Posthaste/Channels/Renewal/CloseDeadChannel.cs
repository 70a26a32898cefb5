using System.Text.Json;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Renewal;

/// <summary>Closes a channel whose token is dead until somebody connects the account again: its posts wait.</summary>
internal sealed class CloseDeadChannel(IChannelStore channels, IJobStore jobs, IEventLog events)
{
    /// <summary>Runs in the caller's transaction, which has locked the channel.</summary>
    public async Task<Channel> RunAsync(Channel channel, PlatformError error, DateTimeOffset now, CancellationToken ct)
    {
        if (channel.State == ChannelState.Reconnect) return channel;
        var closed = channel with
        {
            State = ChannelState.Reconnect,
            Renewal = channel.Renewal with { NextAt = null, Error = new RenewalError(error.Code ?? "token_dead", error.Message, now) },
            UpdatedAt = now,
        };
        await channels.SaveAsync(closed, ct);
        await jobs.SetGateAsync(channel.Id, Gate.Reconnect, now, ct);
        await events.AppendAsync(ChannelEvents.Of(closed, "channel.reconnect_needed", "engine", now,
            JsonSerializer.Serialize(new { code = error.Code, message = error.Message }, JsonSerializerOptions.Web)), ct);
        return closed;
    }
}
