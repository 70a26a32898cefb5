using Posthaste.Channels.Usage;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Figures;

/// <summary>Says how publishing went over some days of a workspace.</summary>
internal sealed class ReadFigures(IFigureStore store, IWorkspaceStore workspaces, IUsageStore usage, IHostedUsageStore hosted, EngineClock clock)
{
    public const int MaxDays = 400;

    /// <param name="workspaceId">Whose.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; at most <see cref="MaxDays"/> with it.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<PublishFigures> RunAsync(Guid workspaceId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var zone = await FindZoneAsync(workspaceId, ct);
        var days = new ZoneSpans(zone, from, to);
        var rows = await store.CountAsync(workspaceId, days, ct);
        var byDay = rows.ToLookup(row => row.Day);
        return new PublishFigures
        {
            From = from,
            To = to,
            TimeZone = zone.Id,
            Total = Sum(rows),
            Days = [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Select(day => new DayTally(day, Sum(byDay[day]), ByChannel(byDay[day])))],
            Channels = ByChannel(rows),
            Lateness = await store.ReadLatenessAsync(workspaceId, days.From, days.To, ct),
            Methods = Enum.GetValues<PublishMethod>().ToDictionary(method => method, method => Sum(rows.Where(row => row.Method == method)).Published),
            Tries = await store.CountTriesAsync(workspaceId, days.From, days.To, ct),
            Hosted = (await usage.ListHostedDaysAsync(workspaceId, from, to, ct)).Aggregate(default(HostedSum), (sum, day) => sum + day.Hosted),
            HostedNow = await hosted.CountLivingAsync(workspaceId, clock.Now, ct),
        };
    }

    /// <summary>In which a workspace's days are.</summary>
    public async Task<TimeZoneInfo> FindZoneAsync(Guid workspaceId, CancellationToken ct) =>
        TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(workspaceId, ct))?.TimeZone ?? "UTC");

    private static Tally Sum(IEnumerable<TallyRow> rows) => rows.Aggregate(default(Tally), (sum, row) => sum + row.Tally);

    private static IReadOnlyList<ChannelTally> ByChannel(IEnumerable<TallyRow> rows) =>
        [.. rows.GroupBy(row => row.ChannelId).Select(group => new ChannelTally(group.Key, Sum(group))).OrderByDescending(channel => channel.Tally.Published).ThenBy(channel => channel.ChannelId)];
}
