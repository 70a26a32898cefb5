using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Events;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Events;

/// <summary>What happened in a workspace, and who did it.</summary>
internal static partial class EventsApi
{
    private const int MostKinds = 20;
    private const int LongestActor = 320;

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/events", ListAsync).WithTags("Workspace").Needs(Right.Read).WithName("ListEvents").WithSummary("Lists what happened in the workspace, newest first.");

    private static async Task<Results<Ok<Page<ActivityResponse>>, ApiProblem>> ListAsync(
        [FromQuery] string[]? kind, Guid? subjectId, string? actor, QueryTime? from, QueryTime? to, int? limit, string? cursor, Caller caller, IEventLog events, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        var kinds = (kind ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToArray();
        if (kinds.Length > MostKinds || !kinds.All(word => Kind().IsMatch(word)))
            return ApiProblem.ForField("kind", $"expected is a kind of event such as job.published, or its first word such as job; up to {MostKinds} may be given");
        if (actor is { Length: 0 or > LongestActor }) return ApiProblem.ForField("actor", "expected is the name that stands in the history: a member's e-mail, a key's name, or engine");

        var size = limit ?? Paging.DefaultLimit;
        var found = await events.SearchAsync(new EventQuery
        {
            WorkspaceId = caller.WorkspaceId,
            Kinds = kinds,
            ExceptKinds = EventSight.HiddenFrom(caller.Rights),
            SubjectId = subjectId,
            Actor = actor,
            From = from?.At,
            To = to?.At,
            After = after?.Id,
            Limit = size + 1,
        }, ct);
        var page = found.Take(size).ToArray();
        return TypedResults.Ok(new Page<ActivityResponse>(
            [.. page.Select(ActivityResponse.From)], found.Count > size ? Cursor.Encode(page[^1].Event.At, page[^1].Event.Id) : null));
    }

    [GeneratedRegex(@"^[a-z_]{1,40}(\.[a-z_]{1,40})?$")]
    private static partial Regex Kind();
}
