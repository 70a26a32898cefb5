using Microsoft.Extensions.Options;

namespace Posthaste.Channels.Usage;

/// <summary>Reads what accounts used, by the day, and estimates what it cost.</summary>
internal sealed class ReadUsageDays(IChannelStore channels, IUsageStore usage, IOptions<UsageOptions> options)
{
    /// <summary>The longest time that can be asked for at once, in days.</summary>
    public const int MaxDays = 400;

    /// <param name="from">The first day, UTC.</param>
    /// <param name="to">The last one, itself included.</param>
    /// <returns>Null where there is no such channel.</returns>
    public async Task<ChannelDays?> RunAsync(Guid workspaceId, Guid channelId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (await channels.FindAsync(workspaceId, channelId, ct) is not { } channel) return null;
        return Of(channel, await usage.ListDaysAsync([channelId], from, to, ct));
    }

    /// <summary>The same for all channels of a workspace, those without calls left out.</summary>
    public async Task<WorkspaceDays> RunAsync(Guid workspaceId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var all = await channels.ListAsync(workspaceId, ct);
        var days = (await usage.ListDaysAsync([.. all.Select(channel => channel.Id)], from, to, ct)).ToLookup(day => day.ChannelId);
        ChannelDays[] each = [.. all.Where(channel => days.Contains(channel.Id)).Select(channel => Of(channel, [.. days[channel.Id]]))];
        var hosted = await usage.ListHostedDaysAsync(workspaceId, from, to, ct);
        var (total, held) = (each.Aggregate(default(UsageSum), (sum, one) => sum + one.Total), hosted.Aggregate(default(HostedSum), (sum, day) => sum + day.Hosted));
        return new WorkspaceDays(each, total, hosted, held, UsageCost.Of(total, held, options.Value), options.Value.Currency);
    }

    private ChannelDays Of(Channel channel, IReadOnlyList<ChannelDay> days)
    {
        var total = days.Aggregate(default(UsageSum), (sum, day) => sum + day.Usage);
        return new ChannelDays(channel, days, total, UsageCost.Of(total, options.Value), options.Value.Currency);
    }
}

/// <summary>A channel's usage by the day.</summary>
/// <param name="Days">Oldest first; days without calls are left out.</param>
/// <param name="Cost">Null where no price was given.</param>
public sealed record ChannelDays(Channel Channel, IReadOnlyList<ChannelDay> Days, UsageSum Total, UsageCost? Cost, string? Currency);

/// <summary>A workspace's usage by the day.</summary>
/// <param name="Hosted">Oldest first; days with nothing are left out.</param>
/// <param name="Cost">Null where no price was given.</param>
public sealed record WorkspaceDays(
    IReadOnlyList<ChannelDays> Channels, UsageSum Total, IReadOnlyList<HostedDay> Hosted, HostedSum HostedTotal, UsageCost? Cost, string? Currency);
