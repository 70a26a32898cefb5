using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Variants;
using Posthaste.Posts.Versions;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>The wanted time that a post should have.</summary>
/// <param name="At">Null for none.</param>
public sealed record WantedTime(DateTimeOffset? At);

/// <summary>Edits a post. Where it is scheduled, the edit reaches every job of it or none: it wins completely before the
/// publish call, or is refused after it. An edit of the content ends an approval; where nobody has to approve, it signs anew.</summary>
internal sealed class RevisePost(
    IPostStore posts, CheckPost checkPost, MediaWorkshop workshop, PostJobs postJobs, PostSchedule schedule, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <summary>Edits it and leaves its wanted time as it is.</summary>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, Func<PostDraft, PostDraft> change, long? expectedVersion, bool force, string actor, CancellationToken ct) =>
        RunAsync(workspaceId, postId, change, time: null, expectedVersion, force, actor, ct);

    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="change">Gives the draft as it should be; pure.</param>
    /// <param name="expectedVersion">The version that the caller has seen; null to edit whatever is there.</param>
    /// <param name="time">The wanted time it should have, of a post that is not on its way; null to leave it as it is.</param>
    /// <param name="force">Also where the post is on its way and a channel shows the same in another one.</param>
    /// <param name="actor">Who edits, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(
        Guid workspaceId, Guid postId, Func<PostDraft, PostDraft> change, WantedTime? time, long? expectedVersion, bool force, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            if (expectedVersion is { } expected && expected != post.Version) return new PostResult.Conflict(post.Version);
            var draft = change(post.Draft).Cleaned();
            var isContentKept = draft.HasContentOf(post.Draft);
            var at = time is null ? post.PlannedAt : time.At?.ToWholeMilliseconds();
            var check = isContentKept ? await checkPost.RunAsync(post with { Draft = draft }, at, ct) : await checkPost.RunAsync(workspaceId, draft, at, ct);
            var hasOtherTime = at != post.PlannedAt;
            if (hasOtherTime && at is { } wish && schedule.CheckTime(wish) is { } finding) return new PostResult.Invalid([finding, .. check.Findings]);
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (hasOtherTime && await FindOnItsWayAsync(post, ct) is { } onItsWay) return onItsWay;

            var now = clock.Now;
            var revised = post with { Version = post.Version + 1, Title = PostTitle.Of(draft, check.Channels), Draft = draft, PlannedAt = at, UpdatedAt = now };
            transactions.AfterCommit(() => PrepareMedia.Begin(check, workshop));
            if (hasOtherTime && at is { } planned) check = (await schedule.WithLimitsAsync(revised, check, planned, ct)).With(OnlyNoted);
            check = await schedule.WithRepeatsAsync(revised, check, at ?? now, ct);
            if (isContentKept)
            {
                await SaveAsync(revised, actor, now, ct);
                var late = (draft.LatePolicy, draft.LateMinutes) != (post.Draft.LatePolicy, post.Draft.LateMinutes);
                return new PostResult.Saved(revised, late && at is not null ? [.. check.Warnings, AppliesLater] : check.Warnings);
            }
            // What it shows already, and where, was agreed to when it was scheduled.
            var showsOther = draft.Type != post.Draft.Type || !draft.ChannelIds.SequenceEqual(post.Draft.ChannelIds)
                || ChannelDraft.AllOf(draft).Zip(ChannelDraft.AllOf(post.Draft)).Any(both => !both.First.Content.MediaIds.SequenceEqual(both.Second.Content.MediaIds));
            return await ReviseContentAsync(revised, check, refuseRepeat: showsOther && !force, actor, now, ct);
        }, ct);

    /// <summary>The jobs have the time of what is on its way, and moving them has rules of its own.</summary>
    private async Task<PostResult.Refused?> FindOnItsWayAsync(Post post, CancellationToken ct)
    {
        var jobs = (await postJobs.LockAsync(post, ct)).Where(job => job.State != JobState.Cancelled).ToList();
        return jobs.Count == 0 ? null
            : jobs.All(job => job.State == JobState.Published)
            ? new PostResult.Refused("already_published", "The post is live; it gets no other time.")
            : new PostResult.Refused("on_its_way", "The post is on its way, so its time is not changed with its content. Schedule it for another time, or unschedule it.");
    }

    private async Task<PostResult> ReviseContentAsync(Post post, CheckedPost check, bool refuseRepeat, string actor, DateTimeOffset now, CancellationToken ct)
    {
        var jobs = await postJobs.LockAsync(post, ct);
        if (jobs.Any(job => job.State == JobState.Published))
            return new PostResult.Refused("already_published", "The post is live on one of its channels; its content can no longer be changed here.");

        var scheduled = jobs.Any(job => !job.IsOver);
        // What is on its way changes to what is known, or not at all.
        if (scheduled && check.Preparing is { } preparing) return preparing;
        var approved = post.Approval == ApprovalState.Approved && post.ApprovedHash == check.Hash;
        var signs = check.Workspace.ApprovalPolicy == ApprovalPolicy.None && scheduled;
        var goesOn = scheduled && (approved || signs);
        if (goesOn && check.ForPublishing() is { Blocked: true } blocked) return new PostResult.Invalid(blocked.Findings);

        if (goesOn && refuseRepeat && await schedule.FindRepeatAsync(post, check, post.PlannedAt ?? now, ct) is { } repeat) return repeat;

        var changes = jobs.Select(job => Change(job, post.Draft, check, agreed: approved || signs)).OfType<WantedChange>().ToList();
        // An approval that would be too little now carries what is on its way, and brings nothing back that was cancelled.
        var brings = goesOn && (signs || PostApproval.Meets(post, check.Workspace.ApprovalPolicy));
        var added = brings ? check.Contents.Where(content => jobs.All(job => job.ChannelId != content.Channel.Id || job.State == JobState.Cancelled)).ToList() : [];
        if (added.Count > 0 && !(post.PlannedAt >= now))
            return new PostResult.Refused("time_passed", "The post's time has come: a channel can no longer be added. Schedule it again, or make another post for that channel.");
        if (await postJobs.FindRefusalAsync(changes, actor, ct) is { } refusal) return refusal;

        // Whose words were approved does not change with an edit that nobody outside will see.
        var revised = approved ? post
            : (signs ? post.SignedByScheduling(check.Hash, actor) : post.Unapproved(ApprovalState.Draft)) with { ChangedBy = actor };
        await SaveAsync(revised, actor, now, ct);
        if (revised.Approval == ApprovalState.Approved) await posts.SaveFilesAsync(revised.Id, check.Files, ct);
        if (signs && !approved) await posts.AddVersionAsync(PostVersion.Scheduled(revised, check, actor, now), ct);
        await postJobs.ChangeAsync(changes, actor, ct);
        foreach (var content in added) await schedule.ScheduleAsync(revised, check, content, post.PlannedAt!.Value, actor, ct);
        return new PostResult.Saved(revised, scheduled && !goesOn ? [.. check.Warnings, Unscheduled] : check.Warnings);
    }

    /// <returns>What the edit means for this job; null where it means nothing.</returns>
    private WantedChange? Change(Job job, PostDraft draft, CheckedPost check, bool agreed)
    {
        if (job.State == JobState.Cancelled) return null;
        var content = check.Contents.FirstOrDefault(content => content.Channel.Id == job.ChannelId);
        // Nobody stands behind what it was to send: what failed must not be retried either.
        if (content is null || !agreed) return job.State == JobState.Published ? null : new(job, new JobChange.Withdraw());
        // A failed job too: retrying it must send what the post says now.
        return content.Hash == job.ApprovedHash ? null : new(job, new JobChange.Revise(content.Hash, schedule.LeadFor(check, draft, content.Channel)));
    }

    private async Task SaveAsync(Post post, string actor, DateTimeOffset now, CancellationToken ct)
    {
        await posts.SaveAsync(post, ct);
        await events.AppendAsync(PostEvents.Of(post, "post.revised", actor, now, new { version = post.Version }), ct);
    }

    private static Finding Unscheduled => new("approval_needed", "caption",
        "The content changed, so its approval has ended and the post will not go out. Submit it again, and schedule it once it is approved.", Blocks: false);

    private static Finding OnlyNoted => new("time_noted", "at", "The time is noted. The post goes out once it is scheduled.", Blocks: false);

    private static Finding AppliesLater => new("late_policy_later", "latePolicy",
        "The jobs that wait keep the rule they were scheduled under. Schedule the post again to give them the new one.", Blocks: false);
}
