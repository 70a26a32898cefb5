using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Telemetry;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Telemetry;

/// <summary>R-OPS-2: how the queue stands, on both databases.</summary>
public abstract class QueueStoreContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;
    private readonly Node _node = new(Guid.CreateVersion7(Now), "one", "1", Now);
    private readonly Guid _channel = Guid.CreateVersion7(Now);
    private SqlLaneStore _lanes = null!;
    private SqlJobStore _jobs = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.StartAsync();
        (_lanes, _jobs) = (new SqlLaneStore(database.Database), new SqlJobStore(database.Database));
        await _jobs.AddLanesAsync(_channel, 3, Ct);
        await _lanes.JoinAsync(_node, Now, Now.AddMinutes(5), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_queue_has_no_figures()
    {
        var figures = await ReadAsync(Now);

        Assert.Empty(figures.Waiting);
        Assert.Empty(figures.Settling);
        Assert.Empty(figures.Attention);
        Assert.Empty(figures.Quotas);
    }

    [Fact]
    public async Task What_is_due_waits_and_what_is_planned_does_not()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(10)));
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(20)));
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddHours(1)));

        Assert.Equal([new WaitingJobs("scripted", LaneKind.Publish, 2, Now.AddSeconds(10))], (await ReadAsync(Now.AddMinutes(1))).Waiting);
    }

    [Fact]
    public async Task A_job_that_is_run_does_not_wait_and_neither_do_those_behind_it()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct);

        Assert.Empty((await ReadAsync(Now.AddMinutes(1))).Waiting);
    }

    [Fact]
    public async Task A_publish_call_without_an_outcome_is_settling()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var claimed = Assert.Single(await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct));
        Assert.Equal(IntentGrant.Granted, await _lanes.OpenIntentAsync(claimed.Lease, job, TestJob.IntentOf(job), PublishAllowance.Unlimited, Now, Ct));

        Assert.Equal([new SettlingJobs("scripted", 1, Now)], (await ReadAsync(Now.AddMinutes(1))).Settling);
    }

    [Fact]
    public async Task What_a_person_must_look_at_is_counted_by_reason()
    {
        await AddAsync(Attention(JobReason.Content));
        await AddAsync(Attention(JobReason.Content));
        await AddAsync(Attention(JobReason.Missed));

        Assert.Equal(
            [new AttentionJobs("scripted", JobReason.Content, 2), new AttentionJobs("scripted", JobReason.Missed, 1)],
            (await ReadAsync(Now)).Attention.OrderByDescending(row => row.Count));
    }

    [Fact]
    public async Task The_tightest_account_of_a_platform_stands_for_it()
    {
        await new SqlStores(database).ConnectAsync(_channel, "scripted");
        await new SqlLimitStore(database.Database).SaveQuotaAsync(_channel, new QuotaNote(47, 50, TimeSpan.FromHours(24), Now), Ct);

        Assert.Equal([new QuotaLeft("scripted", 3)], (await ReadAsync(Now)).Quotas);
    }

    [Fact]
    public async Task What_is_planned_is_not_read()
    {
        // Not by a figure, which the machine decides, but by the plan that the database makes.
        var plan = await database.Database.ReadAsync(async connection => database.Database.IsExclusive
            ? string.Join('\n', (await connection.QueryAsync("EXPLAIN QUERY PLAN " + SqlQueueStore.WaitingSql, new { Now })).Select(row => (string)row.detail))
            : string.Join('\n', await connection.QueryAsync<string>("SET enable_seqscan = off; EXPLAIN " + SqlQueueStore.WaitingSql, new { Now })), Ct);

        Assert.Contains("publish_jobs_in_lane", plan, StringComparison.Ordinal);
        Assert.Contains("lanes_ready", plan, StringComparison.Ordinal);
    }

    private static Job Attention(Guid channel, JobReason reason) => TestJob.Scheduled(channel, Now) with { State = JobState.NeedsAttention, Reason = reason, WakeAt = null };

    private Job Attention(JobReason reason) => Attention(_channel, reason);

    private Task<QueueFigures> ReadAsync(DateTimeOffset now) => new SqlQueueStore(database.Database).ReadAsync(now, Ct);

    private async Task<Job> AddAsync(Job job)
    {
        await _jobs.AddAsync(job, new JobEvent("job.scheduled", "Ann"), Now, Ct);
        return job;
    }
}

public sealed class SqliteQueueStoreTests() : QueueStoreContract(new SqliteTestDatabase());

public sealed class PostgresQueueStoreTests() : QueueStoreContract(new PostgresTestDatabase());
