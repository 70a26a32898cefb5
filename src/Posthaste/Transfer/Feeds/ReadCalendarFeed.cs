using Posthaste.Jobs;
using Posthaste.Workspaces.Members;

namespace Posthaste.Transfer.Feeds;

/// <summary>Gives whoever has a feed's secret its titles and times, and nothing else of the workspace.</summary>
internal sealed class ReadCalendarFeed(ICalendarFeedStore feeds, EngineClock clock)
{
    private const int MaxToken = 100;

    /// <summary>Earliest first: a feed is read for what comes.</summary>
    private const int MaxEntries = 5_000;

    private static readonly TimeSpan Past = TimeSpan.FromDays(90);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(400);

    /// <summary>Programs that read less often than this keep showing what will not go out.</summary>
    private static readonly TimeSpan ToldAfterEnd = TimeSpan.FromDays(30);

    /// <param name="token">As it came: looked up by its hash, so that how long that takes says nothing of any other.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>RFC 5545; null where there is no such feed, or it was revoked.</returns>
    public async Task<string?> RunAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxToken || await feeds.FindByHashAsync(ShownOnce.HashOf(token), ct) is not { } feed) return null;
        var now = clock.Now;
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (feed.UsedDay is not { } used || used < day) await feeds.SetUsedAsync(feed.Id, day, ct);

        var entries = await feeds.ListEntriesAsync(new FeedWindow(feed.WorkspaceId, now - Past, now + Ahead, now - ToldAfterEnd, MaxEntries), ct);
        return FeedText.Write(feed.Name, Chosen(feed, entries));
    }

    /// <summary>What is off stays whatever states are asked for: it may have had one of them.</summary>
    private static IEnumerable<FeedEntry> Chosen(CalendarFeed feed, IEnumerable<FeedEntry> entries) => entries
        .Where(entry => feed.ChannelIds.Count == 0 || (entry.ChannelId is { } id && feed.ChannelIds.Contains(id)))
        .Where(entry => feed.States.Count == 0 || entry.IsOff || (entry.State is { } state && feed.States.Contains(state)))
        // A plan that takes the place of a job that was withdrawn is the same event.
        .GroupBy(FeedText.UidOf)
        .Select(same => same.OrderBy(entry => entry.IsOff).ThenByDescending(entry => entry.Sequence).First());
}
