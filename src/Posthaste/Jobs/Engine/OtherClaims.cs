using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>What the channel's other publish calls make of the posts that could be this one's.</summary>
/// <param name="Bound">Remote ids of posts that are known to be theirs.</param>
internal sealed record OtherClaims(IReadOnlySet<string> Bound)
{
    public static OtherClaims None { get; } = new(new HashSet<string>());

    /// <summary>The one post that is left may be theirs rather than this one's: such a call was made between this one and the post,
    /// and nobody knows yet which post came of it.</summary>
    public bool Contested { get; init; }

    /// <summary>Every post that is left may be theirs: calls like this one went live for certain, as many at least, and nobody knows yet which
    /// posts those are.</summary>
    public bool Explained { get; init; }

    /// <summary>The matches that are not known to be somebody else's.</summary>
    public IReadOnlyList<RemotePost> LeaveOf(Evidence seen) => [.. seen.Matches.Where(match => !Bound.Contains(match.RemoteId))];
}
