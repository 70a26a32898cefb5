using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The way of a post when nothing, or little, goes wrong.</summary>
public sealed class PublishingTests : IAsyncLifetime
{
    private EngineHarness _engine = null!;

    public async ValueTask InitializeAsync() => _engine = await EngineHarness.StartAsync();

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_post_is_prepared_ahead_of_its_time_and_published_at_it_with_one_call()
    {
        var job = await _engine.ScheduleAsync("hello", TimeSpan.FromHours(1));

        _engine.RunTo(job.DueAt - TimeSpan.FromMilliseconds(1));
        var prepared = await _engine.ReadAsync(job);
        _engine.RunFor(TimeSpan.FromMinutes(1));
        var done = await _engine.ReadAsync(job);

        Assert.Equal(job.DueAt - job.Lead, _engine.Platform.Calls[0].At);
        Assert.Equal(JobState.Publishing, prepared.State);
        var call = Assert.Single(_engine.Platform.Publishes);
        Assert.Equal(job.DueAt, call.At);
        Assert.Equal((JobState.Published, "p1", job.DueAt), (done.State, done.RemoteId, done.PublishedAt));
        Assert.Equal("https://posts.example/p1", done.Permalink);
        Assert.Equal(0, done.LatenessMs);
        Assert.Equal("prepared published+", await _engine.HistoryAsync(job));
        await _engine.CheckAsync();
    }
}
