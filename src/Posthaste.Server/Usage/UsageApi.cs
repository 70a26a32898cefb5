using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Channels.Usage;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Usage;

/// <summary>What accounts used and what that may have cost, by the day.</summary>
internal static class UsageApi
{
    public static void MapUsage(this IEndpointRouteBuilder api)
    {
        api.MapGet("/channels/{channelId:guid}/usage/days", ListOfChannelAsync).WithTags("Channels").Needs(Right.Read).WithName("ListChannelUsageDays")
            .WithSummary("Counts what was called for it on each day, and estimates what that cost.").Fails(404);
        api.MapGet("/usage/days", ListAsync).WithTags("Workspace").Needs(Right.Read).WithName("ListUsageDays")
            .WithSummary("Counts for each day what was called for each channel and what was hosted, and estimates what that cost.");
    }

    private static async Task<Results<Ok<ChannelDaysResponse>, ApiProblem>> ListOfChannelAsync(
        Guid channelId, QueryDay from, QueryDay to, Caller caller, ReadUsageDays readUsageDays, CancellationToken ct)
    {
        if (Refuse(from.Day, to.Day) is { } problem) return problem;
        return await readUsageDays.RunAsync(caller.WorkspaceId, channelId, from.Day, to.Day, ct) is { } found
            ? TypedResults.Ok(ChannelDaysResponse.From(found))
            : ApiProblem.NotFound("channel");
    }

    private static async Task<Results<Ok<WorkspaceDaysResponse>, ApiProblem>> ListAsync(
        QueryDay from, QueryDay to, Caller caller, ReadUsageDays readUsageDays, CancellationToken ct)
    {
        if (Refuse(from.Day, to.Day) is { } problem) return problem;
        return TypedResults.Ok(WorkspaceDaysResponse.From(await readUsageDays.RunAsync(caller.WorkspaceId, from.Day, to.Day, ct)));
    }

    /// <returns>Null where the time can be asked for.</returns>
    private static ApiProblem? Refuse(DateOnly from, DateOnly to)
    {
        if (to < from) return ApiProblem.ForField("to", "expected is the same day as from, or a later one");
        return to.DayNumber - from.DayNumber >= ReadUsageDays.MaxDays
            ? ApiProblem.ForField("to", $"at most {ReadUsageDays.MaxDays} days can be asked for at once", code: "range_too_long")
            : null;
    }
}
