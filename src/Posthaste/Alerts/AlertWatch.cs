using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Alerts;

/// <summary>Has every condition looked at in its turn, and at once where an event speaks of it. Of several nodes one does.</summary>
internal sealed partial class AlertWatch(
    IEnumerable<IAlertCondition> conditions, WatchAlerts watch, IAlertStore store, EventFeed feed, EngineClock clock, IOptions<AlertsOptions> options, TimeProvider time,
    ILogger<AlertWatch> log) : BackgroundService
{
    /// <summary>A node that dies is replaced after this.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    /// <summary>How long who has the right rests at the most, so as to keep it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Events of one trouble come together: what follows within this is looked at once.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);

    private readonly Guid _node = Guid.NewGuid();
    private readonly Turn[] _turns = [.. conditions.Select(condition => new Turn(condition, time))];
    private TaskCompletionSource _told = NewNews();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled) return;
        using var listening = feed.Listen(Hear);
        while (true)
        {
            // Before the round: what is told while it lasts ends the rest after it.
            var news = NewNews();
            Interlocked.Exchange(ref _told, news);
            var told = news.Task;
            try
            {
                if (await store.HoldWatchAsync(_node, clock.Now, clock.Now + Hold, stoppingToken)) await RoundAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbException or IOException or TimeoutException)
            {
                LogFailed(e);
                // The database is away: news that come meanwhile change nothing.
                told = Task.Delay(Rest, time, stoppingToken);
            }
            await Task.WhenAny(told, Task.Delay(Rest, time, stoppingToken));
            await Task.Delay(Gather, time, stoppingToken);
        }
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        foreach (var turn in _turns.Where(turn => turn.IsUp()))
        {
            var begun = turn.Begin();
            try
            {
                await watch.LookAsync(turn.Condition, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException and not DbException)
            {
                // One condition that fails must not keep the others from being looked at.
                LogConditionFailed(e, turn.Condition.GetType().Name);
            }
            turn.Looked(begun);
        }
        await watch.EscalateAsync(ct);
    }

    private void Hear(FeedNews news)
    {
        var wanted = _turns.Where(turn => news is FeedNews.Gap || (news is FeedNews.Happened happened && happened.Notices.Any(notice => turn.Condition.IsToldBy(notice.Kind)))).ToList();
        foreach (var turn in wanted) turn.IsWanted = true;
        if (wanted.Count > 0) Volatile.Read(ref _told).TrySetResult();
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Warning, "Alerts cannot be looked for; it is tried again in a few seconds")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "{Condition} could not be looked at for alerts; it is tried again in its turn")]
    private partial void LogConditionFailed(Exception exception, string condition);

    /// <summary>When a condition is next looked at.</summary>
    private sealed class Turn(IAlertCondition condition, TimeProvider time)
    {
        private readonly long _startedAt = time.GetTimestamp();
        private long? _lookedAt;
        private TimeSpan _notBefore;
        private volatile bool _wanted;

        public IAlertCondition Condition => condition;

        public bool IsWanted
        {
            set => _wanted = value;
        }

        public bool IsUp()
        {
            if (condition.Every == Timeout.InfiniteTimeSpan) return false;
            if (_lookedAt is null && condition.LooksAtStart) return true;
            var since = time.GetElapsedTime(_lookedAt ?? _startedAt);
            // However much is in trouble, looking for it takes a tenth of the time at the most.
            return since >= _notBefore && (_wanted || since >= condition.Every);
        }

        /// <summary>Before the look: what is told meanwhile asks for another.</summary>
        public long Begin()
        {
            _wanted = false;
            return time.GetTimestamp();
        }

        public void Looked(long begun)
        {
            _lookedAt = begun;
            _notBefore = time.GetElapsedTime(begun) * 10;
        }
    }
}
