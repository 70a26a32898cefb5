using Posthaste.Platforms;

namespace Posthaste.Posts;

/// <summary>What became of what a person wanted of a post. In every case but the first, nothing was changed.</summary>
public abstract record PostResult
{
    private PostResult() { }

    /// <param name="Post">As it is now.</param>
    /// <param name="Warnings">What its author should know; none of it blocks.</param>
    public sealed record Saved(Post Post, IReadOnlyList<Finding> Warnings) : PostResult;

    /// <summary>Something in the request or the content must be mended. 422.</summary>
    /// <param name="Findings">Hints are among them; at least one blocks.</param>
    public sealed record Invalid(IReadOnlyList<Finding> Findings) : PostResult;

    /// <summary>The state of the post, or of one of its jobs, does not allow it. 409.</summary>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    /// <param name="OtherPostId">With <c>conflict</c>, the post that is too close.</param>
    public sealed record Refused(string Code, string Message, Guid? OtherPostId = null) : PostResult;

    /// <summary>A file is still being made fit; the work goes on. 409 <c>media_preparing</c>, to be asked again in a few seconds.</summary>
    /// <param name="Message">For a person: which, and how far it is.</param>
    public sealed record Preparing(string Message) : PostResult
    {
        public const string Code = "media_preparing";

        internal static Preparing For(IEnumerable<Finding> files) =>
            new($"{string.Join(' ', files.Select(finding => finding.Message).Distinct())} Nothing was changed, and the work goes on: try again in a few seconds.");
    }

    /// <summary>Not by this person, or not on this server. 403.</summary>
    public sealed record NotAllowed(string Code, string Message) : PostResult;

    /// <summary>Somebody changed it since the version that the caller has seen. 412.</summary>
    public sealed record Conflict(long CurrentVersion) : PostResult;

    public sealed record NotFound : PostResult;
}
