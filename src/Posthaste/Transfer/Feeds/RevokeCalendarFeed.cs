using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Transfer.Feeds;

/// <summary>Ends a feed: its address answers nobody any more.</summary>
internal sealed class RevokeCalendarFeed(ICalendarFeedStore feeds, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <returns>False where there is no such feed that still works.</returns>
    public Task<bool> RunAsync(Guid workspaceId, Guid feedId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var now = clock.Now;
            if (!await feeds.RevokeAsync(workspaceId, feedId, now, ct)) return false;
            await events.AppendAsync(FeedEvents.Of(workspaceId, feedId, "calendar_feed.revoked", actor, now), ct);
            return true;
        }, ct);
}
