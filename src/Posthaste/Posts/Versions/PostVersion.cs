namespace Posthaste.Posts.Versions;

/// <summary>Why a post's content was kept as it was.</summary>
public enum VersionKind
{
    /// <summary>Somebody asked for it to be approved.</summary>
    Submitted,

    /// <summary>Somebody agreed to it.</summary>
    Approved,

    /// <summary>Somebody scheduled it, or changed it while it was scheduled, where nobody has to agree: that is the approval.</summary>
    Scheduled,

    /// <summary>Somebody refused it.</summary>
    Rejected,
}

/// <summary>A post's content at a moment that people come back to. Never changed; a post keeps its newest <see cref="Kept"/>.</summary>
public sealed record PostVersion
{
    public const int Kept = 50;

    public required Guid PostId { get; init; }

    /// <summary>The post's <see cref="Post.Version"/> that the moment made; one moment each.</summary>
    public required long Version { get; init; }

    public required VersionKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, by name.</summary>
    public required string By { get; init; }

    /// <summary>Why it was rejected; else null.</summary>
    public string? Note { get; init; }

    public required PostDraft Draft { get; init; }
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>What each channel gets of it; empty unless it was signed.</summary>
    public IReadOnlyList<SignedContent> Contents { get; init; } = [];

    internal static PostVersion Submitted(Post post, string by, DateTimeOffset at) => Of(post, VersionKind.Submitted, by, at);

    internal static PostVersion Rejected(Post post, string by, DateTimeOffset at) => Of(post, VersionKind.Rejected, by, at) with { Note = post.ApprovalNote };

    internal static PostVersion Approved(Post post, CheckedPost check, string by, DateTimeOffset at) => Signed(post, VersionKind.Approved, check, by, at);

    internal static PostVersion Scheduled(Post post, CheckedPost check, string by, DateTimeOffset at) => Signed(post, VersionKind.Scheduled, check, by, at);

    private static PostVersion Signed(Post post, VersionKind kind, CheckedPost check, string by, DateTimeOffset at) =>
        Of(post, kind, by, at) with { Contents = [.. check.Contents.Select(SignedContent.Of)] };

    private static PostVersion Of(Post post, VersionKind kind, string by, DateTimeOffset at) => new()
    {
        PostId = post.Id,
        Version = post.Version,
        Kind = kind,
        At = at,
        By = by,
        Draft = post.Draft,
        PlannedAt = post.PlannedAt,
    };
}
