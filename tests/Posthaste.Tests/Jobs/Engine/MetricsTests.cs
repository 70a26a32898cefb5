using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Metrics;
using Posthaste.Platforms;
using Posthaste.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>R-PUB-11: how a post is doing is read three times, and nothing about it changes that the post is published.</summary>
public sealed class MetricsTests : EngineStory
{
    private static readonly Reading<PostMetrics> Down = new(null, new StepResult.Unavailable(Replies.Error(ErrorKind.RetryLater, "503"))) { Trace = new CallTrace { Calls = 1 } };

    [Fact]
    public async Task Figures_are_read_five_minutes_an_hour_and_a_day_after_the_post_and_then_no_more()
    {
        var job = await PublishedAsync();
        var at = job.PublishedAt!.Value;
        Assert.Equal(at + Minutes(5), job.WakeAt);

        Engine.RunFor(Hours(25));

        Assert.Equal([at + Minutes(5), at + Hours(1), at + Hours(24)], Platform.MetricsReads.Select(read => read.At));
        var readings = await ReadingsAsync(job);
        Assert.Equal([MetricsAge.FiveMinutes, MetricsAge.OneHour, MetricsAge.OneDay], readings.Select(reading => reading.Age));
        Assert.All(readings, reading => Assert.Equal(("post", 7L, null, 120L, null), (reading.Part, reading.Likes, reading.Comments, reading.Insights["views"], reading.Missing)));
        await StillPublishedAsync(job);
    }

    [Theory]
    [InlineData("FinishAsync before", 2)]
    [InlineData("FinishAsync after", 1)]
    public async Task A_process_that_dies_around_a_reading_leaves_it_read_once(string point, int calls)
    {
        var job = await PublishedAsync();
        Engine.Node.Store.CrashAt(point, end => end is RunEnd { Readings.Count: > 0 });

        Engine.RunUntil(() => Engine.Node.Store.Dead);
        Engine.StartNode();
        Engine.RunFor(Minutes(10));

        Assert.Equal(calls, Platform.MetricsReads.Count);
        Assert.Equal(MetricsAge.FiveMinutes, Assert.Single(await ReadingsAsync(job)).Age);
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Engine.RunFor(Hours(25));
        Assert.Equal(3, (await ReadingsAsync(job)).Count);
    }

    [Fact]
    public async Task What_a_stopped_server_slept_through_is_not_made_up()
    {
        var job = await PublishedAsync();
        Engine.Crash();
        Engine.RunFor(Hours(3));

        Engine.StartNode();
        Engine.RunFor(Minutes(1));

        Assert.Equal(MetricsAge.OneHour, Assert.Single(await ReadingsAsync(job)).Age);
        Assert.Equal(job.PublishedAt + Hours(24), (await Engine.ReadAsync(job)).WakeAt);
    }

    [Fact]
    public async Task A_reading_that_fails_is_tried_again_a_few_times_and_then_said_to_be_missing()
    {
        var job = await PublishedAsync();
        for (var i = 0; i < 20; i++) Platform.MetricsScript.Enqueue(() => Down);

        Engine.RunFor(Minutes(50));
        Assert.Equal([5, 6, 11, 26], Platform.MetricsReads.Select(read => (int)(read.At - job.PublishedAt!.Value).TotalMinutes));
        Platform.MetricsScript.Clear();
        for (var i = 0; i < 8; i++) Platform.MetricsScript.Enqueue(() => Down);
        Engine.RunFor(Hours(25));

        var readings = await ReadingsAsync(job);
        Assert.Equal(["one_hour", "one_day"], readings.Select(reading => Words.Of(reading.Age)));
        Assert.Equal(("The network answered 503.", null), (readings[0].Missing, readings[0].Likes));
        Assert.Equal(7, readings[1].Likes);
        await StillPublishedAsync(job);
    }

