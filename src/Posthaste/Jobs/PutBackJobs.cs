using Microsoft.Extensions.Options;

namespace Posthaste.Jobs;

/// <summary>Puts back what a network had refused because of the account, once that is connected again: inside its late window a post goes on
/// by itself, after it a person decides. What only waited for the gate is woken by the gate.</summary>
public sealed class PutBackJobs(IJobStore jobs, IOptions<JobsOptions> options)
{
    private const int PageSize = 200;

    /// <summary>Runs in the caller's transaction.</summary>
    /// <returns>How many go on.</returns>
    public async Task<int> RunAsync(Guid workspaceId, Guid channelId, string actor, DateTimeOffset now, CancellationToken ct)
    {
        var putBack = 0;
        var query = new JobQuery { WorkspaceId = workspaceId, ChannelId = channelId, States = [JobState.NeedsAttention], Limit = PageSize };
        while (true)
        {
            var page = await jobs.ListAsync(query, ct);
            foreach (var job in page.Where(job => job is { Reason: JobReason.Reconnect, WakeAt: null }))
            {
                var result = await jobs.MoveAsync(job.Id, found => JobMoves.PutBack(found, actor, now, options.Value), now, ct);
                if (result is MoveResult.Moved { Job.State: JobState.Scheduled }) putBack++;
            }
            if (page.Count < PageSize) return putBack;
            query = query with { After = (page[^1].DueAt, page[^1].Id) };
        }
    }
}
