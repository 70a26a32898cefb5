using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Posthaste.Jobs;

namespace Posthaste.Channels.Renewal;

/// <summary>Renews the tokens whose time has come. Runs on every node: the hold in the row keeps two from the same token.</summary>
internal sealed partial class RenewTokens(
    IChannelStore channels, RenewToken renewToken, PlanRenewals planRenewals, TellOfEnds tellOfEnds, EngineClock clock, TimeProvider time, ILogger<RenewTokens> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>It reads every channel, and what it looks for is days away.</summary>
    private static readonly TimeSpan TellInterval = TimeSpan.FromHours(1);

    private const int Batch = 50;
    private const int AtOnce = 4;

    /// <summary>So that one that never leaves the list cannot keep a round going for ever.</summary>
    private const int MostBatches = 200;

    private bool _planned;
    private DateTimeOffset? _toldAt;

    /// <summary>One round.</summary>
    internal async Task RunAsync(CancellationToken ct)
    {
        if (!_planned) await planRenewals.RunAsync(ct);
        _planned = true;
        if (!(clock.Now - _toldAt < TellInterval))
        {
            await tellOfEnds.RunAsync(ct);
            _toldAt = clock.Now;
        }
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var due = await channels.ListToRenewAsync(clock.Now, Batch, ct);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, (id, _) => RenewAsync(id));
            if (due.Count < Batch) return;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>A stop waits for it: half a renewal is none.</summary>
    private async ValueTask RenewAsync(Guid channelId)
    {
        try
        {
            if (await renewToken.RunAsync(channelId, "engine", CancellationToken.None) is RenewalOutcome.NotPossible)
                await channels.ForgetRenewalAsync(channelId, clock.Now, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogFailed(e, channelId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Looking for tokens to renew did not succeed; it is tried again in a minute")]
    private partial void LogRoundFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Renewing the token of channel {ChannelId} did not come to an end; it is tried again")]
    private partial void LogFailed(Exception exception, Guid channelId);
}
