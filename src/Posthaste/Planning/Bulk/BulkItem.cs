using Posthaste.Posts;

namespace Posthaste.Planning.Bulk;

/// <summary>What became of one post of many, or would become of it.</summary>
/// <param name="PostId">Which.</param>
/// <param name="Wanted">The time it was to get; null where the change gives none, or it has none to be moved from.</param>
/// <param name="Result">As with one post.</param>
public sealed record BulkItem(Guid PostId, DateTimeOffset? Wanted, PostResult Result)
{
    /// <summary>A time at which it fits; only in a rehearsal, where it does not fit at the one it was to get.</summary>
    public DateTimeOffset? ProposedAt { get; init; }

    /// <summary>Too close to another post, or over a limit of its channel: another time would help.</summary>
    internal bool IsCrowded => Result is PostResult.Refused { Code: "conflict" }
        || (Result is PostResult.Saved saved && saved.Warnings.Any(warning => warning.Code == "quota_exceeded"));
}
