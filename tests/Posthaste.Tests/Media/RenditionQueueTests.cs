using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

public sealed class RenditionQueueTests
{
    private readonly RenditionQueue _queue = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_goes_on_while_anybody_waits_and_stops_with_the_last()
    {
        using var one = new CancellationTokenSource();
        using var two = new CancellationTokenSource();
        var first = _queue.RunAsync("a", WorkAsync, null, one.Token);
        var second = _queue.RunAsync("a", WorkAsync, null, two.Token);
        await _started.Task;

        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(_stopped.Task.IsCompleted);

        await two.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await _stopped.Task.WaitAsync(Ct);
    }

    [Fact]
    public async Task Everybody_hears_how_far_it_is_and_gets_the_result()
    {
        var (mine, theirs) = (new Heard(), new Heard());
        var first = _queue.RunAsync("a", WorkAsync, mine, Ct);
        var second = _queue.RunAsync<int>("a", (_, _) => throw new InvalidOperationException("There is work already."), theirs, Ct);
        var third = _queue.RunAsync("a", async (_, _) => await Task.FromResult(1), null, Ct);
        await _started.Task;
        _result.SetResult(7);

        int[] results = await Task.WhenAll(first, second, third);
        Assert.Equal(new[] { 7, 7, 7 }, results);
        Assert.Equal(0.5, mine.Last);
    }

    [Fact]
    public async Task After_a_failure_the_next_one_starts_anew()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _queue.RunAsync<int>("a", (_, _) => throw new InvalidOperationException(), null, Ct));

        Assert.Equal(3, await _queue.RunAsync("a", (_, _) => Task.FromResult(3), null, Ct));
    }

    private async Task<int> WorkAsync(IProgress<double> progress, CancellationToken stop)
    {
        progress.Report(0.5);
        _started.TrySetResult();
        try
        {
            return await _result.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            _stopped.SetResult();
            throw;
        }
    }

    private sealed class Heard : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
