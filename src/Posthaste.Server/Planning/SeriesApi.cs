using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Planning.Recurring;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Planning;

/// <summary>Series: posts that come again and again.</summary>
internal static class SeriesApi
{
    public static void MapSeries(this IEndpointRouteBuilder api)
    {
        var series = api.MapGroup("/series").WithTags("Planning");

        series.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListSeries").WithSummary("Lists series, newest first, ended ones too.");
        series.MapPost("/", CreateAsync).Needs(Right.SchedulePosts).WithName("CreateSeries").WithSummary("Has a post come again and again, each time as a post of its own.")
            .Produces<SeriesResponse>(201).Fails(422);
        series.MapGet("/{seriesId:guid}", GetAsync).Needs(Right.Read).WithName("GetSeries").WithSummary("Reads a series. Its posts are at /posts?seriesId=.").Fails(404);
        series.MapPatch("/{seriesId:guid}", ChangeAsync).Needs(Right.SchedulePosts).WithName("ChangeSeries").WithSummary("Gives it another rule or end. Posts ahead that nobody has touched are made anew.")
            .Produces<SeriesResponse>(200).Fails(404, 422);
        series.MapDelete("/{seriesId:guid}", DeleteAsync).Needs(Right.SchedulePosts).WithName("DeleteSeries").WithSummary("Ends it for good; its posts ahead are kept, or lose their time.").Fails(404);
    }

    private static async Task<Ok<Page<SeriesResponse>>> ListAsync(Caller caller, ISeriesStore series, CancellationToken ct) =>
        TypedResults.Ok(new Page<SeriesResponse>([.. (await series.ListAsync(caller.WorkspaceId, ct)).Select(SeriesResponse.From)], NextCursor: null));

    private static async Task<Results<Ok<SeriesResponse>, ApiProblem>> GetAsync(Guid seriesId, Caller caller, ISeriesStore series, CancellationToken ct) =>
        await series.FindAsync(caller.WorkspaceId, seriesId, ct) is { } found ? TypedResults.Ok(SeriesResponse.From(found)) : ApiProblem.NotFound("series");

    private static async Task<IResult> CreateAsync(CreateSeriesRequest request, Caller caller, CreateSeries createSeries, TimeProvider time, CancellationToken ct)
    {
        if (request.Rule.Read(out var rule) is { } wrong) return wrong;
        var now = time.GetUtcNow();
        var wanted = new PostSeries
        {
            Id = Guid.Empty,
            WorkspaceId = caller.WorkspaceId,
            PostId = request.PostId,
            Rule = rule,
            AnchorDay = DateOnly.FromDateTime(now.UtcDateTime),
            StartsAt = now,
            UntilDay = request.Until,
            Total = request.Count,
            Force = request.Force,
            CreatedBy = caller.Name,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return Answer(await createSeries.RunAsync(wanted, ct), created: true);
    }

    private static async Task<IResult> ChangeAsync(Guid seriesId, ChangeSeriesRequest request, Caller caller, ChangeSeries changeSeries, CancellationToken ct)
    {
        SeriesRule? rule = null;
        if (request.Rule is { } body)
        {
            if (body.Read(out var read) is { } wrong) return wrong;
            rule = read;
        }
        return Answer(await changeSeries.RunAsync(caller.WorkspaceId, seriesId, series => request.ApplyTo(series, rule), caller.Name, ct));
    }

    private static async Task<Results<Ok<DeletedSeriesResponse>, ApiProblem>> DeleteAsync(Guid seriesId, string? posts, Caller caller, DeleteSeries deleteSeries, CancellationToken ct)
    {
        if (posts is not (null or "keep" or "unscheduled")) return ApiProblem.ForField("posts", "expected is one of keep, unscheduled");
        return await deleteSeries.RunAsync(caller.WorkspaceId, seriesId, unschedule: posts == "unscheduled", caller.Name, ct) is { } unscheduled
            ? TypedResults.Ok(new DeletedSeriesResponse(unscheduled))
            : ApiProblem.NotFound("series");
    }

    private static IResult Answer(SeriesResult result, bool created = false) => result switch
    {
        SeriesResult.Saved saved when created => TypedResults.Created($"/api/v1/series/{saved.Series.Id}", SeriesResponse.From(saved.Series)),
        SeriesResult.Saved saved => TypedResults.Ok(SeriesResponse.From(saved.Series)),
        SeriesResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, 422, refused.Code),
        SeriesResult.NotFound => ApiProblem.NotFound("series"),
        _ => throw new UnreachableException(),
    };
}
