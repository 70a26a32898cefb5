using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Server.Handover;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;

namespace Posthaste.Server.Jobs;

/// <summary>Jobs as the API answers with them, whichever endpoint does.</summary>
internal static class JobAnswers
{
    /// <returns>Null where the workspace has no such job.</returns>
    public static async Task<Job?> FindAsync(Guid jobId, Caller caller, IJobStore jobs, CancellationToken ct) =>
        await jobs.FindAsync(jobId, ct) is { } job && job.WorkspaceId == caller.WorkspaceId ? job : null;

    /// <param name="handovers">Null where the answer leaves them out.</param>
    public static async Task<IReadOnlyList<JobResponse>> FromAsync(IReadOnlyCollection<Job> found, IJobStore jobs, CancellationToken ct, IHandoverStore? handovers = null)
    {
        if (found.Count == 0) return [];
        Guid[] ids = [.. found.Select(job => job.Id)];
        var running = await jobs.FindRunningAsync(ids, ct);
        var parts = (await jobs.ListPartsAsync(ids, ct)).ToLookup(part => part.JobId);
        var cards = handovers is null ? new Dictionary<Guid, HandoverItem>() : (await handovers.ListNewestAsync(ids, ct)).ToDictionary(item => item.JobId);
        return
        [
            .. found.Select(job => JobResponse.From(job, running.Contains(job.Id), parts[job.Id]) with
            {
                Handover = cards.TryGetValue(job.Id, out var card) ? HandoverResponse.From(card) : null,
            }),
        ];
    }

    public static async Task<JobResponse> FromAsync(Job job, IJobStore jobs, CancellationToken ct) => (await FromAsync([job], jobs, ct))[0];

    /// <summary>The state does not allow it, or it was asked for too often.</summary>
    public static ApiProblem Refused(MoveResult.Refused refused) => refused.Code == "too_many_retries"
        ? new ApiProblem(StatusCodes.Status429TooManyRequests, refused.Code, refused.Message) { RetryAfter = TimeSpan.FromMinutes(1) }
        : new ApiProblem(StatusCodes.Status409Conflict, refused.Code, refused.Message) { ConflictingPostId = refused.OtherPostId };
}
