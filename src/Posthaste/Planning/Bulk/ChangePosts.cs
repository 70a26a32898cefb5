using System.Diagnostics;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Workspaces;

namespace Posthaste.Planning.Bulk;

/// <summary>Does the same to many posts, each in a transaction of its own, as if it had been asked for one by one: one that refuses keeps no other from going on.</summary>
internal sealed class ChangePosts(
    IPostStore posts, IWorkspaceStore workspaces, SchedulePost schedulePost, ScheduleInNextSlot scheduleInNextSlot, UnschedulePost unschedulePost, SubmitPost submitPost,
    ApprovePost approvePost, DeletePost deletePost, CheckPost checkPost, PrepareMedia prepareMedia, ITransactions transactions)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="postIds">Which; none twice.</param>
    /// <param name="change">What is to be done.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    /// <returns>One for each post, in the order given.</returns>
    public async Task<IReadOnlyList<BulkItem>> RunAsync(Guid workspaceId, IReadOnlyList<Guid> postIds, BulkChange change, string actor, CancellationToken ct)
    {
        var done = new Dictionary<Guid, BulkItem>();
        foreach (var target in await PlanAsync(workspaceId, postIds, change, ct)) done[target.PostId] = await DoAsync(workspaceId, target, change, actor, ct);
        return [.. postIds.Select(id => done[id])];
    }

    /// <summary>What each post is to become, in the order in which they do not stand in each other's way.</summary>
    public async Task<IReadOnlyList<BulkTarget>> PlanAsync(Guid workspaceId, IReadOnlyList<Guid> postIds, BulkChange change, CancellationToken ct)
    {
        if (await workspaces.FindAsync(workspaceId, ct) is not { } workspace) return [.. postIds.Select(id => new BulkTarget(id, null, null))];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone);
        var targets = new List<BulkTarget>();
        foreach (var id in postIds)
        {
            var post = await posts.FindAsync(workspaceId, id, ct);
            targets.Add(new BulkTarget(id, post?.Version, post is null ? null : TimeOf(post, change, zone)));
        }
        // Those in front make room first: a post that moves to where the next one still is would be too close to it.
        return change is BulkChange.Move move
            ? [.. move.Days > 0 || (move.Days == 0 && move.Minutes > 0) ? targets.OrderByDescending(target => target.At) : targets.OrderBy(target => target.At)]
            : targets;
    }

    /// <summary>Does it to one post, unless somebody changed it since it was looked at: a batch that is sent twice moves nothing twice.</summary>
    public async Task<BulkItem> DoAsync(Guid workspaceId, BulkTarget target, BulkChange change, string actor, CancellationToken ct) =>
        new(target.PostId, target.At, await transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, target.PostId, ct) is not { } post) return new PostResult.NotFound();
            if (post.Version != target.Version) return new PostResult.Conflict(post.Version);
            var result = await ChangeAsync(post, target, change, actor, ct);
            // A batch does not wait for files; they are made until it is sent again.
            if (result is PostResult.Preparing && await checkPost.RunAsync(post, target.At, ct) is var check) transactions.AfterCommit(() => prepareMedia.Begin(check));
            return result;
        }, ct));

    private Task<PostResult> ChangeAsync(Post post, BulkTarget target, BulkChange change, string actor, CancellationToken ct) => (change, target.At) switch
    {
        (BulkChange.Move, null) => Task.FromResult<PostResult>(new PostResult.Refused("not_scheduled", "The post has no time that it could be moved from. Schedule it instead.")),
        (BulkChange.Move move, { } at) => schedulePost.RunAsync(post.WorkspaceId, post.Id, at, move.Force, actor, ct),
        (BulkChange.Schedule schedule, _) => schedulePost.RunAsync(post.WorkspaceId, post.Id, schedule.At, schedule.Force, actor, ct),
        (BulkChange.TakeNextSlot take, _) => scheduleInNextSlot.RunAsync(post.WorkspaceId, post.Id, take.Force, actor, ct),
        (BulkChange.Unschedule, _) => unschedulePost.RunAsync(post.WorkspaceId, post.Id, actor, ct),
        (BulkChange.Submit, _) => submitPost.RunAsync(post.WorkspaceId, post.Id, actor, ct),
        (BulkChange.Approve, _) => approvePost.RunAsync(post.WorkspaceId, post.Id, post.Version, actor, ct),
        (BulkChange.Delete, _) => deletePost.RunAsync(post.WorkspaceId, post.Id, post.Version, actor, ct),
        _ => throw new UnreachableException(),
    };

    private static DateTimeOffset? TimeOf(Post post, BulkChange change, TimeZoneInfo zone) => (change, post.PlannedAt) switch
    {
        (BulkChange.Schedule schedule, _) => schedule.At,
        (BulkChange.Move move, { } from) => (move.Days == 0 ? from : WallClock.AddDays(zone, from, move.Days)) + TimeSpan.FromMinutes(move.Minutes),
        _ => null,
    };
}

/// <summary>What one post of a batch is to become.</summary>
/// <param name="PostId">Which.</param>
/// <param name="Version">As it was looked at; null where there is no such post.</param>
/// <param name="At">The time it gets; null where the change gives none.</param>
internal sealed record BulkTarget(Guid PostId, long? Version, DateTimeOffset? At);
