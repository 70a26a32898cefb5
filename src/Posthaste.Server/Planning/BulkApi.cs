using Posthaste.Planning.Bulk;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Planning;

/// <summary>The same for many posts.</summary>
internal static class BulkApi
{
    /// <param name="posts">The group <c>/posts</c>.</param>
    public static void MapBulk(this IEndpointRouteBuilder posts) =>
        posts.MapPost("/bulk", ChangeAsync).Needs(Right.Read).WithName("ChangePosts").WithSummary("Does the same to many posts, each by itself, or says what would happen.")
            .WithMetadata(new CommitsByItself()).Produces<ChangedPostsResponse>(200).Fails(422);

    private static async Task<IResult> ChangeAsync(
        ChangePostsRequest request, Caller caller, ChangePosts changePosts, RehearseChange rehearseChange, IdempotentCommit commit, CancellationToken ct)
    {
        if (request.Read(out var change) is { } wrong) return wrong;
        if (RightsCheck.Missing(caller, request.Right) is { } missing) return missing;
        // Each post is a commit of its own; the answer is kept after the last. What was done is not done again: versions have gone on.
        await commit.HashBodyAsync(ct);
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        var items = request.DryRun
            ? await rehearseChange.RunAsync(caller.WorkspaceId, request.PostIds, change, caller.Name, ct)
            : await changePosts.RunAsync(caller.WorkspaceId, request.PostIds, change, caller.Name, ct);
        var answer = new ChangedPostsResponse { Items = [.. items.Select(item => ChangedPostResponse.From(item, request.DryRun))] };
        return (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(TypedResults.Ok(answer)), ct))!;
    }
}
