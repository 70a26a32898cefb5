using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Who must have agreed to what, as pure rules.</summary>
internal static class PostApproval
{
    /// <param name="post">As it stands.</param>
    /// <param name="check">What would be sent.</param>
    /// <param name="actor">Who wants to send it, by name.</param>
    /// <param name="isOnItsWay">It is scheduled already on every channel it would be sent to: then it is moved, by the rule it was scheduled under.</param>
    /// <returns>The post with an approval of exactly what would be sent; null where it has none and needs one.</returns>
    public static Post? ForPublishing(Post post, CheckedPost check, string actor, bool isOnItsWay)
    {
        var policy = check.Workspace.ApprovalPolicy;
        if (post.Approval == ApprovalState.Approved && post.ApprovedHash == check.Hash && (isOnItsWay || Meets(post, policy))) return post;
        return policy == ApprovalPolicy.None ? post.SignedByScheduling(check.Hash, actor) : null;
    }

    /// <summary>Whether an approval is one that this policy asks for. The workspace's may have become stricter since it was given.</summary>
    public static bool Meets(Post post, ApprovalPolicy policy) => post.Approval == ApprovalState.Approved && policy switch
    {
        ApprovalPolicy.None => true,
        ApprovalPolicy.NotTheAuthor => post.ApprovedThrough == ApprovedThrough.Approval && !IsOwn(post, post.ApprovedBy!),
        _ => post.ApprovedThrough == ApprovedThrough.Approval,
    };

    public static PostResult.Refused Missing(Post post, CheckedPost check) => post.Approval switch
    {
        ApprovalState.Pending => new("not_approved", "The post waits for approval. It can be scheduled once somebody has approved it."),
        ApprovalState.Rejected => new("not_approved", "The post was rejected. Change it and submit it again."),
        ApprovalState.Approved when post.ApprovedHash == check.Hash && post.ApprovedThrough == ApprovedThrough.Scheduling =>
            new("not_approved", "The post was scheduled when nobody had to approve it; now somebody must. Submit it for approval."),
        ApprovalState.Approved when post.ApprovedHash == check.Hash =>
            new("not_approved", "The post was approved by its own author, and now somebody else must. Submit it for approval again."),
        ApprovalState.Approved => new("not_approved", "What would be sent is no longer what was approved. Submit the post for approval again."),
        _ => new("not_approved", "The post is a draft. Submit it for approval first."),
    };

    /// <summary>Why this person, who has the right to approve, may not approve this post; null where they may.</summary>
    public static PostResult.NotAllowed? WhyNot(Post post, ApprovalPolicy policy, string actor) => policy == ApprovalPolicy.NotTheAuthor && IsOwn(post, actor)
        ? new PostResult.NotAllowed("not_the_author", "Somebody else must approve this post: you wrote it, or changed it last.")
        : null;

    /// <summary>Somebody else must look: neither who wrote it nor who changed it last.</summary>
    public static bool IsOwn(Post post, string actor) => post.CreatedBy == actor || post.ChangedBy == actor;

    /// <summary>What remains of an approval when nothing is scheduled any more: where scheduling was the approval, or it would be too little now, nothing.</summary>
    public static Post AfterUnscheduling(Post post, ApprovalPolicy policy) =>
        post.Approval == ApprovalState.Approved && (post.ApprovedThrough != ApprovedThrough.Approval || !Meets(post, policy)) ? post.Unapproved(ApprovalState.Draft) : post;
}
