using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Planning.Recurring;

/// <summary>Has a post come again and again. Where it has a time itself, the series begins after it.</summary>
internal sealed class CreateSeries(
    ISeriesStore store, IPostStore posts, IWorkspaceStore workspaces, IEventLog events, ITransactions transactions, EngineClock clock, SeriesSignal signal)
{
    /// <param name="wanted">As it should be; id, times and where it is counted from are given here.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<SeriesResult> RunAsync(PostSeries wanted, CancellationToken ct) =>
        transactions.RunAsync<SeriesResult>(async () =>
        {
            if (SeriesRules.Refusal(wanted) is { } refusal) return refusal;
            if (await posts.FindAsync(wanted.WorkspaceId, wanted.PostId, ct) is not { } post)
                return new SeriesResult.Refused("unknown_post", "postId", $"There is no post {wanted.PostId}.");
            if (post.SeriesId is not null)
                return new SeriesResult.Refused("in_series", "postId", "This post was made by a series. Change that series, or copy the post.");

            if ((await store.ListAsync(wanted.WorkspaceId, ct)).Count >= SeriesRules.MaxPerWorkspace)
                return new SeriesResult.Refused("too_many", "postId", $"A workspace has at most {SeriesRules.MaxPerWorkspace} series, ended ones among them. Delete one first.");

            var now = clock.Now;
            var startsAt = post.PlannedAt > now ? post.PlannedAt.Value : now;
            var zone = TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(wanted.WorkspaceId, ct))!.TimeZone);
            var day = WallClock.DayIn(zone, startsAt);
            var series = wanted with
            {
                Id = Guid.CreateVersion7(now),
                // The post itself is that day's.
                AnchorDay = day,
                StartsAt = post.PlannedAt > now ? WallClock.At(zone, day.AddDays(1), TimeOnly.MinValue) - TimeSpan.FromMilliseconds(1) : now,
                CreatedAt = now,
                UpdatedAt = now,
            };
            await store.AddAsync(series, ct);
            await events.AppendAsync(PlanningEvents.Of(series.WorkspaceId, series.Id, "series.created", series.CreatedBy, now, new { postId = series.PostId }), ct);
            transactions.AfterCommit(signal.Wake);
            return new SeriesResult.Saved(series);
        }, ct);
}
