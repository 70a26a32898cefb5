using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Planning.Hashtags;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Planning;

/// <summary>Hashtag sets: tags that whoever writes a post takes all at once.</summary>
internal static class HashtagSetsApi
{
    public static void MapHashtagSets(this IEndpointRouteBuilder api)
    {
        var sets = api.MapGroup("/hashtag-sets").WithTags("Planning");

        sets.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListHashtagSets").WithSummary("Lists hashtag sets by name.");
        sets.MapPost("/", CreateAsync).Needs(Right.EditPosts).WithName("CreateHashtagSet").WithSummary("Makes a hashtag set.").Produces<HashtagSetResponse>(201).Fails(409, 422);
        sets.MapGet("/{hashtagSetId:guid}", GetAsync).Needs(Right.Read).WithName("GetHashtagSet").WithSummary("Reads a hashtag set.").Fails(404);
        sets.MapPatch("/{hashtagSetId:guid}", ChangeAsync).Needs(Right.EditPosts).WithName("ChangeHashtagSet").WithSummary("Gives it another name or other tags. Posts keep theirs.")
            .Produces<HashtagSetResponse>(200).Fails(404, 409, 422);
        sets.MapDelete("/{hashtagSetId:guid}", DeleteAsync).Needs(Right.EditPosts).WithName("DeleteHashtagSet").WithSummary("Deletes it. Posts keep their tags.").Fails(404);
    }

    private static async Task<Ok<Page<HashtagSetResponse>>> ListAsync(Caller caller, IHashtagSetStore sets, CancellationToken ct) =>
        TypedResults.Ok(new Page<HashtagSetResponse>([.. (await sets.ListAsync(caller.WorkspaceId, ct)).Select(HashtagSetResponse.From)], NextCursor: null));

    private static async Task<Results<Ok<HashtagSetResponse>, ApiProblem>> GetAsync(Guid hashtagSetId, Caller caller, IHashtagSetStore sets, CancellationToken ct) =>
        await sets.FindAsync(caller.WorkspaceId, hashtagSetId, ct) is { } set ? TypedResults.Ok(HashtagSetResponse.From(set)) : NotFound();

    private static async Task<IResult> CreateAsync(CreateHashtagSetRequest request, Caller caller, CreateHashtagSet createHashtagSet, CancellationToken ct) =>
        Nulls.Find(("hashtags", request.Hashtags)) ?? Answer(await createHashtagSet.RunAsync(caller.WorkspaceId, request.Name, request.Hashtags, caller.Name, ct), created: true);

    private static async Task<IResult> ChangeAsync(Guid hashtagSetId, ChangeHashtagSetRequest request, Caller caller, ChangeHashtagSet changeHashtagSet, CancellationToken ct) =>
        Nulls.Find(("hashtags", request.Hashtags)) ?? Answer(await changeHashtagSet.RunAsync(caller.WorkspaceId, hashtagSetId, request.ApplyTo, caller.Name, ct));

    private static async Task<Results<NoContent, ApiProblem>> DeleteAsync(Guid hashtagSetId, Caller caller, DeleteHashtagSet deleteHashtagSet, CancellationToken ct) =>
        await deleteHashtagSet.RunAsync(caller.WorkspaceId, hashtagSetId, caller.Name, ct) ? TypedResults.NoContent() : NotFound();

    private static IResult Answer(HashtagSetResult result, bool created = false) => result switch
    {
        HashtagSetResult.Saved saved when created => TypedResults.Created($"/api/v1/hashtag-sets/{saved.Set.Id}", HashtagSetResponse.From(saved.Set)),
        HashtagSetResult.Saved saved => TypedResults.Ok(HashtagSetResponse.From(saved.Set)),
        HashtagSetResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, refused.Code == "name_taken" ? 409 : 422, refused.Code),
        HashtagSetResult.NotFound => NotFound(),
        _ => throw new UnreachableException(),
    };

    private static ApiProblem NotFound() => ApiProblem.NotFound("hashtag set");
}
