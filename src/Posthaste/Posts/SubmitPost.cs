using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts.Versions;

namespace Posthaste.Posts;

/// <summary>Asks for a post to be approved.</summary>
internal sealed class SubmitPost(IPostStore posts, CheckPost checkPost, PostJobs postJobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var check = (await checkPost.RunAsync(post, post.PlannedAt, ct)).ForPublishing();
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (check.Preparing is { } preparing) return preparing;
            if (post.Approval == ApprovalState.Pending) return new PostResult.Saved(post, check.Warnings);
            var jobs = await postJobs.LockAsync(post, ct);
            if (post.Approval == ApprovalState.Approved && post.ApprovedHash == check.Hash
                && (PostApproval.Meets(post, check.Workspace.ApprovalPolicy) || jobs.Any(job => !job.IsOver)))
            {
                return new PostResult.Refused("already_approved", "The post is approved already.");
            }
            // Where what is on its way is no longer what was approved, it does not go out while it is looked at.
            var withdrawn = PostJobs.Withdrawn(jobs);
            if (await postJobs.FindRefusalAsync(withdrawn, actor, ct) is { } refusal) return refusal;

            var now = clock.Now;
            var pending = post.Unapproved(ApprovalState.Pending) with
            {
                Version = post.Version + 1,
                ApprovalNote = null,
                SubmittedBy = actor,
                SubmittedAt = now,
                UpdatedAt = now,
            };
            await posts.SaveAsync(pending, ct);
            await posts.AddVersionAsync(PostVersion.Submitted(pending, actor, now), ct);
            await postJobs.ChangeAsync(withdrawn, actor, ct);
            await events.AppendAsync(PostEvents.Of(pending, "post.submitted", actor, now), ct);
            return new PostResult.Saved(pending, check.Warnings);
        }, ct);
}
