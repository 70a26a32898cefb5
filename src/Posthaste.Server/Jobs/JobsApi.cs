using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Jobs.Metrics;
using Posthaste.Posts;
using Posthaste.Server.Handover;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Jobs;

/// <summary>Publish jobs: what is on its way to which channel, and what a person can do about it.</summary>
internal static class JobsApi
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");

        jobs.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListJobs").WithSummary("Lists jobs by due time.");
        jobs.MapGet("/{jobId:guid}", GetAsync).Needs(Right.Read).WithName("GetJob").WithSummary("Reads a job.").Fails(404);
        jobs.MapLiveJobs();
        jobs.MapSent();
        jobs.MapHandOver();
        jobs.MapGet("/{jobId:guid}/attempts", ListAttemptsAsync).Needs(Right.Read).WithName("ListAttempts").WithSummary("Lists a job's tries, oldest first.").Fails(404);
        jobs.MapPost("/{jobId:guid}/retry", RetryAsync).Needs(Right.SchedulePosts).WithName("RetryJob").WithSummary("Tries again now, with a new round of attempts.").Fails(404, 409);
        jobs.MapPost("/{jobId:guid}/reschedule", RescheduleAsync).Needs(Right.SchedulePosts).WithName("RescheduleJob").WithSummary("Gives a job another time.").Fails(404, 409, 422);
        jobs.MapPost("/{jobId:guid}/cancel", CancelAsync).Needs(Right.SchedulePosts).WithName("CancelJob").WithSummary("Keeps a job from publishing.").Fails(404, 409);
        jobs.MapPost("/{jobId:guid}/publish-now", PublishNowAsync).Needs(Right.SchedulePosts).WithName("PublishJobNow").WithSummary("Publishes now instead of at its time.").Fails(403, 404, 409);
        jobs.MapPost("/{jobId:guid}/resolve", ResolveAsync).Needs(Right.SchedulePosts).WithName("ResolveJob").WithSummary("Says what a person saw in the account, where the outcome could not be found out.").Fails(404, 409);
    }

    private static async Task<Results<Ok<Page<JobResponse>>, ApiProblem>> ListAsync(
        [FromQuery] string[]? state, Guid? channelId, Guid? postId, QueryTime? from, QueryTime? to, int? limit, string? cursor,
        Caller caller, IJobStore jobs, IHandoverStore handovers, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        var words = (state ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToArray();
        if (words.FirstOrDefault(word => !Words.TryParse<JobState>(word, out _)) is not null)
            return ApiProblem.ForField("state", $"expected is {Expected.Of(typeof(JobState))}; several may be given");

        var size = limit ?? Paging.DefaultLimit;
        var found = await jobs.ListAsync(new JobQuery
        {
            WorkspaceId = caller.WorkspaceId,
            States = [.. words.Select(Words.Parse<JobState>)],
            ChannelId = channelId,
            PostId = postId,
            From = from?.At,
            To = to?.At,
            After = after,
            Limit = size + 1,
        }, ct);
        var page = found.Take(size).ToArray();
        return TypedResults.Ok(new Page<JobResponse>(
            await JobAnswers.FromAsync(page, jobs, ct, handovers),
            found.Count > size ? Cursor.Encode(page[^1].DueAt, page[^1].Id) : null));
    }

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> GetAsync(Guid jobId, Caller caller, IJobStore jobs, IMetricsStore metrics, IHandoverStore handovers, CancellationToken ct) =>
        await JobAnswers.FindAsync(jobId, caller, jobs, ct) is { } job
            ? TypedResults.Ok((await JobAnswers.FromAsync([job], jobs, ct, handovers))[0] with { Metrics = JobMetricsResponse.From(await metrics.ListAsync(jobId, ct)) })
            : ApiProblem.NotFound("job");

    private static async Task<Results<Ok<Page<AttemptResponse>>, ApiProblem>> ListAttemptsAsync(Guid jobId, Caller caller, IJobStore jobs, CancellationToken ct)
    {
        if (await JobAnswers.FindAsync(jobId, caller, jobs, ct) is null) return ApiProblem.NotFound("job");
        var attempts = await jobs.ListAttemptsAsync(jobId, ct);
        return TypedResults.Ok(new Page<AttemptResponse>([.. attempts.Select(AttemptResponse.From)], NextCursor: null));
    }

    private static Task<Results<Ok<JobResponse>, ApiProblem>> RetryAsync(Guid jobId, Caller caller, IJobStore jobs, ChangeJob changeJob, CancellationToken ct) =>
        ChangeAsync(jobId, new JobChange.Retry(), caller, jobs, changeJob, ct);

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> RescheduleAsync(
        Guid jobId, RescheduleRequest request, Caller caller, IJobStore jobs, RescheduleJob rescheduleJob, PostSchedule schedule, CancellationToken ct)
    {
        if (LocalTimes.Read(request.At, request.LocalTime, request.TimeZone, out var at) is { } wrong) return wrong;
        if (at is null) return LocalTimes.Missing();
        if (schedule.CheckTime(at.Value) is { } finding) return ApiProblem.ForField(finding.Field, finding.Message, 422, finding.Code);
        return await AnswerAsync(await rescheduleJob.RunAsync(caller.WorkspaceId, jobId, at.Value, request.Force, caller.Name, ct), jobs, ct);
    }

    private static Task<Results<Ok<JobResponse>, ApiProblem>> CancelAsync(Guid jobId, Caller caller, IJobStore jobs, ChangeJob changeJob, CancellationToken ct) =>
        ChangeAsync(jobId, new JobChange.Cancel(), caller, jobs, changeJob, ct);

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> PublishNowAsync(
        Guid jobId, Caller caller, IJobStore jobs, ChangeJob changeJob, IOptions<PublishingOptions> publishing, CancellationToken ct) =>
        publishing.Value.AllowPublishNow
            ? await ChangeAsync(jobId, new JobChange.PublishNow(), caller, jobs, changeJob, ct)
            : new ApiProblem(403, ProblemCodes.PublishNowDisabled, "This server does not publish at once (Publishing:AllowPublishNow is off). Reschedule the job instead.");

    private static Task<Results<Ok<JobResponse>, ApiProblem>> ResolveAsync(
        Guid jobId, ResolveRequest request, Caller caller, IJobStore jobs, ChangeJob changeJob, CancellationToken ct)
    {
        if (request.Permalink is { } link && (!link.IsAbsoluteUri || link.Scheme is not ("https" or "http")))
            return Task.FromResult<Results<Ok<JobResponse>, ApiProblem>>(ApiProblem.ForField("permalink", $"expected is {Expected.Of(typeof(Uri))}"));
        JobChange change = request.Outcome switch
        {
            ResolvedOutcome.Published => new JobChange.ResolvePublished(request.Permalink),
            ResolvedOutcome.NotPublished => new JobChange.ResolveNotPublished(),
            _ => throw new UnreachableException(),
        };
        return ChangeAsync(jobId, change, caller, jobs, changeJob, ct);
    }

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> ChangeAsync(
        Guid jobId, JobChange change, Caller caller, IJobStore jobs, ChangeJob changeJob, CancellationToken ct) =>
        await JobAnswers.FindAsync(jobId, caller, jobs, ct) is null
            ? ApiProblem.NotFound("job")
            : await AnswerAsync(await changeJob.RunAsync(jobId, change, caller.Name, ct), jobs, ct);

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> AnswerAsync(MoveResult result, IJobStore jobs, CancellationToken ct) => result switch
    {
        MoveResult.Moved moved => TypedResults.Ok(await JobAnswers.FromAsync(moved.Job, jobs, ct)),
        MoveResult.Refused refused => JobAnswers.Refused(refused),
        MoveResult.NotFound => ApiProblem.NotFound("job"),
        _ => throw new UnreachableException(),
    };
}
