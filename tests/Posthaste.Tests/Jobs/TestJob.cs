using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Tests.Jobs;

/// <summary>Jobs to start a test from.</summary>
internal static class TestJob
{
    public static Job Scheduled(Guid channel, DateTimeOffset wake)
    {
        var id = Guid.CreateVersion7(wake);
        return new Job
        {
            Id = id,
            WorkspaceId = Guid.CreateVersion7(wake),
            PostId = Guid.CreateVersion7(wake),
            ChannelId = channel,
            Platform = "scripted",
            Lane = LaneKey.PrepareLane(channel, id, 3),
            WakeAt = wake,
            State = JobState.Scheduled,
            DueAt = wake.AddMinutes(3),
            FirstDueAt = wake.AddMinutes(3),
            LateAt = wake.AddMinutes(123),
            Lead = TimeSpan.FromMinutes(3),
            MaxAttempts = 4,
            ApprovedHash = "hash",
            CreatedAt = Posthaste.Tests.Storage.TestDatabase.Start,
            UpdatedAt = Posthaste.Tests.Storage.TestDatabase.Start,
        };
    }

    /// <summary>The job of a post on a channel, that nothing wakes.</summary>
    public static Job Of(Post post, Guid channel, DateTimeOffset due, JobState state) => Scheduled(channel, due) with
    {
        WorkspaceId = post.WorkspaceId,
        PostId = post.Id,
        Platform = "instagram",
        WakeAt = null,
        State = state,
        DueAt = due,
        FirstDueAt = due,
        LateAt = due.AddHours(2),
    };

    public static Job ReadyToPublish(Guid channel, DateTimeOffset wake) => Scheduled(channel, wake) with
    {
        Lane = LaneKey.PublishLane(channel),
        State = JobState.Ready,
        DueAt = wake,
        FirstDueAt = wake,
        LateAt = wake.AddHours(2),
        Step = "publish",
        Checkpoint = """{"container":"17900"}""",
        PreparedHash = "hash",
    };

    public static Intent IntentOf(Job job) => new()
    {
        Id = Guid.CreateVersion7(job.UpdatedAt),
        JobId = job.Id,
        Part = "post",
        Number = 1,
        Step = "publish",
        Checkpoint = job.Checkpoint,
        ContentHash = job.ApprovedHash,
        IntentAt = Posthaste.Tests.Storage.TestDatabase.Start,
        DeadlineAt = Posthaste.Tests.Storage.TestDatabase.Start.AddSeconds(30),
    };

    public static Attempt AttemptOf(ClaimedJob claimed) => new()
    {
        Id = Guid.CreateVersion7(claimed.Job.UpdatedAt),
        JobId = claimed.Job.Id,
        Round = 1,
        Number = 1,
        Step = "publish",
        Outcome = AttemptOutcome.Published,
        Counted = true,
        StartedAt = claimed.Job.UpdatedAt,
        EndedAt = claimed.Job.UpdatedAt,
        Node = claimed.Lease.Node,
        Epoch = claimed.Lease.Epoch,
    };
}
