using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Planning.Recurring;

/// <summary>Gives a series another rule or end. Its posts ahead that nobody has touched are made anew by it; those that somebody edited, moved or approved stay as they are.</summary>
internal sealed class ChangeSeries(
    ISeriesStore store, IWorkspaceStore workspaces, LockPosts lockPosts, DeletePost deletePost, IEventLog events, ITransactions transactions, EngineClock clock, SeriesSignal signal)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="seriesId">Which.</param>
    /// <param name="change">Gives rule, end and force as they should be; pure. The rest stays.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<SeriesResult> RunAsync(Guid workspaceId, Guid seriesId, Func<PostSeries, PostSeries> change, string actor, CancellationToken ct) =>
        transactions.RunAsync<SeriesResult>(async () =>
        {
            if (await store.LockAsync(workspaceId, seriesId, ct) is not { } found) return new SeriesResult.NotFound();
            var wanted = change(found);
            if (SeriesRules.Refusal(wanted) is { } refusal) return refusal;

            var now = clock.Now;
            var zone = TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(workspaceId, ct))!.TimeZone);
            var series = found with { Rule = wanted.Rule, UntilDay = wanted.UntilDay, Total = wanted.Total, Force = wanted.Force, Problem = null, EndedAt = null, UpdatedAt = now };
            // A new rule is counted from today; what the old one made, or left out, is not made up for.
            if (wanted.Rule != found.Rule) series = series with { AnchorDay = WallClock.DayIn(zone, now), StartsAt = found.StartsAt > now ? found.StartsAt : now };
            await store.SaveAsync(series, ct);

            var untouched = await store.ListPostsAsync(seriesId, now, untouched: true, ct);
            await lockPosts.RunAsync(workspaceId, untouched, ct);
            foreach (var postId in untouched)
            {
                // One that is being published meanwhile refuses, and keeps its day.
                if (await deletePost.RunAsync(workspaceId, postId, null, actor, ct) is PostResult.Saved) await store.FreeDayAsync(postId, ct);
            }
            await events.AppendAsync(PlanningEvents.Of(workspaceId, seriesId, "series.changed", actor, now, new { postId = series.PostId }), ct);
            transactions.AfterCommit(signal.Wake);
            return new SeriesResult.Saved(series);
        }, ct);
}
