using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Posts.Versions;
using Posthaste.Workspaces;

namespace Posthaste.Planning.Recurring;

/// <summary>Makes one post of a series: a copy of the content as it is now. Where somebody must approve, it carries the approval of what it is copied from as long as exactly
/// that is sent, and else waits for one of its own.</summary>
internal sealed class MakeOccurrence(
    ISeriesStore store, IPostStore posts, CreatePost createPost, CheckPost checkPost, SubmitPost submitPost, SchedulePost schedulePost, IEventLog events, EngineClock clock)
{
    /// <summary>Within a transaction.</summary>
    public async Task<MadeOccurrence> RunAsync(PostSeries series, Occurrence occurrence, CancellationToken ct)
    {
        // Asked again under the lock: another node may have been quicker, or a person has changed the rule.
        if (await store.LockAsync(series.WorkspaceId, series.Id, ct) is not { EndedAt: null } found || found.UpdatedAt != series.UpdatedAt) return new MadeOccurrence.NotNeeded();
        if ((await store.ListDaysAsync(series.Id, ct)).Contains(occurrence.Day)) return new MadeOccurrence.NotNeeded();
        if (await posts.FindAsync(series.WorkspaceId, series.PostId, ct) is not { } template) return new MadeOccurrence.NotNeeded();

        var wanted = new NewPost
        {
            WorkspaceId = series.WorkspaceId,
            Draft = template.Draft,
            At = occurrence.At,
            Force = series.Force,
            SeriesId = series.Id,
            SeriesDay = occurrence.Day,
        };
        var result = await createPost.RunAsync(wanted, series.CreatedBy, ct);
        if (result is not PostResult.Saved created) return Failed(result);
        var post = created.Post.Approval == ApprovalState.Approved ? created.Post : await ApproveAsync(created.Post, template, occurrence.At, series, ct);
        await store.MarkMadeAsync(post.Id, post.Version, ct);
        return new MadeOccurrence.Made(post);
    }

    private async Task<Post> ApproveAsync(Post post, Post template, DateTimeOffset at, PostSeries series, CancellationToken ct)
    {
        var check = (await checkPost.RunAsync(post, at, ct)).ForPublishing();
        if (!Carries(post, template, check))
            return await submitPost.RunAsync(post.WorkspaceId, post.Id, series.CreatedBy, ct) is PostResult.Saved submitted ? submitted.Post : post;

        var now = clock.Now;
        var approved = post with
        {
            Version = post.Version + 1,
            Approval = ApprovalState.Approved,
            ApprovedHash = check.Hash,
            ApprovedBy = template.ApprovedBy,
            ApprovedThrough = template.ApprovedThrough,
            UpdatedAt = now,
        };
        await posts.SaveAsync(approved, ct);
        await posts.SaveFilesAsync(approved.Id, check.Files, ct);
        await posts.AddVersionAsync(PostVersion.Approved(approved, check, approved.ApprovedBy!, now), ct);
        await events.AppendAsync(PostEvents.Of(approved, "post.approved", approved.ApprovedBy!, now, new { hash = check.Hash, from = template.Id }), ct);
        return await schedulePost.RunAsync(post.WorkspaceId, post.Id, at, series.Force, series.CreatedBy, ct) is PostResult.Saved scheduled ? scheduled.Post : approved;
    }

    /// <summary>What somebody entitled has approved is exactly what the copy sends.</summary>
    private static bool Carries(Post post, Post template, CheckedPost check) =>
        PostApproval.Meets(template, check.Workspace.ApprovalPolicy) && template.ApprovedHash == check.Hash && !check.Blocked && check.Preparing is null
        && (check.Workspace.ApprovalPolicy != ApprovalPolicy.NotTheAuthor || !PostApproval.IsOwn(post, template.ApprovedBy!));

    private static MadeOccurrence.Failed Failed(PostResult result) => new(result switch
    {
        PostResult.Invalid invalid => string.Join(' ', invalid.Findings.Where(finding => finding.Blocks).Select(finding => finding.Message)),
        PostResult.Refused refused => refused.Message,
        PostResult.Preparing preparing => preparing.Message,
        PostResult.NotAllowed notAllowed => notAllowed.Message,
        _ => "The post could not be made.",
    });
}

/// <summary>What became of one time of a series.</summary>
internal abstract record MadeOccurrence
{
    private MadeOccurrence() { }

    public sealed record Made(Post Post) : MadeOccurrence;

    /// <summary>It is there already, or the series has changed.</summary>
    public sealed record NotNeeded : MadeOccurrence;

    /// <param name="Message">For a person.</param>
    public sealed record Failed(string Message) : MadeOccurrence;
}
