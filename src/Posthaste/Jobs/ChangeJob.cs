using Microsoft.Extensions.Options;

namespace Posthaste.Jobs;

/// <summary>Carries out what a person wants of a job, or says why its state does not allow it. It wins completely before
/// the intent, or is refused after it.</summary>
public sealed class ChangeJob(IJobStore jobs, ITransactions transactions, EngineClock clock, WakeSignal signal, IOptions<JobsOptions> options)
{
    /// <summary>Retries by a person that one job takes in <see cref="RetryWindow"/> (R-JOB-9).</summary>
    public const int MaxRetries = 5;

    public static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(10);

    /// <param name="jobId">The job.</param>
    /// <param name="change">What to do.</param>
    /// <param name="actor">Who wants it, by name: kept in the event log.</param>
    /// <param name="ct">Ends the wait for the job's lock.</param>
    public Task<MoveResult> RunAsync(Guid jobId, JobChange change, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var now = clock.Now;
            if (change is JobChange.Retry or JobChange.PublishNow or JobChange.Reschedule
                && await jobs.CountRetriesAsync(jobId, now - RetryWindow, ct) >= MaxRetries)
            {
                return new MoveResult.Refused("too_many_retries", "This job was started over 5 times in the last 10 minutes. Wait a little, and look at its attempts first.");
            }
            var result = await jobs.MoveAsync(jobId, found => JobMoves.Decide(found, change, actor, now, options.Value), now, ct);
            transactions.AfterCommit(signal.Wake);
            return result;
        }, ct);
}
