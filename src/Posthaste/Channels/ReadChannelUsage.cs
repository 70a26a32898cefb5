using Posthaste.Jobs;
using Posthaste.Jobs.Limits;

namespace Posthaste.Channels;

/// <summary>Adds up what was called for a channel, from the ledger of the hours, and says what its limits still allow.</summary>
internal sealed class ReadChannelUsage(IChannelStore channels, ReadLimits readLimits, EngineClock clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <returns>Null where there is no such channel.</returns>
    public async Task<ChannelUsage?> RunAsync(Guid workspaceId, Guid channelId, CancellationToken ct)
    {
        if (await channels.FindAsync(workspaceId, channelId, ct) is not { } channel) return null;
        var limits = await readLimits.RunAsync(channel.Id, channel.Platform, ct);
        var thisHour = HourOf(clock.Now);
        // The ledger is by whole hours: the day is this hour and the 23 before it.
        var hours = await channels.ListUsageAsync(channelId, thisHour + TimeSpan.FromHours(1) - Day, ct);
        return new ChannelUsage
        {
            CallsThisHour = hours.Where(hour => hour.Hour == thisHour).Sum(hour => hour.Calls),
            HourEndsAt = thisHour + TimeSpan.FromHours(1),
            CallsLastDay = hours.Sum(hour => hour.Calls),
            PublishesLastDay = hours.Sum(hour => hour.Publishes),
            ErrorsLastDay = hours.Sum(hour => hour.Errors),
            Hours = hours,
            Limits = limits.States,
            BlockedUntil = limits.BlockedUntil,
        };
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
}

/// <summary>What was called for a channel in this hour and the 23 before it.</summary>
public sealed record ChannelUsage
{
    public required long CallsThisHour { get; init; }
    public required DateTimeOffset HourEndsAt { get; init; }
    public required long CallsLastDay { get; init; }
    public required long PublishesLastDay { get; init; }
    public required long ErrorsLastDay { get; init; }

    /// <summary>Oldest first; hours without calls are left out.</summary>
    public required IReadOnlyList<UsageHour> Hours { get; init; }

    public required IReadOnlyList<LimitState> Limits { get; init; }

    /// <summary>The platform said to stop calling until then; null where it did not.</summary>
    public required DateTimeOffset? BlockedUntil { get; init; }
}
