using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Telemetry;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Telemetry;

/// <summary>R-OPS-2: how the queue stands, on both databases.</summary>
public abstract class QueueStoreContract(TestDatabase database) : EngineStoreContract(database, TimeSpan.FromMinutes(5))
{
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
        await AddAsync(TestJob.ReadyToPublish(Channel, Now.AddSeconds(10)));
        await AddAsync(TestJob.ReadyToPublish(Channel, Now.AddSeconds(20)));
        await AddAsync(TestJob.ReadyToPublish(Channel, Now.AddHours(1)));

        Assert.Equal([new WaitingJobs("scripted", LaneKind.Publish, 2, Now.AddSeconds(10))], (await ReadAsync(Now.AddMinutes(1))).Waiting);
    }

    [Fact]
    public async Task A_job_that_is_run_does_not_wait_and_neither_do_those_behind_it()
    {
        await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct);

        Assert.Empty((await ReadAsync(Now.AddMinutes(1))).Waiting);
    }

    [Fact]
    public async Task A_publish_call_without_an_outcome_is_settling()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(Channel, Now));
        var claimed = Assert.Single(await Lanes.ClaimAsync(LaneKind.Publish, Node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct));
        Assert.Equal(IntentGrant.Granted, await Lanes.OpenIntentAsync(claimed.Lease, job, TestJob.IntentOf(job), PublishAllowance.Unlimited, Now, Ct));

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
        await new SqlStores(Test).ConnectAsync(Channel, "scripted");
        await new SqlLimitStore(Test.Database).SaveQuotaAsync(Channel, new QuotaNote(47, 50, TimeSpan.FromHours(24), Now), Ct);

        Assert.Equal([new QuotaLeft("scripted", 3)], (await ReadAsync(Now)).Quotas);
    }

    [Fact]
    public async Task What_is_planned_is_not_read()
    {
        // Not by a figure, which the machine decides, but by the plan that the database makes.
        var plan = await Test.Database.ReadAsync(async connection => Test.Database.IsExclusive
            ? string.Join('\n', (await connection.QueryAsync("EXPLAIN QUERY PLAN " + SqlQueueStore.WaitingSql, new { Now })).Select(row => (string)row.detail))
            : string.Join('\n', await connection.QueryAsync<string>("SET enable_seqscan = off; EXPLAIN " + SqlQueueStore.WaitingSql, new { Now })), Ct);

        Assert.Contains("publish_jobs_in_lane", plan, StringComparison.Ordinal);
        Assert.Contains("lanes_ready", plan, StringComparison.Ordinal);
    }

    private static Job Attention(Guid channel, JobReason reason) => TestJob.Scheduled(channel, Now) with { State = JobState.NeedsAttention, Reason = reason, WakeAt = null };

    private Job Attention(JobReason reason) => Attention(Channel, reason);

    private Task<QueueFigures> ReadAsync(DateTimeOffset now) => new SqlQueueStore(Test.Database).ReadAsync(now, Ct);
}

public sealed class SqliteQueueStoreTests() : QueueStoreContract(new SqliteTestDatabase());

public sealed class PostgresQueueStoreTests() : QueueStoreContract(new PostgresTestDatabase());
