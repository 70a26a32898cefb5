using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Planning;
using Posthaste.Posts;
using Posthaste.Posts.Readiness;
using Posthaste.Server.Http;
using Posthaste.Server.Jobs;
using Posthaste.Server.Planning;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Posts;

/// <summary>Posts: what goes out, when, and who agreed.</summary>
internal static class PostsApi
{
    private const int MaxSearchLength = 200;

    /// <summary>Stands in a cursor for a post without a time; no time of a request is as late.</summary>
    private static readonly DateTimeOffset NoPlan = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    public static void MapPosts(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/posts").WithTags("Posts");

        posts.MapPost("/", CreateAsync).Needs(Right.EditPosts).WithName("CreatePost").WithMetadata(new WaitsForMedia()).WithSummary("Makes a post: a draft, or with a time scheduled at once.").Produces<PostResponse>(201).Fails(409, 422);
        posts.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListPosts").WithSummary("Lists posts, newest first, in another order or those that wait for approval by their planned time.");
        posts.MapGet("/{postId:guid}", GetAsync).Needs(Right.Read).WithName("GetPost").WithSummary("Reads a post, its jobs, and the files that go out.").Produces<PostResponse>(200).Fails(404);
        posts.MapPatch("/{postId:guid}", ReviseAsync).Needs(Right.EditPosts).WithName("RevisePost").WithSummary("Edits a post. What is left out stays.")
            .WithMetadata(new TakesVersion(), new WaitsForMedia()).Produces<PostResponse>(200).Fails(404, 409, 412, 422);
        posts.MapDelete("/{postId:guid}", DeleteAsync).Needs(Right.EditPosts).WithName("DeletePost").WithSummary("Deletes a post and cancels its jobs.")
            .WithMetadata(new TakesVersion()).Produces(204).Fails(404, 409, 412);
        posts.MapPost("/{postId:guid}/submit", SubmitAsync).Needs(Right.EditPosts).WithName("SubmitPost").WithMetadata(new WaitsForMedia()).WithSummary("Asks for approval.").Produces<PostResponse>(200).Fails(404, 409, 422);
        posts.MapPost("/{postId:guid}/approve", ApproveAsync).Needs(Right.ApprovePosts).WithName("ApprovePost").WithSummary("Agrees to exactly this content.")
            .WithMetadata(new TakesVersion(), new WaitsForMedia()).Produces<PostResponse>(200).Fails(403, 404, 409, 412, 422);
        posts.MapPost("/{postId:guid}/reject", RejectAsync).Needs(Right.ApprovePosts).WithName("RejectPost").WithSummary("Refuses a post, with a reason for its author.").Produces<PostResponse>(200).Fails(403, 404, 409, 422);
        posts.MapPost("/{postId:guid}/schedule", ScheduleAsync).Needs(Right.SchedulePosts).WithName("SchedulePost").WithMetadata(new WaitsForMedia()).WithSummary("Gives a post its time, or another one.").Produces<PostResponse>(200).Fails(403, 404, 409, 422);
        posts.MapPost("/{postId:guid}/unschedule", UnscheduleAsync).Needs(Right.SchedulePosts).WithName("UnschedulePost").WithSummary("Takes its time away and cancels its jobs.").Produces<PostResponse>(200).Fails(404, 409);
        posts.MapPost("/{postId:guid}/publish-now", PublishNowAsync).Needs(Right.SchedulePosts).WithName("PublishPostNow").WithMetadata(new WaitsForMedia()).WithSummary("Publishes at once, on every channel where it is not live yet.").Produces<PostResponse>(200).Fails(403, 404, 409, 422);
        posts.MapPost("/{postId:guid}/copy", CopyAsync).Needs(Right.EditPosts).WithName("CopyPost").WithSummary("Makes a new draft with the same content.").Produces<PostResponse>(201).Fails(404, 422);
        posts.MapBulk();
        posts.MapGet("/{postId:guid}/jobs", ListJobsAsync).Needs(Right.Read).WithName("ListPostJobs").WithSummary("Lists its jobs, one for each channel.").Fails(404);
        posts.MapGet("/{postId:guid}/readiness", GetReadinessAsync).Needs(Right.Read).WithName("GetPostReadiness").WithSummary("Says whether it could go out as it is, and what keeps it from it.").Fails(404);
        posts.MapReview();
        posts.MapComments();
        posts.MapGet("/{postId:guid}/history", ListHistoryAsync).Needs(Right.Read).WithName("ListPostHistory").WithSummary("Lists what happened to it and its jobs, oldest first.").Fails(404);
    }

