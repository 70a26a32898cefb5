using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>Carries from node to node that events were committed, and that there is something for workers to look at. Only hints: whoever
/// misses one finds out with the next poll. A file that one process has alone needs none.</summary>
internal sealed partial class NodeHints(Database database, EventSignal events, WakeSignal workers, TimeProvider time, ILogger<NodeHints> log) : BackgroundService
{
    private const string Happened = "happened";
    private const string Asked = "asked";

    /// <summary>However much this node commits, it tells of it no more often.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>By which a node knows its own hints.</summary>
    private readonly string _self = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    private bool _failing;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.IsExclusive ? Task.CompletedTask : Task.WhenAll(TellAsync(stoppingToken), HearAsync(stoppingToken));

    private async Task TellAsync(CancellationToken stopping)
    {
        var (happened, asked) = (events.NextHere, workers.NextAsked);
        while (true)
        {
            await Task.WhenAny(happened, asked).WaitAsync(stopping);
            var hint = _self;
            // Taken anew before it is told, so that what comes meanwhile is told next time.
            if (happened.IsCompleted) (hint, happened) = ($"{hint} {Happened}", events.NextHere);
            if (asked.IsCompleted) (hint, asked) = ($"{hint} {Asked}", workers.NextAsked);
            await TryAsync(() => database.TellNodesAsync(hint, stopping), stopping);
            await Task.Delay(Between, time, stopping);
        }
    }

    private async Task HearAsync(CancellationToken stopping)
    {
        while (true)
        {
            await TryAsync(() => database.HearNodesAsync(Hear, stopping), stopping);
            await Task.Delay(AfterFailure, time, stopping);
        }
    }

    private void Hear(string hint)
    {
        _failing = false;
        if (hint.Split(' ') is not [var node, .. var what] || node == _self) return;
        if (what.Contains(Happened)) events.RingFromElsewhere();
        if (!what.Contains(Asked)) return;
        // Each kind by itself: to ask would tell it to the others once more.
        workers.Wake(LaneKind.Prepare);
        workers.Wake(LaneKind.Publish);
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
            _failing = false;
        }
        catch (Exception e) when (e is DbException or TimeoutException or IOException && !stopping.IsCancellationRequested)
        {
            if (!_failing) LogFailed(e);
            _failing = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "This node and the others do not hear of each other's changes at once; each finds them with its next poll")]
    private partial void LogFailed(Exception exception);
}
