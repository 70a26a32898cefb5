using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Versions;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>A post to be made.</summary>
public sealed record NewPost
{
    public required Guid WorkspaceId { get; init; }
    public required PostDraft Draft { get; init; }

    /// <summary>Schedules it in the same commit where nobody has to approve it first; else it is only the wanted time. Null for a draft.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Also where another post on a channel is close, or shows the same.</summary>
    public bool Force { get; init; }

    /// <summary>The series that makes it; null for a person.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>Which day of that series.</summary>
    public DateOnly? SeriesDay { get; init; }
}

/// <summary>Makes a post, as a draft or scheduled at once.</summary>
internal sealed class CreatePost(
    IPostStore posts, CheckPost checkPost, MediaWorkshop workshop, PostSchedule schedule, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<PostResult> RunAsync(NewPost wanted, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            var draft = wanted.Draft.Cleaned();
            var at = wanted.At?.ToWholeMilliseconds();
            var check = await checkPost.RunAsync(wanted.WorkspaceId, draft, at, ct);
            var scheduled = at is not null && check.Workspace.ApprovalPolicy == ApprovalPolicy.None;
            if (scheduled) check = check.ForPublishing();
            if (at is { } time && schedule.CheckTime(time) is { } finding) return new PostResult.Invalid([finding, .. check.Findings]);
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (scheduled && check.Preparing is { } preparing) return preparing;

            var now = clock.Now;
            var post = new Post
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = wanted.WorkspaceId,
                Title = PostTitle.Of(draft, check.Channels),
                Draft = draft,
                PlannedAt = at,
                CreatedBy = actor,
                ChangedBy = actor,
                CreatedAt = now,
                UpdatedAt = now,
                SeriesId = wanted.SeriesId,
                SeriesDay = wanted.SeriesDay,
            };
            if (scheduled && await schedule.FindRefusalAsync(post, check, at!.Value, wanted.Force, actor, ct) is { } refusal) return refusal;

            if (at is { } wish) check = await schedule.WithLimitsAsync(post, check, wish, ct);
            check = await schedule.WithRepeatsAsync(post, check, at ?? now, ct);
            await posts.AddAsync(post, ct);
            await events.AppendAsync(PostEvents.Of(post, "post.created", actor, now), ct);
            transactions.AfterCommit(() => PrepareMedia.Begin(check, workshop));
            if (!scheduled) return new PostResult.Saved(post, at is null ? check.Warnings : [.. check.Warnings, NeedsApproval]);

            post = post.SignedByScheduling(check.Hash, actor) with { Version = post.Version + 1 };
            await schedule.CarryOutAsync(post, check, at!.Value, actor, ct);
            await posts.SaveFilesAsync(post.Id, check.Files, ct);
            await posts.AddVersionAsync(PostVersion.Scheduled(post, check, actor, now), ct);
            await events.AppendAsync(PostEvents.Of(post, "post.scheduled", actor, now, new { at, hash = check.Hash }), ct);
            return new PostResult.Saved(post, check.Warnings);
        }, ct);

    private static Finding NeedsApproval => new("approval_needed", "at",
        "The time is noted. The post is scheduled once it has been submitted and approved, and then scheduled.", Blocks: false);
}
