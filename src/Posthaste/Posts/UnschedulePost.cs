using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Takes a post's time away: its jobs are cancelled, all of them or none.</summary>
internal sealed class UnschedulePost(
    IPostStore posts, IWorkspaceStore workspaces, PostJobs postJobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var jobs = await postJobs.LockAsync(post, ct);
            var cancels = PostJobs.Withdrawn(jobs);
            if (cancels.Count == 0 && jobs.Any(job => job.State == JobState.Published))
                return new PostResult.Refused("already_published", "The post is live; nothing of it is scheduled any more.");
            if (cancels.Count == 0 && post.PlannedAt is null) return new PostResult.Refused("not_scheduled", "The post is not scheduled.");
            if (await postJobs.FindRefusalAsync(cancels, actor, ct) is { } refusal) return refusal;

            var now = clock.Now;
            var policy = (await workspaces.FindAsync(workspaceId, ct))!.ApprovalPolicy;
            var unscheduled = PostApproval.AfterUnscheduling(post, policy) with { Version = post.Version + 1, PlannedAt = null, UpdatedAt = now };
            await posts.SaveAsync(unscheduled, ct);
            await postJobs.ChangeAsync(cancels, actor, ct);
            await events.AppendAsync(PostEvents.Of(unscheduled, "post.unscheduled", actor, now), ct);
            return new PostResult.Saved(unscheduled, []);
        }, ct);
}
