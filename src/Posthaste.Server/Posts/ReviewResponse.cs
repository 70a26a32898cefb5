using Posthaste.Posts;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Posts;

/// <summary>Whether whoever asks may approve a post that waits for it.</summary>
public sealed record ReviewResponse
{
    public required bool MayApprove { get; init; }

    /// <summary>Why not: <c>right_missing</c> or <c>not_the_author</c> (the workspace wants somebody else to look); null where they may.</summary>
    public required string? WhyNot { get; init; }

    /// <returns>Null for a post that waits for nobody.</returns>
    internal static ReviewResponse? For(Post post, ApprovalPolicy policy, Caller caller)
    {
        if (post.Approval != ApprovalState.Pending) return null;
        var whyNot = caller.Rights.Contains(Right.ApprovePosts) ? PostApproval.WhyNot(post, policy, caller.Name)?.Code : "right_missing";
        return new ReviewResponse { MayApprove = whyNot is null, WhyNot = whyNot };
    }
}
