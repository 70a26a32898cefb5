using Posthaste.Jobs;

namespace Posthaste.Handover;

/// <summary>Puts a job into a person's hands because somebody wants it so, or takes it out of them again.</summary>
public sealed class HandOverJob(IHandoverStore handovers, IHandoverSettings settings, IJobStore jobs, ChangeHandover change, ITransactions transactions)
{
    /// <param name="actor">Who wants it, by name.</param>
    public async Task<MoveResult> RunAsync(Job job, string actor, CancellationToken ct)
    {
        var card = (await settings.FindAsync(job.WorkspaceId, ct)).Card;
        return await change.RunAsync(job.Id, new HandoverChange.HandOver($"{actor} wants it published by hand.", card), actor, ct);
    }

    /// <summary>A named person has looked: it is not posted. Only after that may the API publish it, once somebody says so.</summary>
    public Task<MoveResult> WithdrawAsync(Guid jobId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var result = await change.RunAsync(jobId, new HandoverChange.Withdraw(), actor, ct);
            // A card that was closed already may have been answered with "posted" all the same.
            var forgotten = result is not MoveResult.NotFound && await handovers.ForgetLateAsync(jobId, ct);
            return result is MoveResult.Refused && forgotten ? new MoveResult.Moved((await jobs.FindAsync(jobId, ct))!) : result;
        }, ct);
}
