using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>What the channel's other jobs make of the posts that could be this job's.</summary>
/// <param name="Bound">Remote ids of posts that are theirs.</param>
/// <param name="Contested">The one post that is left may be theirs as well as this job's: one of them made a call like it, and nobody
/// knows yet which post came of that.</param>
internal sealed record OtherClaims(IReadOnlySet<string> Bound, bool Contested = false)
{
    public static OtherClaims None { get; } = new(new HashSet<string>());

    /// <summary>The matches that belong to nobody yet.</summary>
    public IReadOnlyList<RemotePost> LeaveOf(Evidence seen) => [.. seen.Matches.Where(match => !Bound.Contains(match.RemoteId))];
}
