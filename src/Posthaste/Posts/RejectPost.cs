using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts.Versions;

namespace Posthaste.Posts;

/// <summary>Refuses a post, with a reason for its author. Where it is scheduled, its jobs are cancelled: all, or nothing happens.</summary>
internal sealed class RejectPost(IPostStore posts, PostJobs postJobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    private const int MaxReason = 2_000;

    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, string reason, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            reason = reason.Replace("\0", "", StringComparison.Ordinal).Trim();
            if (reason.Length is 0 or > MaxReason)
                return new PostResult.Invalid([new Finding("reason_missing", "reason", $"Say why, in 1 to {MaxReason:N0} characters.")]);
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            if (post.Approval is not (ApprovalState.Pending or ApprovalState.Approved))
                return new PostResult.Refused("not_submitted", "Only a post that waits for approval, or has it, can be rejected.");

            var cancels = PostJobs.Withdrawn(await postJobs.LockAsync(post, ct));
            if (await postJobs.FindRefusalAsync(cancels, actor, ct) is { } refusal) return refusal;

            var now = clock.Now;
            var rejected = post.Unapproved(ApprovalState.Rejected) with { Version = post.Version + 1, ApprovalNote = reason, UpdatedAt = now };
            await posts.SaveAsync(rejected, ct);
            await posts.AddVersionAsync(PostVersion.Rejected(rejected, actor, now), ct);
            await postJobs.ChangeAsync(cancels, actor, ct);
            await events.AppendAsync(PostEvents.Of(rejected, "post.rejected", actor, now, new { reason }), ct);
            return new PostResult.Saved(rejected, []);
        }, ct);
}