    [Fact]
    public async Task A_block_is_waited_out_and_stops_the_channel_too()
    {
        var job = await PublishedAsync();
        var until = job.PublishedAt!.Value + Minutes(30);
        Platform.MetricsScript.Enqueue(() => new Reading<PostMetrics>(null, new StepResult.RateLimited(until, RateScope.Channel, Replies.Error(ErrorKind.WaitUntil, "4"))));
        var next = await Engine.ScheduleAsync("next", Minutes(15));

        Engine.RunTo(until - Seconds(1));
        Assert.Single(Platform.MetricsReads);
        Assert.DoesNotContain(Platform.Calls, call => call.Caption == "next");
        Engine.RunTo(until + Minutes(1));

        Assert.Equal(MetricsAge.FiveMinutes, Assert.Single(await ReadingsAsync(job)).Age);
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(next)).State);
    }

    [Fact]
    public async Task Figures_are_the_first_to_wait_where_calls_are_scarce()
    {
        // Publishing it costs four; figures are left out above four fifths.
        Platform.Limits = new PlatformLimits { CallsPerHour = 5 };
        var job = await PublishedAsync();
        Engine.Thread.Run(async () =>
        {
            await Engine.Node.Usage.FlushAsync(EngineHarness.Ct);
            return true;
        });

        Engine.RunFor(Minutes(20));
        Assert.Empty(Platform.MetricsReads);
        Engine.RunFor(Hours(25));

        Assert.NotEmpty(Platform.MetricsReads);
        Assert.Equal(MetricsAge.OneDay, (await ReadingsAsync(job))[^1].Age);
    }

    [Fact]
    public async Task An_adapter_that_throws_costs_nothing_but_the_figures()
    {
        var job = await PublishedAsync();
        Platform.MetricsScript.Enqueue(() => throw new InvalidOperationException("a bug of the adapter"));

        Engine.RunFor(Minutes(7));

        Assert.Equal(2, Platform.MetricsReads.Count);
        Assert.Equal(7, Assert.Single(await ReadingsAsync(job)).Likes);
        await StillPublishedAsync(job);
    }

    [Fact]
    public async Task A_post_whose_channel_is_disconnected_is_left_alone()
    {
        var job = await PublishedAsync();
        Engine.Accounts.Disconnect(Engine.Channel);

        Engine.RunFor(Hours(25));

        Assert.Empty(Platform.MetricsReads);
        Assert.Null((await Engine.ReadAsync(job)).WakeAt);
    }

    [Fact]
    public async Task A_comment_that_nobody_can_be_asked_about_any_more_ends_and_does_not_make_the_engine_spin()
    {
        Platform.Comments = true;
        Platform.On("comment", Replies.LostAfter);
        var job = await PublishedAsync();
        Assert.Equal("comment", job.Step);
        Engine.Accounts.Disconnect(Engine.Channel);

        Engine.RunFor(Minutes(4));
        var claims = await ClaimsAsync();
        Engine.RunFor(Hours(25));

        Assert.InRange(await ClaimsAsync() - claims, 0, 5);
        Assert.Null((await Engine.ReadAsync(job)).WakeAt);
    }

    [Fact]
    public async Task A_comment_that_was_edited_after_the_post_went_live_is_not_made_and_a_person_hears_of_it()
    {
        Platform.Comments = true;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Platform.On("publish", Replies.Then(() => Engine.Contents.Write(job.PostId, "hello again")));

        Engine.RunFor(Hours(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "comment_given_up"), (done.State, done.LastError?.Code));
        Assert.Empty(Platform.CommentsMade);
    }

    [Fact]
    public async Task A_post_that_settling_found_live_has_figures_too()
    {
        Platform.HasMetrics = true;
        Platform.On("publish", Replies.LostAfter);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(26));

        Assert.Equal(3, (await ReadingsAsync(job)).Count);
    }

    private async Task<Job> PublishedAsync()
    {
        Platform.HasMetrics = true;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(30));
        return await Engine.ReadAsync(job);
    }

    /// <summary>How often the channel's lanes were claimed so far.</summary>
    private Task<long> ClaimsAsync() => Engine.Database.ReadAsync(connection => connection.ExecuteScalarAsync<long>("SELECT SUM(epoch) FROM lanes"), EngineHarness.Ct);

    private Task<IReadOnlyList<MetricsReading>> ReadingsAsync(Job job) => new SqlMetricsStore(Engine.Database).ListAsync(job.Id, EngineHarness.Ct);

    private async Task StillPublishedAsync(Job job)
    {
        var now = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, job.Permalink, null), (now.State, now.Permalink, now.LastError));
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }
}
