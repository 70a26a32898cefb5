using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Who must have agreed to what, as pure rules.</summary>
internal static class PostApproval
{
    /// <returns>The post with an approval of exactly what would be sent; null where it has none and needs one.</returns>
    public static Post? ForPublishing(Post post, CheckedPost check, string actor) => check.Workspace.ApprovalPolicy switch
    {
        _ when post.Approval == ApprovalState.Approved && post.ApprovedHash == check.Hash => post,
        ApprovalPolicy.None => post with { Approval = ApprovalState.Approved, ApprovedHash = check.Hash, ApprovedBy = actor, ApprovalNote = null },
        _ => null,
    };

    public static PostResult.Refused Missing(Post post) => post.Approval switch
    {
        ApprovalState.Pending => new("not_approved", "The post waits for approval. It can be scheduled once somebody has approved it."),
        ApprovalState.Rejected => new("not_approved", "The post was rejected. Change it and submit it again."),
        ApprovalState.Approved => new("not_approved", "What would be sent is no longer what was approved. Submit the post for approval again."),
        _ => new("not_approved", "The post is a draft. Submit it for approval first."),
    };

    /// <summary>Somebody else must look: neither who wrote it nor who changed it last.</summary>
    public static bool IsOwn(Post post, string actor) => post.CreatedBy == actor || post.ChangedBy == actor;

    /// <summary>What remains of an approval when nothing is scheduled any more: where scheduling was the approval, nothing.</summary>
    public static Post AfterUnscheduling(Post post, ApprovalPolicy policy) =>
        policy == ApprovalPolicy.None && post.Approval == ApprovalState.Approved ? post.Unapproved(ApprovalState.Draft) : post;
}
