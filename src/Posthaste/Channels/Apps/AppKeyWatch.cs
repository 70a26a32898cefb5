using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Posthaste.Channels.Apps;

/// <summary>Keeps the apps in memory true: read before anything else starts, and every few seconds, since another node may have taken a new one.</summary>
internal sealed partial class AppKeyWatch(EnteredAppKeys keys, TimeProvider time, ILogger<AppKeyWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await ReadAsync(stoppingToken);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            await keys.ReadAsync(ct);
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The apps that were entered on screen could not be read; those known already go on to be used")]
    private partial void LogFailed(Exception exception);
}
