using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Workspaces;

namespace Posthaste.Planning.Recurring;

/// <summary>Makes the posts of series ahead of their time, each once, however many nodes do it at the same moment. Part of the upkeep.</summary>
internal sealed class MakeSeriesPosts(
    ISeriesStore store, IPostStore posts, IWorkspaceStore workspaces, MakeOccurrence makeOccurrence, PrepareMedia prepareMedia, IEventLog events, ITransactions transactions,
    EngineClock clock, IOptions<PlanningOptions> options, IOptions<JobsOptions> jobs)
{
    /// <returns>How many were made.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var made = 0;
        foreach (var series in await store.ListRunningAsync(ct)) made += await RunAsync(series, ct);
        return made;
    }

    private async Task<int> RunAsync(PostSeries series, CancellationToken ct)
    {
        if (await workspaces.FindAsync(series.WorkspaceId, ct) is not { } workspace) return 0;
        var (zone, now) = (TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone), clock.Now);
        var due = series.FindDue(zone, await store.ListDaysAsync(series.Id, ct), now + jobs.Value.LeadTime, now + options.Value.SeriesAhead).ToList();
        var template = await posts.FindAsync(series.WorkspaceId, series.PostId, ct);
        // Outside of any transaction, and once: all of them send the same files.
        if (due.Count > 0 && template is not null) await prepareMedia.RunForNewAsync(series.WorkspaceId, template.Draft, ct);

        var made = 0;
        string? problem = null;
        foreach (var occurrence in due)
        {
            switch (await transactions.RunAsync(() => makeOccurrence.RunAsync(series, occurrence, ct), ct))
            {
                case MadeOccurrence.Made:
                    made++;
                    break;
                case MadeOccurrence.Failed failed:
                    problem ??= $"{occurrence.Day:yyyy-MM-dd}: {failed.Message}";
                    break;
            }
        }
        await NoteAsync(series, problem, WallClock.DayIn(zone, now), isOrphan: template is null, ct);
        return made;
    }

    /// <summary>Keeps what went wrong, and ends a series that is over.</summary>
    private Task<bool> NoteAsync(PostSeries series, string? problem, DateOnly today, bool isOrphan, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        if (await store.LockAsync(series.WorkspaceId, series.Id, ct) is not { EndedAt: null } found || found.UpdatedAt != series.UpdatedAt) return false;
        var over = isOrphan || found.IsOver(today, (await store.ListDaysAsync(series.Id, ct)).Count);
        if (!over && found.Problem == problem) return false;

        var now = clock.Now;
        await store.SaveAsync(found with { Problem = problem, EndedAt = over ? now : null }, ct);
        if (problem is not null && problem != found.Problem)
            await events.AppendAsync(PlanningEvents.Of(series.WorkspaceId, series.Id, "series.post_not_made", "engine", now, new { problem }), ct);
        if (over) await events.AppendAsync(PlanningEvents.Of(series.WorkspaceId, series.Id, "series.ended", "engine", now, new { reason = isOrphan ? "post_deleted" : "complete" }), ct);
        return true;
    }, ct);
}
