using System.Data.Common;
using Posthaste.Alerts;
using Posthaste.Channels.Logins;
using Posthaste.Channels.Usage;
using Posthaste.Jobs;
using Posthaste.Jobs.History;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Renditions;
using Posthaste.Notifications;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server;

/// <summary>Tidies up once an hour: answers kept for repeated requests, sessions, sign-ins and invitations that have ended, public copies that have ended, renditions and
/// files nobody needs, old history, alerts and deliveries. Counts what lies in object stores, and adds old hours of usage up.</summary>
internal sealed partial class Upkeep(
    PruneIdempotencyKeys pruneKeys, PruneSignIns pruneSignIns, PruneLogins pruneLogins, SweepHostedCopies sweepCopies, SweepRenditions sweepRenditions, SweepMediaFiles sweepFiles,
    PruneHistory pruneHistory, PruneAlerts pruneAlerts, PruneDeliveries pruneDeliveries, RollUpUsage rollUpUsage, IHostedUsageStore hosted, EngineClock clock, TimeProvider time, ILogger<Upkeep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var (keys, signIns, copies) = (await pruneKeys.RunAsync(stoppingToken), await pruneSignIns.RunAsync(stoppingToken) + await pruneLogins.RunAsync(stoppingToken), await sweepCopies.RunAsync(stoppingToken));
                var (renditions, files) = (await sweepRenditions.RunAsync(stoppingToken), await sweepFiles.RunAsync(stoppingToken));
                // After the sweep: what is gone by now is not counted.
                await hosted.CountStoredAsync(clock.Now, stoppingToken);
                var (history, usage) = (await pruneHistory.RunAsync(stoppingToken) + await pruneAlerts.RunAsync(stoppingToken) + await pruneDeliveries.RunAsync(stoppingToken), await rollUpUsage.RunAsync(stoppingToken));
                if (keys + signIns + copies + renditions + files + history + usage > 0) LogTidied(keys, signIns, copies, renditions, files, history, usage);
            }
            catch (Exception e) when (e is DbException or IOException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Tidied up: {Keys} kept answers, {SignIns} ended sessions, sign-ins and invitations, {Copies} public copies, {Renditions} renditions, {Files} files, {History} lines of history and alerts, {Usage} old rows of usage")]
    private partial void LogTidied(int keys, int signIns, int copies, int renditions, int files, int history, int usage);

    [LoggerMessage(LogLevel.Warning, "Tidying up did not succeed; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
