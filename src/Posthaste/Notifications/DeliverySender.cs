using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;

namespace Posthaste.Notifications;

/// <summary>Has everything sent that is due: several targets at once, each by one sender at a time, whichever node it is on.</summary>
internal sealed partial class DeliverySender(
    IDeliveryStore deliveries, SendToTarget sendToTarget, DeliverySignal signal, EngineClock clock, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<DeliverySender> log) : BackgroundService
{
    private readonly List<Task> _running = [];
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled) return;
        try
        {
            while (true)
            {
                var next = signal.Next;
                _running.RemoveAll(task => task.IsCompleted);
                await TakeAsync(stoppingToken);
                await Task.WhenAny([next, Task.Delay(options.Value.PollInterval, time, stoppingToken), .. _running]);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await Task.WhenAll(_running);
        }
    }

    private async Task TakeAsync(CancellationToken stopping)
    {
        if (options.Value.Concurrency - _running.Count is not (> 0 and var room)) return;
        try
        {
            var now = clock.Now;
            foreach (var claim in await deliveries.ClaimAsync(now, now + SendToTarget.Lease, room, stopping)) _running.Add(Task.Run(() => SendAsync(claim, stopping), CancellationToken.None));
            _failing = false;
        }
        catch (Exception e) when (e is DbException or TimeoutException && !stopping.IsCancellationRequested)
        {
            if (!_failing) LogFailed(e);
            _failing = true;
        }
    }

    private async Task SendAsync(TargetClaim claim, CancellationToken stopping)
    {
        try
        {
            await sendToTarget.RunAsync(claim, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Somebody else has it, or this process after its next start.
        }
        catch (Exception e)
        {
            // A fault of ours with one message must not keep the others from their targets. Its lease ends by itself, and then it is tried again.
            LogFault(claim.Target.Id, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Due notifications cannot be read; it is tried again")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Sending to target {TargetId} failed in the server")]
    private partial void LogFault(Guid targetId, Exception exception);
}
