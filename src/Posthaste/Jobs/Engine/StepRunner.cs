using Microsoft.Extensions.Logging;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Runs one step of a platform's pipeline. A repeatable one is sent up to four times; an irreversible one once.</summary>
internal sealed class StepRunner(TimeProvider time, EngineClock clock, UsageLedger usage, CallBlocks blocks, ILogger<StepRunner> log)
{
    /// <summary>Waits between the tries of a repeatable step inside one attempt.</summary>
    private static readonly TimeSpan[] RetryWaits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <param name="deadline">A timestamp of the running clock: the attempt's end.</param>
    public async Task<StepResult> RepeatAsync(IPlatform platform, StepCall call, Job job, DateTimeOffset deadline, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            // Another slot of the channel may have heard it a moment ago.
            if (blocks.Find(job.ChannelId, job.Platform, clock.Now) is { } block) return new StepResult.RateLimited(block.Until, RateScope.Channel, block.Error);
            var left = deadline - clock.Now;
            var result = left <= TimeSpan.Zero
                ? OutOfTime()
                : await CallAsync(platform, call, job, left, onThrow: Unexpected, ct);
            if (result is not StepResult.Unavailable { Restart: false } unavailable || tries == RetryWaits.Length) return result;

            var wait = unavailable.RetryAfter ?? RetryWaits[tries];
            if (wait >= deadline - clock.Now)
            {
                // The platform asks for more patience than the attempt has left: sleep in the store, attempt given back.
                return unavailable.RetryAfter is null
                    ? result
                    : new StepResult.RateLimited(clock.Now + wait, RateScope.Channel, unavailable.Error) { Trace = result.Trace };
            }
            await Task.Delay(wait, time, ct);
        }
    }

    /// <summary>Sends the one call. Whatever is not a documented answer is an unknown outcome.</summary>
    /// <param name="timeout">What is left until the intent's deadline.</param>
    public async Task<StepResult> OnceAsync(IPlatform platform, StepCall call, Job job, TimeSpan timeout)
    {
        // A stop of the server does not cut off a call that may already have arrived.
        var result = await CallAsync(platform, call, job, timeout, onThrow: MayHaveHappened, CancellationToken.None);
        usage.Add(job.ChannelId, new UsageCount(0, Publishes: result is StepResult.Published or StepResult.Taken ? 1 : 0));
        return result;
    }

    private async Task<StepResult> CallAsync(IPlatform platform, StepCall call, Job job, TimeSpan timeout, Func<string, StepResult> onThrow, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        using var span = EngineTraces.BeginStep(call.Step);
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        StepResult result;
        try
        {
            result = await platform.RunStepAsync(call, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            result = onThrow("timeout");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.StepThrew(e, job.Id, call.Step);
            result = onThrow("unexpected");
        }
        var error = ErrorOf(result);
        usage.Add(job.ChannelId, new UsageCount(Math.Max(1, result.Trace.Calls), Errors: error is null ? 0 : 1, Containers: result.Trace.Containers));
        blocks.Heed(job, result);
        EngineTraces.EndStep(span, result.GetType().Name, error, result.Trace);
        log.StepEnded(job.Id, call.Step, result.GetType().Name, time.GetElapsedTime(begun).TotalMilliseconds, job.ChannelId, job.State == JobState.Published ? job.Attempt : job.Attempt + 1,
            result.Trace.HttpStatus, result.Trace.TraceId, result.Trace.Handle, error?.Subcode is { } subcode ? $"{error.Code}/{subcode}" : error?.Code);
        return result;
    }

    public static PlatformError? ErrorOf(StepResult? result) => result switch
    {
        StepResult.RateLimited limited => limited.Error,
        StepResult.Unavailable unavailable => unavailable.Error,
        StepResult.Unauthorized unauthorized => unauthorized.Error,
        StepResult.Rejected rejected => rejected.Error,
        StepResult.Unknown unknown => unknown.Error,
        _ => null,
    };

    private static StepResult Unexpected(string code) => new StepResult.Unavailable(new PlatformError
    {
        Kind = ErrorKind.RetryLater,
        Code = code,
        Message = code == "timeout" ? "The platform did not answer in time." : "Something unexpected went wrong before anything was published.",
    });

    private static StepResult MayHaveHappened(string code) => new StepResult.Unknown(new PlatformError
    {
        Kind = ErrorKind.OutcomeUnknown,
        Code = code,
        Message = code == "timeout"
            ? "The platform did not answer the publish call in time. It may have taken effect."
            : "Something unexpected went wrong during the publish call. It may have taken effect.",
    });

    private static StepResult OutOfTime() => Unexpected("timeout");
}
