using Dapper;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Figures;
using Posthaste.Storage;
using Posthaste.Tests.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Posts.Figures;

/// <summary>R-UI-4: how jobs and tries are counted, on both databases.</summary>
public abstract class FigureStoreContract(TestDatabase database) : StoreContract(database)
{
    private static readonly Guid One = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly Guid Two = new("01900000-0000-7000-8000-0000000000c2");
    private static readonly DateOnly Today = DateOnly.FromDateTime(Start.UtcDateTime);

    private SqlFigureStore Figures => new(Database);

    private SqlJobStore Jobs => new(Database);

    [Fact]
    public async Task Jobs_are_counted_by_the_day_they_were_due_their_channel_and_what_they_came_to()
    {
        await AddAsync(Published(One, Start));
        await AddAsync(Published(One, Start.AddHours(1)));
        await AddAsync(Published(Two, Start.AddDays(-1)));
        var failed = await AddAsync(Ended(One, Start, JobState.Failed, JobReason.Exhausted));
        await AddTryAsync(failed, counted: true);
        var passed = await AddAsync(Ended(One, Start, JobState.NeedsAttention, JobReason.Missed));
        await AddTryAsync(passed, counted: false);

        var rows = await CountAsync(Today.AddDays(-1), Today);

        Assert.Equal(
            [new TallyRow(Today.AddDays(-1), Two, PublishMethod.Api, new Tally(1, 0, 0)), new TallyRow(Today, One, PublishMethod.Api, new Tally(2, 1, 1))],
            rows.OrderBy(row => row.Day));
        Assert.Equal(2.0 / 3, rows.Single(row => row.ChannelId == One).Tally.SuccessRate!.Value);
    }

    [Fact]
    public async Task What_has_not_ended_and_what_nobody_knows_is_not_counted()
    {
        await AddAsync(Ended(One, Start, JobState.Cancelled, null));
        await AddAsync(Ended(One, Start, JobState.NeedsAttention, JobReason.Undecidable));
        await AddAsync(Ended(One, Start, JobState.NeedsAttention, JobReason.Preflight) with { WakeAt = Start.AddHours(1) });
        await AddAsync(Ended(One, Start, JobState.Scheduled, null));
        await AddAsync(Published(One, Start) with { WorkspaceId = NewId() });
        await AddAsync(Published(One, Start.AddDays(2)));

        Assert.Empty(await CountAsync(Today, Today.AddDays(1)));
    }

    [Fact]
    public async Task Days_are_those_of_the_zone_over_a_change_of_its_clocks()
    {
        // Berlin: midnight is 23:00 UTC before 29 March 2026, and 22:00 UTC after it.
        var night = new DateTimeOffset(2026, 3, 28, 22, 30, 0, TimeSpan.Zero);
        await AddAsync(Published(One, night));
        await AddAsync(Published(One, night.AddHours(1)));
        await AddAsync(Published(One, night.AddDays(1)));
        await AddAsync(Published(One, night.AddDays(1).AddHours(1)));

        var rows = await Figures.CountAsync(WorkspaceId, new ZoneSpans(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), Ct);

        Assert.Equal([(28, 1), (29, 1), (30, 2)], rows.OrderBy(row => row.Day).Select(row => (row.Day.Day, (int)row.Tally.Published)));
    }

    [Fact]
    public async Task Lateness_is_the_nearest_rank_of_what_was_published()
    {
        foreach (var n in Enumerable.Range(1, 40)) await AddAsync(Published(One, Start.AddSeconds(n)) with { LatenessMs = n * 10 });
        await AddAsync(Ended(One, Start, JobState.Failed, JobReason.Missed) with { LatenessMs = 99_999 });

        Assert.Equal(new Lateness(200, 380, 400), await Figures.ReadLatenessAsync(WorkspaceId, Start, Start.AddDays(1), Ct));
        Assert.Equal(new Lateness(null, null, null), await Figures.ReadLatenessAsync(WorkspaceId, Start.AddDays(1), Start.AddDays(2), Ct));
    }

    [Fact]
    public async Task Lateness_of_one_is_that_one()
    {
        await AddAsync(Published(One, Start) with { LatenessMs = 7 });

        Assert.Equal(new Lateness(7, 7, 7), await Figures.ReadLatenessAsync(WorkspaceId, Start, Start.AddDays(1), Ct));
    }

    [Fact]
    public async Task Attempts_are_those_used_up_and_retries_those_that_were_not_the_first()
    {
        var job = await AddAsync(Published(One, Start));
        await AddTryAsync(job, counted: true, number: 1, error: ErrorKind.RetryLater);
        await AddTryAsync(job, counted: false, number: 2, error: ErrorKind.WaitUntil);
        await AddTryAsync(job, counted: true, number: 2, error: ErrorKind.RetryLater);
        await AddTryAsync(job, counted: true, number: 3);
        await AddTryAsync(await AddAsync(Published(One, Start.AddDays(5))), counted: true);

        var tries = await Figures.CountTriesAsync(WorkspaceId, Start, Start.AddDays(1), Ct);

        Assert.Equal<(long, long)>((3, 2), (tries.Attempts, tries.Retries));
        Assert.Equal([(ErrorKind.RetryLater, 2), (ErrorKind.WaitUntil, 1)], tries.Errors.Select(row => (row.Key, (int)row.Value)).Order());
    }

