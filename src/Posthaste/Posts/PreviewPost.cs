using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Posts;

/// <summary>Says what <see cref="CreatePost"/> would find, and makes nothing. It promises nothing either: somebody may take the place in between.</summary>
internal sealed class PreviewPost(CheckPost checkPost, PostSchedule schedule, EngineClock clock)
{
    /// <returns>Where one of them blocks, the post would be refused as it is wanted.</returns>
    public async Task<PostPreview> RunAsync(NewPost wanted, string actor, CancellationToken ct)
    {
        var (draft, at) = (wanted.Draft.Cleaned(), wanted.At?.ToWholeMilliseconds());
        var check = await checkPost.RunAsync(wanted.WorkspaceId, draft, at, ct);
        var scheduled = at is not null && check.Workspace.ApprovalPolicy == ApprovalPolicy.None;
        if (scheduled) check = check.ForPublishing();
        var title = PostTitle.Of(draft, check.Channels);
        if (at is { } time && schedule.CheckTime(time) is { } wrongTime) return new PostPreview(title, [wrongTime, .. check.Findings]);
        if (at is null || check.Blocked) return new PostPreview(title, check.Findings);

        var now = clock.Now;
        var post = new Post
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = wanted.WorkspaceId,
            Title = title,
            Draft = draft,
            PlannedAt = at,
            CreatedBy = actor,
            ChangedBy = actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        check = await schedule.WithLimitsAsync(post, check, at.Value, ct);
        check = await schedule.WithRepeatsAsync(post, check, at.Value, ct);
        // What scheduling refuses is a hint for a draft.
        var findings = check.Findings.Select(finding => scheduled && (finding.Code == PlanGate.Code || (finding.Code == "repeat" && !wanted.Force)) ? finding with { Blocks = true } : finding).ToList();
        if (scheduled && !wanted.Force && await schedule.FindConflictAsync(post, check, at.Value, ct) is { } conflict) findings.Add(new Finding(conflict.Code, "at", conflict.Message));
        return new PostPreview(title, findings);
    }
}

/// <param name="Title">As it would have.</param>
internal sealed record PostPreview(string Title, IReadOnlyList<Finding> Findings);
