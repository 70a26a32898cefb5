using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts.Versions;

namespace Posthaste.Posts;

/// <summary>Agrees to a post that waits for it. What is signed is the hash of what every channel would get.</summary>
internal sealed class ApprovePost(IPostStore posts, CheckPost checkPost, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="expectedVersion">The version that the approver has seen; null to approve whatever is there.</param>
    /// <param name="actor">Who approves, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, long? expectedVersion, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            if (expectedVersion is { } expected && expected != post.Version) return new PostResult.Conflict(post.Version);
            if (post.Approval != ApprovalState.Pending)
            {
                return post.Approval == ApprovalState.Approved
                    ? new PostResult.Refused("already_approved", "The post is approved already.")
                    : new PostResult.Refused("not_submitted", "Nobody has submitted the post for approval.");
            }
            var check = (await checkPost.RunAsync(post, post.PlannedAt, ct)).ForPublishing();
            if (PostApproval.WhyNot(post, check.Workspace.ApprovalPolicy, actor) is { } notAllowed) return notAllowed;
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (check.Preparing is { } preparing) return preparing;

            var now = clock.Now;
            var approved = post with
            {
                Version = post.Version + 1,
                Approval = ApprovalState.Approved,
                ApprovedHash = check.Hash,
                ApprovedBy = actor,
                ApprovedThrough = ApprovedThrough.Approval,
                ApprovalNote = null,
                UpdatedAt = now,
            };
            await posts.SaveAsync(approved, ct);
            await posts.SaveFilesAsync(approved.Id, check.Files, ct);
            await posts.AddVersionAsync(PostVersion.Approved(approved, check, actor, now), ct);
            await events.AppendAsync(PostEvents.Of(approved, "post.approved", actor, now, new { hash = check.Hash }), ct);
            return new PostResult.Saved(approved, check.Warnings);
        }, ct);
}
