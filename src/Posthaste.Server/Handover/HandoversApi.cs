using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Jobs;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Handover;

/// <summary>Hand-overs: posts that people publish by hand, and what they say of them.</summary>
internal static class HandoversApi
{
    private const int MostMinutes = 43_200;

    public static void MapHandovers(this IEndpointRouteBuilder api)
    {
        var handovers = api.MapGroup("/handovers").WithTags("Handover");

        handovers.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListHandovers").WithSummary("Lists hand-overs, newest first.");
        handovers.MapGet("/{handoverId:guid}", GetAsync).Needs(Right.Read).WithName("GetHandover").WithSummary("Reads a hand-over.").Fails(404);
        handovers.MapPost("/{handoverId:guid}/answer", AnswerAsync).Needs(Right.SchedulePosts).WithName("AnswerHandover").WithSummary("Answers a card, as its buttons do.")
            .WithMetadata(new CommitsByItself()).Produces<HandoverResponse>(200).Fails(404, 409, 422);
    }

    public static void MapHandOver(this RouteGroupBuilder jobs)
    {
        jobs.MapPost("/{jobId:guid}/hand-over", HandOverAsync).Needs(Right.SchedulePosts).WithName("HandOverJob").WithSummary("Has a person publish it by hand.").Fails(404, 409);
        jobs.MapPost("/{jobId:guid}/withdraw-handover", WithdrawAsync).Needs(Right.SchedulePosts).WithName("WithdrawHandover")
            .WithSummary("Takes the card back: it was not posted. Only after that may it be published by itself.").Fails(404, 409, 422);
    }

    private static async Task<Results<Ok<Page<HandoverResponse>>, ApiProblem>> ListAsync(
        [FromQuery] string[]? state, Guid? jobId, int? limit, string? cursor, Caller caller, IHandoverStore handovers, ReadHandSteps readHandSteps, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        var words = (state ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToArray();
        if (words.FirstOrDefault(word => !Words.TryParse<HandoverState>(word, out _)) is not null)
            return ApiProblem.ForField("state", $"expected is {Expected.Of(typeof(HandoverState))}; several may be given");

        var size = limit ?? Paging.DefaultLimit;
        var found = await handovers.ListAsync(new HandoverQuery(caller.WorkspaceId, [.. words.Select(Words.Parse<HandoverState>)], after?.Id, size + 1) { JobId = jobId }, ct);
        var page = found.Take(size).ToArray();
        var items = new List<HandoverResponse>(page.Length);
        foreach (var item in page) items.Add(HandoverResponse.From(item, await readHandSteps.RunAsync(item, ct)));
        return TypedResults.Ok(new Page<HandoverResponse>(items, found.Count > size ? Cursor.Encode(page[^1].CreatedAt, page[^1].Id) : null));
    }

    private static async Task<Results<Ok<HandoverResponse>, ApiProblem>> GetAsync(
        Guid handoverId, Caller caller, IHandoverStore handovers, ReadHandSteps readHandSteps, CancellationToken ct) =>
        await FindAsync(handoverId, caller, handovers, ct) is { } item ? TypedResults.Ok(HandoverResponse.From(item, await readHandSteps.RunAsync(item, ct))) : ApiProblem.NotFound("handover");

    private static async Task<IResult> AnswerAsync(
        Guid handoverId, AnswerHandoverRequest request, Caller caller, IHandoverStore handovers, AnswerHandover answer, IdempotentCommit commit, CancellationToken ct)
    {
        await commit.HashBodyAsync(ct);
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        if (await FindAsync(handoverId, caller, handovers, ct) is null) return ApiProblem.NotFound("handover");
        if (Read(request, out var said) is { } wrong) return wrong;
        if (said is HandAnswer.Reject && RightsCheck.Missing(caller, Right.ApprovePosts) is { } missing) return missing;
        // The network may be asked about the link before any transaction; the same answer again changes nothing.
        return await answer.RunAsync(handoverId, said, caller.Name, ct) switch
        {
            AnswerResult.Done => (IResult)(await commit.RunAsync(async () => TypedResults.Ok(HandoverResponse.From((await handovers.FindAsync(handoverId, ct))!)), ct))!,
            AnswerResult.Refused { Code: "invalid_link" or "link_of_another_post" } refused => ApiProblem.ForField("link", refused.Message, 422, refused.Code),
            AnswerResult.Refused { Code: "reason_missing" } refused => ApiProblem.ForField("reason", refused.Message, 422, refused.Code),
            AnswerResult.Refused { Code: "invalid_time" } refused => ApiProblem.ForField("minutes", refused.Message, 422, refused.Code),
            AnswerResult.Refused refused => new ApiProblem(409, refused.Code, refused.Message),
            AnswerResult.NotFound => ApiProblem.NotFound("handover"),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> HandOverAsync(
        Guid jobId, Caller caller, IJobStore jobs, IHandoverStore handovers, HandOverJob handOver, CancellationToken ct) =>
        await JobAnswers.FindAsync(jobId, caller, jobs, ct) is { } job
            ? await MovedAsync(await handOver.RunAsync(job, caller.Name, ct), jobs, handovers, ct)
            : ApiProblem.NotFound("job");

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> WithdrawAsync(
        Guid jobId, WithdrawHandoverRequest request, Caller caller, IJobStore jobs, IHandoverStore handovers, HandOverJob handOver, CancellationToken ct)
    {
        if (await JobAnswers.FindAsync(jobId, caller, jobs, ct) is null) return ApiProblem.NotFound("job");
        if (!request.NotPosted)
            return ApiProblem.ForField("notPosted", "look at the account first, and send true if the post is not there; if it is, answer the card with posted", 422, "not_posted_needed");
        return await MovedAsync(await handOver.WithdrawAsync(jobId, caller.Name, ct), jobs, handovers, ct);
    }

    private static async Task<Results<Ok<JobResponse>, ApiProblem>> MovedAsync(MoveResult result, IJobStore jobs, IHandoverStore handovers, CancellationToken ct) => result switch
    {
        MoveResult.Moved moved => TypedResults.Ok((await JobAnswers.FromAsync([moved.Job], jobs, ct, handovers))[0]),
        MoveResult.Refused refused => JobAnswers.Refused(refused),
        MoveResult.NotFound => ApiProblem.NotFound("job"),
        _ => throw new UnreachableException(),
    };

    /// <returns>What is wrong; null where nothing is.</returns>
    private static ApiProblem? Read(AnswerHandoverRequest request, out HandAnswer said)
    {
        said = request.Answer switch
        {
            HandoverAnswer.Posted => new HandAnswer.Posted(string.IsNullOrWhiteSpace(request.Link) ? null : request.Link),
            HandoverAnswer.Skip => new HandAnswer.Skip(),
            HandoverAnswer.Snooze => new HandAnswer.Snooze(request.Minutes is { } minutes and > 0 and <= MostMinutes ? TimeSpan.FromMinutes(minutes) : null),
            HandoverAnswer.Reject => new HandAnswer.Reject(request.Reason ?? ""),
            _ => throw new UnreachableException(),
        };
        return request is { Answer: HandoverAnswer.Snooze, Minutes: <= 0 or > MostMinutes }
            ? ApiProblem.ForField("minutes", "expected is a whole number from 1 to 43200 (30 days)", 422, ProblemCodes.InvalidTime)
            : null;
    }

    private static async Task<HandoverItem?> FindAsync(Guid handoverId, Caller caller, IHandoverStore handovers, CancellationToken ct) =>
        await handovers.FindAsync(handoverId, ct) is { } item && item.WorkspaceId == caller.WorkspaceId ? item : null;
}
