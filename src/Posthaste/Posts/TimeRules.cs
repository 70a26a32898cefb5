using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>What keeps a post from a time that it could otherwise have: it is about to go out, or another post of a channel is close (R-JOB-6). Whoever
/// may force is not asked; that is the caller's to decide.</summary>
internal sealed class TimeRules(IJobStore jobs, EngineClock clock, IOptions<PublishingOptions> options)
{
    private static readonly JobState[] Waiting = [JobState.Scheduled, JobState.Preparing, JobState.Ready];

    /// <summary>Looks whether one of these jobs goes out too soon to be given another time.</summary>
    /// <returns>Null where none does.</returns>
    public PostResult.Refused? FindLocked(IEnumerable<Job> moved, DateTimeOffset at, Workspace workspace)
    {
        var now = clock.Now;
        return moved.FirstOrDefault(job => Waiting.Contains(job.State) && job.DueAt != at && job.DueAt >= now && job.DueAt - now < options.Value.LockTime) is { } soon
            ? new("locked",
                $"The post goes out at {SpokenTime.Of(soon.DueAt, workspace.TimeZone, now)}, within {options.Value.LockTime.TotalMinutes:0} minutes; its time can only be changed with force.")
            : null;
    }

    /// <summary>Looks for another post on one of these channels that is too close. To be called with the channels locked, where the answer must hold until a commit.</summary>
    /// <returns>Null where there is none.</returns>
    public async Task<PostResult.Refused?> FindConflictAsync(Guid postId, IEnumerable<Channel> channels, DateTimeOffset at, Workspace workspace, CancellationToken ct)
    {
        var distance = options.Value.ConflictDistance;
        if (distance == TimeSpan.Zero) return null;
        foreach (var channel in channels)
        {
            var near = await jobs.ListAsync(new JobQuery
            {
                WorkspaceId = workspace.Id,
                ChannelId = channel.Id,
                States = [.. Waiting, JobState.Publishing, JobState.Published],
                From = at - distance + TimeSpan.FromMilliseconds(1),
                To = at + distance,
                // The post's own job is one of them at the most.
                Limit = 2,
            }, ct);
            if (near.FirstOrDefault(job => job.PostId != postId) is { } other)
            {
                return new("conflict",
                    $"Another post on @{channel.Username} is due at {SpokenTime.Of(other.DueAt, workspace.TimeZone, clock.Now)}, less than {distance.TotalMinutes:0} minutes away. Choose another time, or use force.",
                    other.PostId);
            }
        }
        return null;
    }
}