    private static async Task<IResult> CreateAsync(CreatePostRequest request, Caller caller, CreatePost createPost, CreateInNextSlot createInNextSlot, PostAnswers answers, CancellationToken ct)
    {
        if (request.Check() is { } wrong) return wrong;
        if (LocalTimes.Read(request.At, request.LocalTime, request.TimeZone, out var at) is { } wrongTime) return wrongTime;
        if (request.HasTime && RightsCheck.Missing(caller, Right.SchedulePosts) is { } missing) return missing;
        var wanted = new NewPost { WorkspaceId = caller.WorkspaceId, Draft = request.ToDraft(), At = at, Force = request.Force };
        var result = request.NextSlot ? await createInNextSlot.RunAsync(wanted, caller.Name, ct) : await createPost.RunAsync(wanted, caller.Name, ct);
        return await answers.FromAsync(result, ct, created: true);
    }

    private static async Task<Results<Ok<Page<PostResponse>>, ApiProblem>> ListAsync(
        string? approval, [FromQuery] string[]? state, string? search, Guid? channelId, Guid? categoryId, Guid? seriesId, Guid? mediaId, string? order, int? limit, string? cursor,
        Caller caller, IPostStore posts, PostAnswers answers, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        var approved = ApprovalState.Draft;
        if (approval is not null && !Words.TryParse(approval, out approved)) return ApiProblem.ForField("approval", $"expected is {Expected.Of(typeof(ApprovalState))}");
        var words = (state ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToArray();
        if (words.Any(word => !Words.TryParse<JobState>(word, out _))) return ApiProblem.ForField("state", $"expected is {Expected.Of(typeof(JobState))}; several may be given");
        if (search is { Length: > MaxSearchLength }) return ApiProblem.ForField("search", $"at most {MaxSearchLength} characters can be looked for");
        if (search is not null && search.Any(char.IsControl)) return ApiProblem.ForField("search", "must not have control characters such as line breaks; look for words of one line");
        // The queue of approvals: what goes out first is looked at first.
        var sorted = approval is not null && approved == ApprovalState.Pending ? PostOrder.ByPlan : PostOrder.NewestFirst;
        if (order is not null && !Words.TryParse(order, out sorted)) return ApiProblem.ForField("order", $"expected is {Expected.Of(typeof(PostOrder))}");

        var page = await posts.ListAsync(new PostQuery
        {
            WorkspaceId = caller.WorkspaceId,
            Approval = approval is null ? null : approved,
            States = [.. words.Select(Words.Parse<JobState>)],
            Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
            ChannelId = channelId,
            Order = sorted,
            CategoryId = categoryId,
            SeriesId = seriesId,
            MediaId = mediaId,
            After = after?.Id,
            AfterPlannedAt = after?.At < NoPlan ? after?.At : null,
            Limit = limit ?? Paging.DefaultLimit,
        }, ct);
        var next = page.Next is { } last ? Cursor.Encode(sorted == PostOrder.NewestFirst ? page.Items[^1].CreatedAt : page.Items[^1].PlannedAt ?? NoPlan, last) : null;
        return TypedResults.Ok(new Page<PostResponse>(await answers.FromAsync(page.Items, caller, ct), next));
    }

    private static async Task<IResult> GetAsync(Guid postId, Caller caller, IPostStore posts, PostAnswers answers, CancellationToken ct) =>
        await posts.FindAsync(caller.WorkspaceId, postId, ct) is { } post ? await answers.FromAsync(post, caller, ct) : ApiProblem.NotFound("post");

    private static async Task<IResult> ReviseAsync(
        Guid postId, RevisePostRequest request, HttpRequest http, Caller caller, RevisePost revisePost, PostAnswers answers, CancellationToken ct)
    {
        if (request.Check() is { } wrong) return wrong;
        if (ETags.ReadIfMatch(http, out var version) is { } wrongTag) return wrongTag;
        if (request.ReadTime(out var time) is { } wrongTime) return wrongTime;
        if (time is not null && RightsCheck.Missing(caller, Right.SchedulePosts) is { } missing) return missing;
        return await answers.FromAsync(await revisePost.RunAsync(caller.WorkspaceId, postId, request.ApplyTo, time, version, request.Force, caller.Name, ct), ct);
    }

    private static async Task<IResult> DeleteAsync(Guid postId, HttpRequest http, Caller caller, DeletePost deletePost, CancellationToken ct)
    {
        if (ETags.ReadIfMatch(http, out var version) is { } wrong) return wrong;
        return PostAnswers.Problem(await deletePost.RunAsync(caller.WorkspaceId, postId, version, caller.Name, ct)) ?? (IResult)TypedResults.NoContent();
    }

    private static async Task<IResult> SubmitAsync(Guid postId, Caller caller, SubmitPost submitPost, PostAnswers answers, CancellationToken ct) =>
        await answers.FromAsync(await submitPost.RunAsync(caller.WorkspaceId, postId, caller.Name, ct), ct);

    private static async Task<IResult> ApproveAsync(Guid postId, HttpRequest http, Caller caller, ApprovePost approvePost, PostAnswers answers, CancellationToken ct)
    {
        if (ETags.ReadIfMatch(http, out var version) is { } wrong) return wrong;
        return await answers.FromAsync(await approvePost.RunAsync(caller.WorkspaceId, postId, version, caller.Name, ct), ct);
    }

    private static async Task<IResult> RejectAsync(Guid postId, RejectPostRequest request, Caller caller, RejectPost rejectPost, PostAnswers answers, CancellationToken ct) =>
        await answers.FromAsync(await rejectPost.RunAsync(caller.WorkspaceId, postId, request.Reason, caller.Name, ct), ct);

    private static async Task<IResult> CopyAsync(Guid postId, Caller caller, CopyPost copyPost, PostAnswers answers, CancellationToken ct) =>
        await answers.FromAsync(await copyPost.RunAsync(caller.WorkspaceId, postId, caller.Name, ct), ct, created: true);

    private static async Task<IResult> ScheduleAsync(
        Guid postId, SchedulePostRequest request, Caller caller, SchedulePost schedulePost, ScheduleInNextSlot scheduleInNextSlot, PostAnswers answers, CancellationToken ct)
    {
        if (NextTime.Check(request.NextSlot, request.At, request.LocalTime, request.TimeZone) is { } both) return both;
        if (request.NextSlot) return await answers.FromAsync(await scheduleInNextSlot.RunAsync(caller.WorkspaceId, postId, request.Force, request.ApprovedOnly, caller.Name, ct), ct);
        if (LocalTimes.Read(request.At, request.LocalTime, request.TimeZone, out var at) is { } wrong) return wrong;
        if (at is null) return LocalTimes.Missing();
        return await answers.FromAsync(await schedulePost.RunAsync(caller.WorkspaceId, postId, at.Value, request.Force, request.ApprovedOnly, caller.Name, ct), ct);
    }

    private static async Task<IResult> UnscheduleAsync(Guid postId, Caller caller, UnschedulePost unschedulePost, PostAnswers answers, CancellationToken ct) =>
        await answers.FromAsync(await unschedulePost.RunAsync(caller.WorkspaceId, postId, caller.Name, ct), ct);

    private static async Task<IResult> PublishNowAsync(Guid postId, PublishPostNowRequest? request, Caller caller, PublishPostNow publishPostNow, PostAnswers answers, CancellationToken ct) =>
        await answers.FromAsync(await publishPostNow.RunAsync(caller.WorkspaceId, postId, request?.Force ?? false, caller.Name, ct), ct);

    private static async Task<Results<Ok<Page<JobResponse>>, ApiProblem>> ListJobsAsync(Guid postId, Caller caller, IPostStore posts, PostAnswers answers, CancellationToken ct) =>
        await posts.FindAsync(caller.WorkspaceId, postId, ct) is { } post
            ? TypedResults.Ok(new Page<JobResponse>(await answers.ListJobsAsync(post, ct), NextCursor: null))
            : ApiProblem.NotFound("post");

    private static async Task<Results<Ok<ReadinessResponse>, ApiProblem>> GetReadinessAsync(Guid postId, Caller caller, CheckPostReadiness checkReadiness, CancellationToken ct) =>
        await checkReadiness.RunAsync(caller.WorkspaceId, postId, ct) is { } readiness
            ? TypedResults.Ok(ReadinessResponse.From(readiness))
            : ApiProblem.NotFound("post");

    private static async Task<Results<Ok<Page<EventResponse>>, ApiProblem>> ListHistoryAsync(
        Guid postId, Caller caller, IPostStore posts, IEventLog events, PostAnswers answers, CancellationToken ct)
    {
        if (await posts.FindAsync(caller.WorkspaceId, postId, ct) is not { } post) return ApiProblem.NotFound("post");
        var found = new List<Event>(await events.ListAsync(caller.WorkspaceId, post.Id, ct));
        foreach (var job in await answers.ListJobsAsync(post, ct)) found.AddRange(await events.ListAsync(caller.WorkspaceId, job.Id, ct));
        // Ids are given in the order of time.
        return TypedResults.Ok(new Page<EventResponse>([.. found.OrderBy(@event => @event.At).ThenBy(@event => @event.Id).Select(EventResponse.From)], NextCursor: null));
    }
}
