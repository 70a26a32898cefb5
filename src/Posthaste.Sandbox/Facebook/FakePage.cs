namespace Posthaste.Sandbox.Facebook;

/// <summary>A Facebook Page.</summary>
internal sealed record FakePage
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>As in its address; empty for a Page that has none.</summary>
    public string Username { get; init; } = "";

    /// <summary>Fixed percentage for the usage header; from 100 on, calls answer 80001.</summary>
    public int Usage { get; init; }
}

/// <summary>A picture that was sent, and may become part of a post.</summary>
internal sealed record FakePhoto
{
    public required string Id { get; init; }

    public required string PageId { get; init; }

    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    public string? AltText { get; init; }

    public required DateTimeOffset SentAt { get; init; }
}

/// <summary>A post that went live, reels left out.</summary>
internal sealed record FakePagePost
{
    /// <summary>The Page's id and the post's own, with an underscore between.</summary>
    public required string Id { get; init; }

    public required string PageId { get; init; }

    public required string Message { get; init; }

    public string? Link { get; init; }

    public string? Place { get; init; }

    public required IReadOnlyList<FakePhoto> Photos { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsDeleted { get; set; }

    public string Path => $"/pages/{PageId}/posts/{Id.Split('_')[1]}";
}
