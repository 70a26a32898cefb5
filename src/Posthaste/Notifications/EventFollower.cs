using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Events;

namespace Posthaste.Notifications;

/// <summary>Has the event log followed: at each hint its young end, and all that may have come late at least once in a poll interval.</summary>
internal sealed partial class EventFollower(
    FollowEvents followEvents, KeepServerTargets keepServerTargets, EventSignal happened, DeliverySignal signal, IOptions<EventsOptions> options, IOptions<NotificationsOptions> notifications,
    TimeProvider time, ILogger<EventFollower> log) : BackgroundService
{
    /// <summary>A new workspace hears the server's own target by then.</summary>
    private static readonly TimeSpan Keeping = TimeSpan.FromMinutes(1);

    private readonly EventsOptions _options = options.Value;
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifications.Value.Enabled) return;
        long? kept = null, wholeAt = null;
        var wholeEvery = TimeSpan.Zero;
        while (true)
        {
            var rung = happened.Next;
            try
            {
                if (kept is not { } at || time.GetElapsedTime(at) >= Keeping)
                {
                    await keepServerTargets.RunAsync(stoppingToken);
                    kept = time.GetTimestamp();
                }
                var begun = time.GetTimestamp();
                var whole = wholeAt is not { } last || time.GetElapsedTime(last, begun) >= wholeEvery;
                if (await followEvents.RunAsync(whole, stoppingToken) > 0) signal.Ring();
                if (whole)
                {
                    // However much is written, following it takes a tenth of the time at the most.
                    var took = time.GetElapsedTime(begun) * 10;
                    (wholeAt, wholeEvery) = (begun, took > _options.PollInterval ? took : _options.PollInterval);
                }
                _failing = false;
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException && !stoppingToken.IsCancellationRequested)
            {
                if (!_failing) LogFailed(e);
                // After a while away everything is looked at again.
                (_failing, wholeAt) = (true, null);
                rung = Task.Delay(_options.PollInterval, time, stoppingToken);
            }
            await Task.Delay(_options.Gather, time, stoppingToken);
            var poll = Task.Delay(_options.PollInterval, time, stoppingToken);
            await (followEvents.HasHearers ? Task.WhenAny(rung, poll) : poll);
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The event log cannot be read; notifications pause, and go on when it can")]
    private partial void LogFailed(Exception exception);
}
