using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Posts;
using Posthaste.Posts.Versions;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Posts;

/// <summary>Looking at a post before agreeing to it, and taking back what was asked for or agreed to.</summary>
internal static class ReviewApi
{
    public static void MapReview(this RouteGroupBuilder posts)
    {
        posts.MapPost("/{postId:guid}/withdraw", WithdrawAsync).Needs(Right.EditPosts).WithName("WithdrawPost").WithSummary("Takes a post that waits for approval back: it is a draft again.").Produces<PostResponse>(200).Fails(404, 409);
        posts.MapPost("/{postId:guid}/unapprove", UnapproveAsync).Needs(Right.ApprovePosts).WithName("UnapprovePost").WithSummary("Takes an approval back and cancels the post's jobs.")
            .WithMetadata(new TakesVersion()).Produces<PostResponse>(200).Fails(404, 409, 412);
        posts.MapGet("/{postId:guid}/changes", ListChangesAsync).Needs(Right.Read).WithName("ListPostChanges").WithSummary("Says what is different since it was last approved, rejected or submitted.").Fails(404);
        posts.MapGet("/{postId:guid}/versions", ListVersionsAsync).Needs(Right.Read).WithName("ListPostVersions").WithSummary("Lists what was submitted, approved and rejected, newest first.").Fails(404);
    }

    private static async Task<IResult> WithdrawAsync(Guid postId, Caller caller, WithdrawPost withdrawPost, PostAnswers answers, CancellationToken ct) =>
        await answers.FromAsync(await withdrawPost.RunAsync(caller.WorkspaceId, postId, caller.Name, ct), ct);

    private static async Task<IResult> UnapproveAsync(Guid postId, HttpRequest http, Caller caller, UnapprovePost unapprovePost, PostAnswers answers, CancellationToken ct)
    {
        if (ETags.ReadIfMatch(http, out var version) is { } wrong) return wrong;
        return await answers.FromAsync(await unapprovePost.RunAsync(caller.WorkspaceId, postId, version, caller.Name, ct), ct);
    }

    private static async Task<Results<Ok<PostChangesResponse>, ApiProblem>> ListChangesAsync(Guid postId, Caller caller, IPostStore posts, CancellationToken ct) =>
        await posts.FindAsync(caller.WorkspaceId, postId, ct) is { } post
            ? TypedResults.Ok(PostChangesResponse.From(PostChanges.Of(post, await posts.ListVersionsAsync(post.Id, ct))))
            : ApiProblem.NotFound("post");

    private static async Task<Results<Ok<Page<PostVersionResponse>>, ApiProblem>> ListVersionsAsync(Guid postId, Caller caller, IPostStore posts, CancellationToken ct) =>
        await posts.FindAsync(caller.WorkspaceId, postId, ct) is { } post
            ? TypedResults.Ok(new Page<PostVersionResponse>([.. (await posts.ListVersionsAsync(post.Id, ct)).Select(PostVersionResponse.From)], NextCursor: null))
            : ApiProblem.NotFound("post");
}