    [Fact]
    public async Task What_can_still_go_out_is_more_urgent_than_what_cannot()
    {
        var missed = await AddAsync(Attention(Start.AddHours(-30), JobReason.Missed));
        var missedLater = await AddAsync(Attention(Start.AddHours(-20), JobReason.Missed));
        var tomorrow = await AddAsync(Attention(Start.AddHours(24), JobReason.Preflight));
        var soon = await AddAsync(Attention(Start.AddMinutes(5), JobReason.Content));
        await AddAsync(Attention(Start, JobReason.Content) with { WorkspaceId = NewId() });

        var found = await Figures.ListAttentionAsync(WorkspaceId, Start, 3, Ct);

        Assert.Equal([soon.Id, tomorrow.Id, missedLater.Id], found.Select(titled => titled.Job.Id));
        Assert.Equal(
            [new AttentionCount(JobReason.Missed, 2), new AttentionCount(JobReason.Content, 1), new AttentionCount(JobReason.Preflight, 1)],
            await Figures.CountAttentionAsync(WorkspaceId, Ct));
        Assert.DoesNotContain(missed.Id, found.Select(titled => titled.Job.Id));
    }

    [Fact]
    public async Task What_goes_out_next_comes_by_time_with_its_posts_title()
    {
        var post = new Post
        {
            Id = NewId(),
            WorkspaceId = WorkspaceId,
            Title = "Fresh bread",
            Draft = new PostDraft { Type = PostType.Image },
            Approval = ApprovalState.Pending,
            CreatedBy = "Ann",
            ChangedBy = "Ann",
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        await new SqlPostStore(Database).AddAsync(post, Ct);
        var second = await AddAsync(Scheduled(One, Start.AddHours(2)));
        var first = await AddAsync(Scheduled(One, Start.AddHours(1)) with { PostId = post.Id });
        await AddAsync(Scheduled(One, Start.AddHours(25)));
        await AddAsync(Published(One, Start.AddHours(1)));

        var found = await Figures.ListUpcomingAsync(WorkspaceId, Start, Start.AddHours(24), 20, Ct);

        Assert.Equal([(first.Id, "Fresh bread"), (second.Id, "")], found.Select(titled => (titled.Job.Id, titled.Title)));
        Assert.Equal(2, await Figures.CountUpcomingAsync(WorkspaceId, Start, Start.AddHours(24), Ct));
        Assert.Equal(1, await Figures.CountPendingAsync(WorkspaceId, Ct));
    }

    [Fact]
    public async Task Only_jobs_of_the_time_are_read()
    {
        // Not by a figure, which the machine decides, but by the plans that the database makes.
        var days = new ZoneSpans(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        var (count, values) = SqlFigureStore.Count(WorkspaceId, days);
        var time = new { WorkspaceId, From = Start, To = Start.AddDays(30) };

        foreach (var (sql, parameters) in new[] { (count, (object)values), (SqlFigureStore.LatenessSql, (object)time), (SqlFigureStore.TriesSql, (object)time) })
            Assert.Contains("publish_jobs_by_due", await PlanAsync(sql, parameters), StringComparison.Ordinal);
        Assert.Contains("publish_attempts_by_job", await PlanAsync(SqlFigureStore.TriesSql, time), StringComparison.Ordinal);
    }

    private Task<string> PlanAsync(string sql, object values) => Database.ReadAsync(async connection => Database.IsExclusive
        ? string.Join('\n', (await connection.QueryAsync("EXPLAIN QUERY PLAN " + sql, values)).Select(row => (string)row.detail))
        : string.Join('\n', await connection.QueryAsync<string>("SET enable_seqscan = off; EXPLAIN " + sql, values)), Ct);

    private Task<IReadOnlyList<TallyRow>> CountAsync(DateOnly from, DateOnly to) => Figures.CountAsync(WorkspaceId, new ZoneSpans(TimeZoneInfo.Utc, from, to), Ct);

    private static Job Scheduled(Guid channel, DateTimeOffset due) => TestJob.Scheduled(channel, due) with { WorkspaceId = WorkspaceId, DueAt = due, LateAt = due.AddHours(2) };

    private static Job Ended(Guid channel, DateTimeOffset due, JobState state, JobReason? reason) => Scheduled(channel, due) with { State = state, Reason = reason, WakeAt = null };

    private static Job Published(Guid channel, DateTimeOffset due) => Ended(channel, due, JobState.Published, null) with { PublishedAt = due, LatenessMs = 1 };

    private static Job Attention(DateTimeOffset due, JobReason reason) => Ended(One, due, JobState.NeedsAttention, reason);

    private async Task<Job> AddAsync(Job job)
    {
        await Jobs.AddAsync(job, new JobEvent("job.scheduled", "Ann"), Start, Ct);
        return job;
    }

    private Task<int> AddTryAsync(Job job, bool counted, int number = 1, ErrorKind? error = null) => Database.WriteAsync(WritePriority.Api, async connection =>
        await JobStatements.Insert(new Attempt
        {
            Id = NewId(),
            JobId = job.Id,
            Round = 1,
            Number = number,
            Step = "publish",
            Outcome = error is null ? AttemptOutcome.Published : AttemptOutcome.Unavailable,
            Counted = counted,
            StartedAt = job.DueAt,
            EndedAt = job.DueAt,
            Error = error is { } kind ? new PlatformError { Kind = kind, Message = "no" } : null,
            Node = NewId(),
            Epoch = 1,
        }, null, 0).ExecuteAsync(connection), Ct);
}

public sealed class SqliteFigureStoreTests() : FigureStoreContract(new SqliteTestDatabase());

public sealed class PostgresFigureStoreTests() : FigureStoreContract(new PostgresTestDatabase());
