using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Jobs;
using Posthaste.Jobs.Metrics;
using Posthaste.Platforms;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Jobs;

/// <summary>Jobs whose post is live: how it is doing, and taking it down.</summary>
internal static class LiveJobsApi
{
    public static void MapLiveJobs(this RouteGroupBuilder jobs)
    {
        jobs.MapGet("/{jobId:guid}/metrics", ListMetricsAsync).Needs(Right.Read).WithName("ListMetrics").WithSummary("Lists the readings of a live post's figures, oldest first.").Fails(404);
        jobs.MapPost("/{jobId:guid}/take-down", TakeDownAsync).Needs(Right.TakeDownPosts).WithName("TakeDownJob").WithSummary("Has a live post deleted at its platform.")
            .WithMetadata(new CommitsByItself()).Produces<JobResponse>(200).Fails(404, 409, 502, 503);
    }

    private static async Task<Results<Ok<Page<MetricsResponse>>, ApiProblem>> ListMetricsAsync(
        Guid jobId, Caller caller, IJobStore jobs, IMetricsStore metrics, CancellationToken ct)
    {
        if (await JobAnswers.FindAsync(jobId, caller, jobs, ct) is null) return ApiProblem.NotFound("job");
        var readings = await metrics.ListAsync(jobId, ct);
        return TypedResults.Ok(new Page<MetricsResponse>([.. readings.Select(MetricsResponse.From)], NextCursor: null));
    }

    private static async Task<IResult> TakeDownAsync(
        Guid jobId, Caller caller, IJobStore jobs, TakeDownPost takeDown, IdempotentCommit commit, TimeProvider time, CancellationToken ct)
    {
        await commit.HashBodyAsync(ct);
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        if (await JobAnswers.FindAsync(jobId, caller, jobs, ct) is null) return ApiProblem.NotFound("job");
        // The platform is asked before any transaction. A post that is gone stays gone: a repetition finds it so.
        return await takeDown.RunAsync(jobId, caller.Name, ct) switch
        {
            TakeDownResult.Down down => (IResult)(await commit.RunAsync(async () => TypedResults.Ok(await JobAnswers.FromAsync(down.Job, jobs, ct)), ct))!,
            TakeDownResult.Refused refused => new ApiProblem(409, refused.Code, refused.Message),
            TakeDownResult.NotSupported notSupported => new ApiProblem(409, "delete_not_supported", Sentence(notSupported.Error)),
            TakeDownResult.Blocked blocked => new ApiProblem(503, "channel_blocked",
                $"The platform asked us to stop calling for this channel until {blocked.Until:yyyy-MM-dd HH:mm:ss} UTC. Try again then.")
            {
                RetryAfter = Wait(blocked.Until - time.GetUtcNow()),
            },
            TakeDownResult.Failed failed => new ApiProblem(
                failed.Error.Kind is ErrorKind.RetryLater or ErrorKind.WaitUntil ? 503 : 502, "platform_unavailable", Sentence(failed.Error))
            {
                RetryAfter = TimeSpan.FromSeconds(30),
            },
            TakeDownResult.NotFound => ApiProblem.NotFound("job"),
            _ => throw new UnreachableException(),
        };
    }

    private static string Sentence(PlatformError error) => error.Advice is { } advice ? $"{error.Message} {advice}" : error.Message;

    private static TimeSpan Wait(TimeSpan wait) => wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
}
