using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Posts;
using Posthaste.Posts.Comments;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Posts;

/// <summary>What the people of a workspace say to each other about a post.</summary>
internal static class CommentsApi
{
    public static void MapComments(this RouteGroupBuilder posts)
    {
        var comments = posts.MapGroup("/{postId:guid}/comments");

        comments.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListComments").WithSummary("Lists comments on a post, oldest first, deleted ones without their words.").Fails(404);
        comments.MapPost("/", AddAsync).Needs(Right.CommentOnPosts).WithName("AddComment").WithSummary("Comments on a post.").Fails(404, 422);
        comments.MapPatch("/{commentId:guid}", EditAsync).Needs(Right.CommentOnPosts).WithName("EditComment").WithSummary("Changes a comment of one's own, within 15 minutes.").Fails(404, 409, 422);
        comments.MapDelete("/{commentId:guid}", DeleteAsync).Needs(Right.CommentOnPosts).WithName("DeleteComment").WithSummary("Deletes a comment: one's own, or any for who manages the workspace.").Fails(404, 409);
    }

    private static async Task<Results<Ok<Page<CommentResponse>>, ApiProblem>> ListAsync(
        Guid postId, int? limit, string? cursor, Caller caller, IPostStore posts, ICommentStore comments, CancellationToken ct)
    {
        if (Paging.Check(limit) is { } wrong) return wrong;
        if (!Cursor.TryDecode(cursor, out var after)) return Paging.BadCursor();
        if (await posts.FindAsync(caller.WorkspaceId, postId, ct) is null) return ApiProblem.NotFound("post");
        var size = limit ?? Paging.DefaultLimit;
        var found = await comments.ListAsync(postId, after, size + 1, ct);
        var page = found.Take(size).ToArray();
        return TypedResults.Ok(new Page<CommentResponse>([.. page.Select(CommentResponse.From)], found.Count > size ? Cursor.Encode(page[^1].CreatedAt, page[^1].Id) : null));
    }

    private static async Task<Results<Created<CommentResponse>, ApiProblem>> AddAsync(Guid postId, AddCommentRequest request, Caller caller, AddComment addComment, CancellationToken ct)
    {
        var wanted = new NewComment { WorkspaceId = caller.WorkspaceId, PostId = postId, Text = request.Text, ReplyTo = request.ReplyTo, Author = AuthorOf(caller) };
        return await addComment.RunAsync(wanted, ct) switch
        {
            CommentResult.Saved saved => TypedResults.Created($"/api/v1/posts/{postId}/comments/{saved.Comment.Id}", CommentResponse.From(saved.Comment)),
            var other => Problem(other),
        };
    }

    private static async Task<Results<Ok<CommentResponse>, ApiProblem>> EditAsync(
        Guid postId, Guid commentId, EditCommentRequest request, Caller caller, EditComment editComment, CancellationToken ct) =>
        await editComment.RunAsync(caller.WorkspaceId, postId, commentId, request.Text, AuthorOf(caller), ct) switch
        {
            CommentResult.Saved saved => TypedResults.Ok(CommentResponse.From(saved.Comment)),
            var other => Problem(other),
        };

    private static async Task<Results<NoContent, ApiProblem>> DeleteAsync(Guid postId, Guid commentId, Caller caller, DeleteComment deleteComment, CancellationToken ct) =>
        await deleteComment.RunAsync(caller.WorkspaceId, postId, commentId, AuthorOf(caller), ofOthers: caller.Rights.Contains(Right.ManageWorkspace), ct) switch
        {
            CommentResult.Saved => TypedResults.NoContent(),
            var other => Problem(other),
        };

    private static CommentAuthor AuthorOf(Caller caller) => new(caller.Id, caller.Name);

    private static ApiProblem Problem(CommentResult result) => result switch
    {
        CommentResult.Invalid invalid => ApiProblem.ForField(invalid.Finding.Field, invalid.Finding.Message, StatusCodes.Status422UnprocessableEntity, invalid.Finding.Code),
        CommentResult.Refused refused => new ApiProblem(StatusCodes.Status409Conflict, refused.Code, refused.Message),
        CommentResult.NotAllowed notAllowed => new ApiProblem(StatusCodes.Status403Forbidden, notAllowed.Code, notAllowed.Message),
        CommentResult.NotFound notFound => ApiProblem.NotFound(notFound.What),
        _ => throw new UnreachableException(),
    };
}

/// <summary>A comment to be written.</summary>
public sealed record AddCommentRequest
{
    /// <summary>1 to 2,000 characters. <c>@</c> with a member's name or e-mail mentions them.</summary>
    public required string Text { get; init; }

    /// <summary>A comment on the same post that this one answers.</summary>
    public Guid? ReplyTo { get; init; }
}

/// <summary>A comment as it should be.</summary>
public sealed record EditCommentRequest
{
    /// <summary>1 to 2,000 characters.</summary>
    public required string Text { get; init; }
}

/// <summary>What somebody said about a post.</summary>
public sealed record CommentResponse
{
    public required Guid Id { get; init; }

    /// <summary>Of the member or key.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>A member by e-mail, a key by its name.</summary>
    public required string Author { get; init; }

    /// <summary>The comment that it answers.</summary>
    public required Guid? ReplyTo { get; init; }

    /// <summary>Null once deleted.</summary>
    public required string? Text { get; init; }

    /// <summary>Ids of the members that the text mentions.</summary>
    public required IReadOnlyList<Guid> Mentions { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where it stands as it was written.</summary>
    public required DateTimeOffset? EditedAt { get; init; }

    public required DateTimeOffset? DeletedAt { get; init; }
    public required string? DeletedBy { get; init; }

    internal static CommentResponse From(PostComment comment) => new()
    {
        Id = comment.Id,
        AuthorId = comment.Author.Id,
        Author = comment.Author.Name,
        ReplyTo = comment.ReplyTo,
        Text = comment.DeletedAt is null ? comment.Text : null,
        Mentions = comment.Mentions,
        CreatedAt = comment.CreatedAt,
        EditedAt = comment.EditedAt,
        DeletedAt = comment.DeletedAt,
        DeletedBy = comment.DeletedBy,
    };
}
