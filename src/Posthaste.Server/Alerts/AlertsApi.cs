using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Alerts;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Alerts;

/// <summary>Alerts of a workspace: what a person should know of now, and what was.</summary>
internal static class AlertsApi
{
    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts");

        alerts.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListAlerts").WithSummary("Lists alerts, newest first.");
        alerts.MapGet("/{alertId:guid}", GetAsync).Needs(Right.Read).WithName("GetAlert").WithSummary("Reads an alert.").Fails(404);
        alerts.MapPost("/acknowledge", AcknowledgeAsync).Needs(Right.SchedulePosts).WithName("AcknowledgeAlerts")
            .WithSummary("Says that alerts were seen: they last, and are not told again.").Fails(422);
    }

    private static async Task<Results<Ok<Page<AlertResponse>>, ApiProblem>> ListAsync(
        string? state, int? limit, string? cursor, Caller caller, IAlertStore alerts, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        var wanted = default(AlertState);
        if (state is not null && !Words.TryParse(state, out wanted)) return ApiProblem.ForField("state", $"expected is {Expected.Of(typeof(AlertState))}");
        var size = limit ?? Paging.DefaultLimit;
        var found = await alerts.ListAsync(new AlertQuery { WorkspaceId = caller.WorkspaceId, State = state is null ? null : wanted, After = after?.Id, Limit = size + 1 }, ct);
        var page = found.Take(size).ToArray();
        return TypedResults.Ok(new Page<AlertResponse>([.. page.Select(AlertResponse.From)], found.Count > size ? Cursor.Encode(page[^1].RaisedAt, page[^1].Id) : null));
    }

    private static async Task<Results<Ok<AlertResponse>, ApiProblem>> GetAsync(Guid alertId, Caller caller, IAlertStore alerts, CancellationToken ct) =>
        await alerts.FindAsync(caller.WorkspaceId, alertId, ct) is { } alert ? TypedResults.Ok(AlertResponse.From(alert)) : ApiProblem.NotFound("alert");

    private static async Task<Results<Ok<AcknowledgeResponse>, ApiProblem>> AcknowledgeAsync(
        AcknowledgeRequest request, Caller caller, AcknowledgeAlerts acknowledge, IAlertStore alerts, CancellationToken ct)
    {
        if (request.AlertIds.Count is 0 or > AcknowledgeAlerts.MaxAtOnce)
            return ApiProblem.ForField("alertIds", $"expected are 1 to {AcknowledgeAlerts.MaxAtOnce} ids of alerts", 422);
        var seen = await acknowledge.RunAsync(caller.WorkspaceId, request.AlertIds, caller.Name, ct);
        return TypedResults.Ok(new AcknowledgeResponse(seen, await alerts.CountUnseenAsync(caller.WorkspaceId, ct)));
    }
}
