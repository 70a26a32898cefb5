using Microsoft.Extensions.Options;

namespace Posthaste.Jobs;

/// <summary>Carries out what becomes of a job in a person's hands, or says why its state does not allow it.</summary>
public sealed class ChangeHandover(IJobStore jobs, ITransactions transactions, EngineClock clock, WakeSignal signal, IOptions<JobsOptions> options)
{
    /// <param name="jobId">The job.</param>
    /// <param name="change">What to do.</param>
    /// <param name="actor">Who wants it, by name: kept in the event log.</param>
    /// <param name="ct">Ends the wait for the job's lock.</param>
    public Task<MoveResult> RunAsync(Guid jobId, HandoverChange change, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var now = clock.Now;
            var result = await jobs.MoveAsync(jobId, found => HandoverMoves.Decide(found, change, actor, now, options.Value), now, ct);
            transactions.AfterCommit(signal.Wake);
            return result;
        }, ct);
}
