using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts.Versions;

namespace Posthaste.Posts;

/// <summary>Gives a post its time, for the first time or another one. Where nobody has to approve, this is the approval and
/// signs what is sent; channels where the post is live already are left alone.</summary>
internal sealed class SchedulePost(
    IPostStore posts, CheckPost checkPost, PostSchedule schedule, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <summary>Schedules it; where nobody has to approve, that is the approval.</summary>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, DateTimeOffset at, bool force, string actor, CancellationToken ct) =>
        RunAsync(workspaceId, postId, at, force, approvedOnly: false, actor, ct);

    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="at">When it should be live.</param>
    /// <param name="force">Also where another post is close or shows the same, or this one is about to go out. Who may force is the caller's to decide.</param>
    /// <param name="approvedOnly">Only where somebody agreed to exactly this before: the caller's word is no approval, also where nobody has to approve.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, DateTimeOffset at, bool force, bool approvedOnly, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            at = at.ToWholeMilliseconds();
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var check = (await checkPost.RunAsync(post, at, ct)).ForPublishing();
            if (schedule.CheckTime(at) is { } finding) return new PostResult.Invalid([finding, .. check.Findings]);
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (check.Preparing is { } preparing) return preparing;
            if (PostApproval.ForPublishing(post, check, actor, await schedule.IsOnItsWayAsync(post, check, ct)) is not { } approved) return PostApproval.Missing(post, check);
            if (approvedOnly && approved.ApprovedHash != post.ApprovedHash) return PostApproval.Missing(post, check);
            if (await schedule.FindRefusalAsync(post, check, at, force, actor, ct) is { } refusal) return refusal;

            check = await schedule.WithLimitsAsync(post, check, at, ct);
            check = await schedule.WithRepeatsAsync(post, check, at, ct);
            var now = clock.Now;
            var scheduled = approved with { Version = post.Version + 1, PlannedAt = at, UpdatedAt = now };
            await schedule.CarryOutAsync(scheduled, check, at, actor, ct);
            await posts.SaveFilesAsync(scheduled.Id, check.Files, ct);
            if (scheduled.ApprovedHash != post.ApprovedHash) await posts.AddVersionAsync(PostVersion.Scheduled(scheduled, check, actor, now), ct);
            await events.AppendAsync(PostEvents.Of(scheduled, "post.scheduled", actor, now, new { at, hash = check.Hash }), ct);
            return new PostResult.Saved(scheduled, check.Warnings);
        }, ct);
}
