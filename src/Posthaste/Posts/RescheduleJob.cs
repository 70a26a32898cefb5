using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Gives the job of one channel another time, by the rules under which the whole post would get it (R-JOB-6); the post's other channels keep theirs.
/// Whether the channel shows the same twice is not asked: that was agreed to when it was scheduled.</summary>
internal sealed class RescheduleJob(
    IPostStore posts, IJobStore jobs, IChannelStore channels, IWorkspaceStore workspaces, PostJobs postJobs, TimeRules rules, ChangeJob changeJob, ITransactions transactions)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="jobId">Which.</param>
    /// <param name="at">When it should be live; one that <see cref="PostSchedule.CheckTime"/> allows.</param>
    /// <param name="force">Also where another post of the channel is close, or this one is about to go out.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<MoveResult> RunAsync(Guid workspaceId, Guid jobId, DateTimeOffset at, bool force, string actor, CancellationToken ct) =>
        transactions.RunAsync<MoveResult>(async () =>
        {
            at = at.ToWholeMilliseconds();
            if (await jobs.FindAsync(jobId, ct) is not { } job || job.WorkspaceId != workspaceId) return new MoveResult.NotFound();
            // Of a deleted post nothing goes out any more; the state of its jobs says so.
            if (await posts.LockAsync(workspaceId, job.PostId, ct) is { } post)
            {
                // Who takes a place on one of its channels at this moment waits here, or is seen.
                job = (await postJobs.LockAsync(post, ct)).Single(found => found.Id == jobId);
                if (!force && await FindRefusalAsync(post, job, at, actor, ct) is { } refusal)
                    return new MoveResult.Refused(refusal.Code, refusal.Message) { OtherPostId = refusal.OtherPostId };
            }
            return await changeJob.RunAsync(jobId, new JobChange.Reschedule(at), actor, ct);
        }, ct);

    private async Task<PostResult.Refused?> FindRefusalAsync(Post post, Job job, DateTimeOffset at, string actor, CancellationToken ct)
    {
        // What its state refuses, another time would not help; and a cancelled one comes back only when the post is scheduled again.
        if (job.State == JobState.Cancelled) return null;
        if (await postJobs.FindRefusalAsync([new WantedChange(job, new JobChange.Reschedule(at))], actor, ct) is { } notNow) return notNow;
        var workspace = (await workspaces.FindAsync(post.WorkspaceId, ct))!;
        if (rules.FindLocked([job], at, workspace) is { } locked) return locked;
        return await channels.FindAsync(post.WorkspaceId, job.ChannelId, ct) is { } channel
            ? await rules.FindConflictAsync(post.Id, [channel], at, workspace, ct)
            : null;
    }
}
