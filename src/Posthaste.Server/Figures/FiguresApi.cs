using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Alerts.Rates;
using Posthaste.Jobs;
using Posthaste.Posts.Figures;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Figures;

/// <summary>How publishing goes: over some days, and at a glance.</summary>
internal static class FiguresApi
{
    public static void MapFigures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/figures", GetAsync).WithTags("Workspace").Needs(Right.Read).WithName("GetFigures")
            .WithSummary("Counts what was published, how late, and what went wrong, for some days in the workspace's time zone; and says how well it has worked of late, against what it should be.");
        api.MapGet("/overview", GetOverviewAsync).WithTags("Workspace").Needs(Right.Read).WithName("GetOverview")
            .WithSummary("Says at a glance what needs somebody, what goes out next, and how publishing went in the last 30 days.");
    }

    private static async Task<Results<Ok<FiguresResponse>, ApiProblem>> GetAsync(QueryDay from, QueryDay to, Caller caller, ReadFigures readFigures, ReadRates readRates, CancellationToken ct)
    {
        if (to.Day < from.Day) return ApiProblem.ForField("to", "expected is the same day as from, or a later one");
        if (to.Day.DayNumber - from.Day.DayNumber >= ReadFigures.MaxDays)
            return ApiProblem.ForField("to", $"at most {ReadFigures.MaxDays} days can be asked for at once", code: "range_too_long");
        return TypedResults.Ok(FiguresResponse.Of(await readFigures.RunAsync(caller.WorkspaceId, from.Day, to.Day, ct), await readRates.RunAsync(caller.WorkspaceId, ct)));
    }

    private static async Task<Ok<OverviewResponse>> GetOverviewAsync(Caller caller, ReadOverview readOverview, IJobStore jobs, CancellationToken ct)
    {
        var overview = await readOverview.RunAsync(caller.WorkspaceId, ct);
        Guid[] upcoming = [.. overview.Upcoming.Select(titled => titled.Job.Id)];
        return TypedResults.Ok(OverviewResponse.From(overview, upcoming.Length == 0 ? new HashSet<Guid>() : await jobs.FindRunningAsync(upcoming, ct)));
    }
}
