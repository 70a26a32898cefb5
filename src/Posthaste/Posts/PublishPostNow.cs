using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Posts.Versions;

namespace Posthaste.Posts;

/// <summary>Sends a post out at once, on every channel where it is not live yet (R-PUB-10). What was prepared for its time is used.</summary>
internal sealed class PublishPostNow(
    IPostStore posts, CheckPost checkPost, PostJobs postJobs, PostSchedule schedule, IEventLog events,
    ITransactions transactions, EngineClock clock, IOptions<PublishingOptions> options)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="force">Also where a channel has shown the same before.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, bool force, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (!options.Value.AllowPublishNow)
                return new PostResult.NotAllowed("publish_now_disabled", "Publishing at once is turned off on this server (Publishing:AllowPublishNow). Schedule the post instead.");
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var check = (await checkPost.RunAsync(post, at: null, ct)).ForPublishing();
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (check.Preparing is { } preparing) return preparing;
            if (PostApproval.ForPublishing(post, check, actor, await schedule.IsOnItsWayAsync(post, check, ct)) is not { } approved) return PostApproval.Missing(post, check);

            var now = clock.Now.ToWholeMilliseconds();
            // A person who says "now" has seen the calendar: neither distance nor lock stands in the way.
            if (await schedule.FindRefusalAsync(post, check, now, force: true, actor, ct) is { } refusal) return refusal;
            // What was shown weeks ago is not to be seen in a calendar.
            if (!force && await schedule.FindRepeatAsync(post, check, now, ct) is { } repeat) return repeat;
            var started = (await postJobs.LockAsync(post, ct)).Where(job => Starts(job, check)).Select(job => new WantedChange(job, new JobChange.PublishNow())).ToList();
            if (await postJobs.FindRefusalAsync(started, actor, ct) is { } notNow) return notNow;

            check = await schedule.WithLimitsAsync(post, check, now, ct);
            check = await schedule.WithRepeatsAsync(post, check, now, ct);
            var published = approved with { Version = post.Version + 1, PlannedAt = now, UpdatedAt = now };
            var rest = check with { Contents = [.. check.Contents.Where(content => started.All(change => change.Job.ChannelId != content.Channel.Id))] };
            await schedule.CarryOutAsync(published, rest, now, actor, ct);
            await posts.SaveFilesAsync(published.Id, check.Files, ct);
            if (published.ApprovedHash != post.ApprovedHash) await posts.AddVersionAsync(PostVersion.Scheduled(published, check, actor, now), ct);
            await postJobs.ChangeAsync(started, actor, ct);
            await events.AppendAsync(PostEvents.Of(published, "post.published_now", actor, now, new { hash = check.Hash }), ct);
            return new PostResult.Saved(published, check.Warnings);
        }, ct);

    // A job of the same content keeps what it has prepared; any other is scheduled anew.
    private static bool Starts(Job job, CheckedPost check) =>
        job.State is not (JobState.Published or JobState.Cancelled)
        && check.Contents.Any(content => content.Channel.Id == job.ChannelId && content.Hash == job.ApprovedHash);
}
