using Posthaste.Platforms;

namespace Posthaste.Posts.Comments;

/// <summary>What became of a comment. In every case but the first, nothing was changed.</summary>
public abstract record CommentResult
{
    private CommentResult() { }

    public sealed record Saved(PostComment Comment) : CommentResult;

    /// <summary>Something in the request must be mended. 422.</summary>
    public sealed record Invalid(Finding Finding) : CommentResult;

    /// <summary>The comment is in no state for it. 409.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : CommentResult;

    /// <summary>Not by this person. 403.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record NotAllowed(string Code, string Message) : CommentResult;

    /// <param name="What"><c>post</c> or <c>comment</c>.</param>
    public sealed record NotFound(string What) : CommentResult;
}
