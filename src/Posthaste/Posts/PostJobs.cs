using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;

namespace Posthaste.Posts;

/// <summary>A change to one of a post's jobs.</summary>
internal sealed record WantedChange(Job Job, JobChange Change);

/// <summary>Changes the jobs of a post together: all of them, or none. First every job is locked and asked whether its
/// state allows the change, then all are changed; the locks hold until the transaction ends, so that what was allowed
/// stays allowed. (Undoing by an exception would not do: inside a caller's transaction, what came before it would stay.)</summary>
internal sealed class PostJobs(IJobStore jobs, IChannelStore channels, ChangeJob change, EngineClock clock, IOptions<JobsOptions> options)
{
    /// <summary>More than a post can have: it has one per channel.</summary>
    private const int All = 1000;

    /// <summary>Locks the post's channels, by id, and lists its jobs. Before any lane is locked: a post that gains a job on
    /// one channel and changes one on another would otherwise take their lanes in whatever order it needs them.</summary>
    public async Task<IReadOnlyList<Job>> LockAsync(Post post, CancellationToken ct)
    {
        var found = await jobs.ListAsync(new JobQuery { WorkspaceId = post.WorkspaceId, PostId = post.Id, Limit = All }, ct);
        foreach (var channelId in post.Draft.ChannelIds.Concat(found.Select(job => job.ChannelId)).Distinct().Order()) await channels.LockAsync(channelId, ct);
        return found;
    }

    /// <summary>What becomes of the jobs of a post whose approval ends, or whose time is taken away. Those that failed are among them: a retry would
    /// send what nobody stands behind any more.</summary>
    public static List<WantedChange> Withdrawn(IEnumerable<Job> jobs) =>
        [.. jobs.Where(job => !job.IsOver || job.State == JobState.Failed).Select(job => new WantedChange(job, new JobChange.Withdraw()))];

    /// <summary>Locks the jobs, in the order of their channels.</summary>
    /// <returns>Null where every change is allowed.</returns>
    public async Task<PostResult.Refused?> FindRefusalAsync(IEnumerable<WantedChange> changes, string actor, CancellationToken ct)
    {
        foreach (var wanted in InLockOrder(changes))
        {
            if (await FindRefusalAsync(wanted, actor, ct) is { } refusal) return new PostResult.Refused(refusal.Code, refusal.Message);
        }
        return null;
    }

    public async Task ChangeAsync(IEnumerable<WantedChange> changes, string actor, CancellationToken ct)
    {
        foreach (var wanted in InLockOrder(changes))
            Require(await change.RunAsync(wanted.Job.Id, wanted.Change, actor, ct));
    }

    /// <summary>A refusal here contradicts the question that was asked under the same locks: a bug. The exception undoes everything.</summary>
    public static void Require(MoveResult result)
    {
        if (result is not MoveResult.Moved) throw new InvalidOperationException($"A job refused what it had allowed: {result}");
    }

    private async Task<Move.Refused?> FindRefusalAsync(WantedChange wanted, string actor, CancellationToken ct)
    {
        var now = clock.Now;
        if (wanted.Change is JobChange.PublishNow && await jobs.CountRetriesAsync(wanted.Job.Id, now - ChangeJob.RetryWindow, ct) >= ChangeJob.MaxRetries)
            return new Move.Refused("too_many_retries", "This post was started over 5 times in the last 10 minutes. Wait a little, and look at its attempts first.");

        Move? answer = null;
        await jobs.MoveAsync(wanted.Job.Id, found =>
        {
            answer = Decide(found, wanted.Change, actor, now);
            return new Move.Refused("asked", "Only asked.");
        }, now, ct);
        return answer as Move.Refused;
    }

    private Move Decide(JobSnapshot found, JobChange wanted, string actor, DateTimeOffset now) => (wanted, found.Job.State) switch
    {
        // Scheduling again is how a cancelled job is revived; a card that is with a person must be withdrawn first.
        (JobChange.Reschedule, JobState.Cancelled) => new Move.To(found.Job, new JobEvent("job.scheduled", actor)),
        (JobChange.Reschedule or JobChange.PublishNow, JobState.HandedOver) when !found.Job.IsInInbox => new Move.Refused("handed_over", "A card for this post is with a person. Withdraw it first."),
        _ => JobMoves.Decide(found, wanted, actor, now, options.Value),
    };

    private static IEnumerable<WantedChange> InLockOrder(IEnumerable<WantedChange> changes) => changes.OrderBy(wanted => wanted.Job.ChannelId);
}
