using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Jobs.History;
using Posthaste.Jobs.Limits;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.History;

/// <summary>What finished jobs left behind is forgotten after a time; what keeps a post from going out again is not.</summary>
public abstract class PruneHistoryContract(TestDatabase database) : EngineStoreContract(database, TimeSpan.FromDays(1096))
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    [Fact]
    public async Task The_history_of_a_finished_job_is_forgotten_when_its_time_is_over()
    {
        var job = await PublishAsync(JobState.Published);

        Assert.Equal(0, await PruneAsync(Now + Kept));
        // The attempt, and the events of scheduling, of the publish call and of its answer.
        Assert.Equal(4, await PruneAsync(Now + Kept + TimeSpan.FromMilliseconds(1)));
        Assert.Empty(await Jobs.ListAttemptsAsync(job.Id, Ct));
        Assert.Empty(await new SqlEventLog(Test.Database).ListAsync(job.WorkspaceId, job.Id, Ct));
    }

    [Fact]
    public async Task The_job_and_what_is_live_of_it_stay()
    {
        var job = await PublishAsync(JobState.Published);

        await PruneAsync(Now + (2 * Kept));

        Assert.Equal("17901", (await Jobs.FindAsync(job.PostId, job.ChannelId, Ct))!.RemoteId);
        Assert.True(Assert.Single(await Jobs.ListPartsAsync([job.Id], Ct)).IsLive);
        Assert.Equal(["17901"], await Lanes.FindBoundAsync(Channel, ["17901", "17902"], Ct));
    }

    [Fact]
    public async Task A_job_that_waits_for_a_person_keeps_its_history()
    {
        var job = await PublishAsync(JobState.NeedsAttention);

        Assert.Equal(0, await PruneAsync(Now + (2 * Kept)));
        Assert.Single(await Jobs.ListAttemptsAsync(job.Id, Ct));
    }

    [Fact]
    public async Task What_people_did_stays()
    {
        var job = await PublishAsync(JobState.Published);
        await new SqlEventLog(Test.Database).AppendAsync(
            new Event { Id = Guid.CreateVersion7(Now), WorkspaceId = job.WorkspaceId, Kind = "post.approved", SubjectId = job.PostId, At = Now, Actor = "Ann" }, Ct);

        await PruneAsync(Now + (2 * Kept));

        Assert.Single(await new SqlEventLog(Test.Database).ListAsync(job.WorkspaceId, job.PostId, Ct));
    }

    [Fact]
    public async Task More_than_one_step_is_taken_and_jobs_in_between_that_are_not_over_are_passed_by()
    {
        for (var i = 0; i < 3; i++) await PublishAsync(i == 1 ? JobState.NeedsAttention : JobState.Published);
        var store = new SqlHistoryStore(Test.Database);
        var (deleted, steps) = (0, 0);

        for (Guid? after = Guid.Empty; after is { } last; steps++)
        {
            var step = await store.PruneAsync(HistoryKind.Attempts, Now + Kept, last, 1, Ct);
            deleted += step.Deleted;
            after = step.Last;
        }

        Assert.Equal((2, 4), (deleted, steps));
    }

    private async Task<int> PruneAsync(DateTimeOffset now)
    {
        var time = new ManualTime(now);
        return await new PruneHistory(new SqlHistoryStore(Test.Database), time, Options.Create(new JobsOptions { HistoryRetention = Kept })).RunAsync(Ct);
    }

    /// <summary>A job that was claimed, called the network and ended in this state.</summary>
    private async Task<Job> PublishAsync(JobState end)
    {
        var job = TestJob.ReadyToPublish(Channel, Now);
        await AddAsync(job);
        var claimed = Assert.Single(await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, Now, DateTimeOffset.UnixEpoch, 1, Ct));
        var intent = TestJob.IntentOf(job);
        Assert.Equal(IntentGrant.Granted, await Lanes.OpenIntentAsync(claimed.Lease, job, intent, PublishAllowance.Unlimited, Now, Ct));
        var remoteId = end == JobState.Published ? "17901" : null;
        await Lanes.FinishAsync(claimed.Lease, new RunEnd
        {
            Job = job with { State = end, WakeAt = null, RemoteId = remoteId },
            Attempt = TestJob.AttemptOf(claimed),
            Verdict = new IntentVerdict(intent.Id, end == JobState.Published ? IntentOutcome.Happened : IntentOutcome.NotHappened, "the answer", remoteId),
            Event = new JobEvent("job." + Words.Of(end), "engine"),
        }, Now, Ct);
        return job;
    }
}

public sealed class SqlitePruneHistoryTests() : PruneHistoryContract(new SqliteTestDatabase());

public sealed class PostgresPruneHistoryTests() : PruneHistoryContract(new PostgresTestDatabase());
