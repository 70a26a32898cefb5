namespace Posthaste.Sandbox.Ledger;

/// <summary>A post that went live.</summary>
internal sealed record LedgerPost
{
    public required int Seq { get; init; }

    public required string MediaId { get; init; }

    public required string ContainerId { get; init; }

    public required string AccountId { get; init; }

    /// <summary>FEED, STORY or REELS.</summary>
    public required string ProductType { get; init; }

    /// <summary>IMAGE, VIDEO or CAROUSEL_ALBUM.</summary>
    public required string MediaType { get; init; }

    public required string? Caption { get; init; }

    /// <summary>SHA-256 of the bytes fetched, lower-case hex; of the first picture of a carousel. Null where there is only video.</summary>
    public required string? ImageSha256 { get; init; }

    /// <summary>Of every picture, in order.</summary>
    public required IReadOnlyList<string> ImageSha256s { get; init; }

    /// <summary>Of the video, or of a carousel's first one; null where there is none.</summary>
    public required string? VideoSha256 { get; init; }

    /// <summary>Of every picture and video, in order.</summary>
    public required IReadOnlyList<string> MediaSha256s { get; init; }

    public required DateTimeOffset LiveAt { get; init; }

    public required string Username { get; init; }

    public required string Shortcode { get; init; }
}

/// <summary>A comment or reply that was made.</summary>
internal sealed record LedgerComment
{
    public required int Seq { get; init; }

    public required string CommentId { get; init; }

    public required string MediaId { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The comment this is a reply to; null at the top level.</summary>
    public required string? ParentId { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }
}
