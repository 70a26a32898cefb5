using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Planning.Recurring;

/// <summary>Ends a series for good. The posts that it has made belong to none then.</summary>
internal sealed class DeleteSeries(ISeriesStore store, LockPosts lockPosts, UnschedulePost unschedulePost, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="seriesId">Which.</param>
    /// <param name="unschedule">Takes their time from its posts ahead; else they go out.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>How many posts lost their time; null where there is no such series.</returns>
    public Task<int?> RunAsync(Guid workspaceId, Guid seriesId, bool unschedule, string actor, CancellationToken ct) =>
        transactions.RunAsync<int?>(async () =>
        {
            if (await store.LockAsync(workspaceId, seriesId, ct) is null) return null;
            var now = clock.Now;
            var unscheduled = 0;
            if (unschedule)
            {
                var ahead = await store.ListPostsAsync(seriesId, now, untouched: false, ct);
                await lockPosts.RunAsync(workspaceId, ahead, ct);
                // One that is being published meanwhile refuses, and goes out.
                foreach (var postId in ahead) unscheduled += await unschedulePost.RunAsync(workspaceId, postId, actor, ct) is PostResult.Saved ? 1 : 0;
            }
            await store.RemoveAsync(seriesId, ct);
            await events.AppendAsync(PlanningEvents.Of(workspaceId, seriesId, "series.deleted", actor, now, new { unscheduled }), ct);
            return unscheduled;
        }, ct);
}
