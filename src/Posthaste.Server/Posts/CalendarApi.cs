using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Posts;

/// <summary>What goes out when.</summary>
internal static class CalendarApi
{
    private const int MaxEntries = 2_000;

    private static readonly TimeSpan MaxRange = TimeSpan.FromDays(100);

    public static void MapCalendar(this IEndpointRouteBuilder api) =>
        api.MapGet("/calendar", ListAsync).WithTags("Posts").Needs(Right.Read).WithName("ListCalendar").WithSummary("Lists what goes out, went out or is planned from a time until before another.");

    private static async Task<Results<Ok<Page<CalendarEntryResponse>>, ApiProblem>> ListAsync(
        QueryTime from, QueryTime to, Caller caller, IPostStore posts, CancellationToken ct)
    {
        if (to.At <= from.At) return ApiProblem.ForField("to", "expected is a time after from");
        if (to.At - from.At > MaxRange) return ApiProblem.ForField("to", $"at most {MaxRange.TotalDays:0} days can be asked for at once", code: "range_too_long");
        var found = await posts.ListCalendarAsync(caller.WorkspaceId, from.At, to.At, MaxEntries + 1, ct);
        return found.Count > MaxEntries
            ? ApiProblem.ForField("to", $"there are more than {MaxEntries} entries in this time; ask for a shorter one", code: "range_too_long")
            : TypedResults.Ok(new Page<CalendarEntryResponse>([.. found.Select(CalendarEntryResponse.From)], NextCursor: null));
    }
}

/// <summary>One post on one channel, or a post that has no job yet.</summary>
public sealed record CalendarEntryResponse
{
    /// <summary>When the job is due, or the post planned.</summary>
    public required DateTimeOffset At { get; init; }

    public required Guid PostId { get; init; }
    public required string Title { get; init; }
    public required PostType Type { get; init; }
    public required ApprovalState Approval { get; init; }

    /// <summary>The first one, for a thumbnail.</summary>
    public required Guid? MediaId { get; init; }

    /// <summary>The job's channel, or all of the post's.</summary>
    public required IReadOnlyList<Guid> ChannelIds { get; init; }

    /// <summary>Null where the post has none.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>Null where the post has no job.</summary>
    public required Guid? JobId { get; init; }

    public required JobState? State { get; init; }
    public required JobReason? Reason { get; init; }

    public static CalendarEntryResponse From(CalendarEntry entry) => new()
    {
        At = entry.At,
        PostId = entry.PostId,
        Title = entry.Title,
        Type = entry.Type,
        Approval = entry.Approval,
        MediaId = entry.MediaId,
        ChannelIds = entry.ChannelIds,
        CategoryId = entry.CategoryId,
        JobId = entry.JobId,
        State = entry.State,
        Reason = entry.Reason,
    };
}
