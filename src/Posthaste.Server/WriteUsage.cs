using Posthaste.Jobs.Engine;
using Posthaste.Media.Hosting;

namespace Posthaste.Server;

/// <summary>Writes what was counted every few seconds, and at the end, also on a node that runs no jobs: it connects accounts, hands media out and
/// asks networks too.</summary>
internal sealed class WriteUsage(UsageLedger calls, HostedLedger hosted, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await calls.FlushAsync(CancellationToken.None);
            await hosted.FlushAsync(CancellationToken.None);
        }
    }
}
