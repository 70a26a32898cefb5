using System.Diagnostics;
using Posthaste.Planning.Bulk;
using Posthaste.Posts;
using Posthaste.Server.Http;
using Posthaste.Server.Media;
using Posthaste.Server.Posts;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Planning;

/// <summary>What can be done to many posts at once.</summary>
public enum BulkAction
{
    /// <summary>Each by the same time from where it is.</summary>
    Move,

    /// <summary>All for one time: for posts on different channels.</summary>
    Schedule,

    /// <summary>Each for the next free slot of its category, in the order given.</summary>
    NextSlot,

    Unschedule,
    Submit,
    Approve,
    Delete,
}

/// <summary>The same for many posts.</summary>
public sealed record ChangePostsRequest
{
    private const int MaxPosts = 200;
    private const int MaxDays = 3_660;
    private const int MaxMinutes = MaxDays * 24 * 60;

    /// <summary>1 to 200, none twice.</summary>
    public required IReadOnlyList<Guid> PostIds { get; init; }

    public required BulkAction Action { get; init; }

    /// <summary>With <c>move</c>: by how many days, below zero for earlier. The time of day in the workspace's zone stays.</summary>
    public int? ShiftDays { get; init; }

    /// <summary>With <c>move</c>: by how many minutes, below zero for earlier.</summary>
    public int? ShiftMinutes { get; init; }

    /// <summary>With <c>schedule</c>; or give localTime and timeZone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Date and time without offset, in timeZone.</summary>
    public string? LocalTime { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>As when one post is scheduled.</summary>
    public bool Force { get; init; }

    /// <summary>Only says what would happen.</summary>
    public bool DryRun { get; init; }

    internal Right Right => Action switch
    {
        BulkAction.Submit or BulkAction.Delete => Right.EditPosts,
        BulkAction.Approve => Right.ApprovePosts,
        _ => Right.SchedulePosts,
    };

    /// <param name="change">Only where nothing is wrong.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    internal ApiProblem? Read(out BulkChange change)
    {
        change = new BulkChange.Unschedule();
        if (PostIds.Count is 0 or > MaxPosts) return ApiProblem.ForField("postIds", $"expected are 1 to {MaxPosts} ids");
        if (FindTwice() is { } twice) return ApiProblem.ForField($"postIds[{twice}]", "this post is in the list already");
        if (LocalTimes.Read(At, LocalTime, TimeZone, out var at) is { } wrongTime) return wrongTime;
        if ((Action == BulkAction.Move ? CheckShift() : CheckNoShift()) is { } wrongShift) return wrongShift;
        if (Action == BulkAction.Schedule && at is null) return LocalTimes.Missing();
        if (Action != BulkAction.Schedule && at is not null) return ApiProblem.ForField("at", "only the action schedule takes a time");
        change = Action switch
        {
            BulkAction.Move => new BulkChange.Move(ShiftDays ?? 0, ShiftMinutes ?? 0, Force),
            BulkAction.Schedule => new BulkChange.Schedule(at!.Value, Force),
            BulkAction.NextSlot => new BulkChange.TakeNextSlot(Force),
            BulkAction.Unschedule => new BulkChange.Unschedule(),
            BulkAction.Submit => new BulkChange.Submit(),
            BulkAction.Approve => new BulkChange.Approve(),
            BulkAction.Delete => new BulkChange.Delete(),
            _ => throw new UnreachableException(),
        };
        return null;
    }

    private int? FindTwice()
    {
        var seen = new HashSet<Guid>();
        foreach (var (i, id) in PostIds.Index())
        {
            if (!seen.Add(id)) return i;
        }
        return null;
    }

    private ApiProblem? CheckShift() => this switch
    {
        { ShiftDays: null or 0, ShiftMinutes: null or 0 } => ApiProblem.ForField("shiftDays", "move needs shiftDays or shiftMinutes, such as 1 or -30"),
        { ShiftDays: < -MaxDays or > MaxDays } => ApiProblem.ForField("shiftDays", $"expected is a whole number from -{MaxDays} to {MaxDays}"),
        { ShiftMinutes: < -MaxMinutes or > MaxMinutes } => ApiProblem.ForField("shiftMinutes", $"expected is a whole number from -{MaxMinutes} to {MaxMinutes}"),
        _ => null,
    };

    private ApiProblem? CheckNoShift() => this switch
    {
        { ShiftDays: not null } => ApiProblem.ForField("shiftDays", "only the action move takes this"),
        { ShiftMinutes: not null } => ApiProblem.ForField("shiftMinutes", "only the action move takes this"),
        _ => null,
    };
}

/// <summary>What became of each post.</summary>
public sealed record ChangedPostsResponse
{
    /// <summary>In the order of the request.</summary>
    public required IReadOnlyList<ChangedPostResponse> Items { get; init; }
}

/// <summary>What became of one post, or would become of it.</summary>
public sealed record ChangedPostResponse
{
    public required Guid PostId { get; init; }

    /// <summary>Whether it was done, or would be.</summary>
    public required bool Ok { get; init; }

    /// <summary>As it is now; null where nothing was changed.</summary>
    public required long? Version { get; init; }

    /// <summary>The time it has, or would have; null for none.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Why not; one of the codes of problems, as with one post.</summary>
    public required string? Code { get; init; }

    /// <summary>The same for a person.</summary>
    public required string? Detail { get; init; }

    /// <summary>Only with dryRun, where it is too close to another post or over a limit of its channel: a time at which it fits.</summary>
    public required DateTimeOffset? ProposedAt { get; init; }

    /// <summary>What its author should know.</summary>
    public required IReadOnlyList<FindingResponse> Warnings { get; init; }

    internal static ChangedPostResponse From(BulkItem item, bool dryRun)
    {
        var (problem, saved) = (PostAnswers.Problem(item.Result), item.Result as PostResult.Saved);
        return new()
        {
            PostId = item.PostId,
            Ok = problem is null,
            Version = dryRun ? null : saved?.Post.Version,
            At = saved?.Post.PlannedAt,
            Code = problem?.Code,
            Detail = problem?.Detail,
            ProposedAt = item.ProposedAt,
            Warnings = [.. (saved?.Warnings ?? []).Select(FindingResponse.From)],
        };
    }
}
