using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>What would keep a post from going out is found ahead of its time, costs no attempt, and mends by itself.</summary>
public abstract partial class PreflightStories : EngineStory
{
    private static readonly PlatformError Unreachable = new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "public_url_unreachable",
        Message = "posts.example.com does not answer.",
        Advice = "See that the server can be reached.",
    };

    private static readonly PlatformError TokenEnds = new() { Kind = ErrorKind.ReconnectAccount, Code = "token_expires", Message = "The access ends before.", Advice = "Connect again." };

    private List<PlatformError> Findings => Engine.Preflight.Findings;

    [Fact]
    public async Task A_post_is_looked_at_a_day_an_hour_and_just_before_it_is_prepared()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(30));
        Assert.Equal(job.DueAt - Hours(24), job.WakeAt);

        Engine.RunTo(job.DueAt - Hours(24) + Seconds(1));
        var asleep = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Scheduled, null, job.DueAt - Hours(1)), (asleep.State, asleep.Reason, asleep.WakeAt));
        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal([Hours(24), Hours(1), Minutes(3)], Engine.Preflight.Checks.Select(Rounded));
        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
        Assert.All(Platform.Calls, call => Assert.True(call.At >= job.DueAt - Minutes(3), "A look ahead called the platform."));
    }

    [Fact]
    public async Task A_shorter_notice_leaves_out_the_checks_whose_time_has_passed()
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(40));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal([Minutes(3)], Engine.Preflight.Checks.Select(Rounded));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(1)]
    [InlineData(0.05)]
    public async Task What_a_check_finds_needs_attention_at_once_with_no_attempt_spent(double hoursAhead)
    {
        var job = await Engine.ScheduleAsync("hello", Hours(30));
        Engine.RunTo(job.DueAt - Hours(hoursAhead) - Seconds(1));
        Findings.Add(Unreachable);

        Engine.RunTo(job.DueAt - Hours(hoursAhead) + Seconds(2));

        var held = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Preflight, 0), (held.State, held.Reason, held.Attempt));
        Assert.Equal((Unreachable.Code, Unreachable.Advice), (held.LastError!.Code, held.LastError.Advice));
        Assert.Equal(Minutes(1), Rounded(held.WakeAt!.Value - (job.DueAt - Hours(hoursAhead))));
        Assert.Equal("preflight", await Engine.HistoryAsync(job));
        Assert.Empty(Platform.Calls);
    }

    [Fact]
    public async Task It_looks_again_after_1_and_5_and_then_every_15_minutes_and_tells_nobody_twice()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Hours(2));

        Engine.RunTo(job.DueAt + Minutes(60));

        Assert.Equal([60, 59, 54, 39, 24, 9, 3, 2, 1, 0, -5, -20, -35, -50], Engine.Preflight.Checks.Select(ahead => (int)Rounded(ahead).TotalMinutes));
        Assert.Equal("preflight", await Engine.HistoryAsync(job));
        Assert.Equal(JobState.NeedsAttention, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task What_mends_just_before_due_goes_out_on_time_also_where_late_is_not_allowed()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Hours(2), late: LateAction.Skip, window: Minutes(1));
        Engine.RunTo(job.DueAt - Minutes(1.5));

        Findings.Clear();
        Engine.RunTo(job.DueAt + Minutes(2));

        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
    }

    [Fact]
    public async Task Another_fault_than_before_is_told()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt - Minutes(2.5));

        Findings[0] = TokenEnds;
        Engine.RunFor(Minutes(1));

        var held = await Engine.ReadAsync(job);
        Assert.Equal((JobReason.Reconnect, "token_expires"), (held.Reason, held.LastError!.Code));
        Assert.Equal("preflight preflight", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task Several_faults_are_one_error_that_names_them_all()
    {
        Findings.AddRange([TokenEnds, Unreachable]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt - Minutes(2.5));

        var held = await Engine.ReadAsync(job);
        Assert.Equal((JobReason.Preflight, "public_url_unreachable"), (held.Reason, held.LastError!.Code));
        Assert.Equal("The access ends before. posts.example.com does not answer.", held.LastError.Message);
        Assert.Equal("Connect again. See that the server can be reached.", held.LastError.Advice);
    }

    [Fact]
    public async Task What_mends_before_due_goes_out_on_time_by_itself()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(30));
        Findings.Add(Unreachable);
        Engine.RunTo(job.DueAt - Hours(23));

        Findings.Clear();
        Engine.RunFor(Minutes(16));
        var mended = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Scheduled, null, null, job.DueAt - Hours(1)), (mended.State, mended.Reason, mended.LastError, mended.WakeAt));
        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
        Assert.Equal("preflight prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(["job.scheduled", "job.needs_attention", "job.preflight_passed"], (await Engine.EventsAsync(job)).Take(3));
    }

    [Fact]
    public async Task What_mends_after_due_goes_out_within_its_window()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Minutes(30));

        Findings.Clear();
        Engine.RunFor(Minutes(16));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Equal(1, (await Engine.ReadAsync(job)).Attempt);
        Assert.Single(Platform.Posts);
    }

    [Theory]
    [InlineData(LateAction.Attention)]
    [InlineData(LateAction.Skip)]
    public async Task What_does_not_mend_follows_the_late_policy_at_the_end_of_its_window(LateAction late)
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5), late: late);

        Engine.RunTo(job.LateAt + Minutes(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal(late == LateAction.Skip ? (JobState.Failed, JobReason.Skipped) : (JobState.NeedsAttention, JobReason.Missed), (done.State, done.Reason!.Value));
        Assert.Null(done.WakeAt);
        Assert.Contains(Unreachable.Message, done.LastError!.Message, StringComparison.Ordinal);
        Assert.Equal("preflight missed", await Engine.HistoryAsync(job));
        Assert.Empty(Platform.Calls);
    }

    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
}

public sealed class SqlitePreflightStories : PreflightStories;

public sealed class PostgresPreflightStories : PreflightStories
{
    protected override TestDatabase Database() => new PostgresTestDatabase();
}
