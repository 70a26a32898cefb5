using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>At the start of a server that publishes nothing by itself: what was planned while it did is looked at early enough for its cards.</summary>
internal sealed partial class WakeForCards(
    IJobStore jobs, EngineClock clock, WakeSignal signal, TimeProvider time, IOptions<PublishingOptions> publishing, ILogger<WakeForCards> log) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    /// <returns>How many jobs were woken.</returns>
    internal async Task<int> RunAsync(CancellationToken ct)
    {
        if (publishing.Value.Automation) return 0;
        var woken = 0;
        foreach (var channelId in await jobs.ListLateLooksAsync(CardTimes.LongestLead, clock.Now, ct))
            woken += await jobs.LookEarlierAsync(channelId, CardTimes.LongestLead, byHand: true, clock.Now, ct);
        if (woken > 0) signal.Wake();
        return woken;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (DbException e)
            {
                LogFailed(e);
            }
            await Task.Delay(TryAgain, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Posts that people are to publish cannot be looked for; it is tried again")]
    private partial void LogFailed(Exception exception);
}
