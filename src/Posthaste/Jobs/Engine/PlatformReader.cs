using System.Data.Common;
using Microsoft.Extensions.Logging;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Asks a platform for a figure. It is counted like any call, and not asked while the platform wants no calls.</summary>
internal sealed class PlatformReader(ILaneStore store, UsageLedger usage, CallBlocks blocks, EngineClock clock, TimeProvider time, ILogger<PlatformReader> log)
{
    /// <summary>Of one question; nobody waits for a figure any longer.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <param name="job">For whose channel.</param>
    /// <param name="what">A word for the log.</param>
    /// <param name="ask">The question.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Reading<T>> AskAsync<T>(Job job, string what, Func<CancellationToken, Task<Reading<T>>> ask, CancellationToken ct)
        where T : class
    {
        if (blocks.Find(job.ChannelId, job.Platform, clock.Now) is { } block)
            return new(null, new StepResult.RateLimited(block.Until, RateScope.Channel, block.Error));

        var reading = await GuardAsync(job, what, ask, ct);
        usage.Add(job.ChannelId, new UsageCount(Math.Max(1, reading.Trace.Calls), Errors: reading.Failure is null ? 0 : 1));
        if (reading.Failure is StepResult.RateLimited limited)
        {
            blocks.Heed(job, limited);
            await store.PauseAsync(job, limited.Scope, limited.Until, clock.Now, ct);
        }
        if (reading.Trace.PauseUntil is { } pause)
        {
            blocks.Add(job.ChannelId, job.Platform, RateScope.Channel, pause);
            await store.PauseUntilAsync(job.ChannelId, pause, clock.Now, ct);
        }
        return reading;
    }

    private async Task<Reading<T>> GuardAsync<T>(Job job, string what, Func<CancellationToken, Task<Reading<T>>> ask, CancellationToken ct)
        where T : class
    {
        using var timer = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, new StepResult.Unavailable(NoAnswer("timeout", "The platform did not answer in time.")));
        }
        catch (Exception e) when (e is not OperationCanceledException and not DbException)
        {
            log.StepThrew(e, job.Id, what);
            return new(null, new StepResult.Unavailable(NoAnswer("unexpected", "Something unexpected went wrong while the platform was asked.")));
        }
    }

    private static PlatformError NoAnswer(string code, string message) => new() { Kind = ErrorKind.RetryLater, Code = code, Message = message };
}
