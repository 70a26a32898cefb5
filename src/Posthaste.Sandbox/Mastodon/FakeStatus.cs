namespace Posthaste.Sandbox.Mastodon;

/// <summary>A post that went live.</summary>
internal sealed record FakeStatus
{
    public required string Id { get; init; }

    public required FakeMastodonUser User { get; init; }

    /// <summary>As sent.</summary>
    public required string Text { get; init; }

    public required string Visibility { get; init; }

    public required IReadOnlyList<FakeFile> Files { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the call that made it; null where it had none.</summary>
    public string? Key { get; init; }

    public bool IsDeleted { get; set; }

    public string Path => $"/@{User.Username}/{Id}";
}

/// <summary>A file that was sent, and may become part of a post.</summary>
internal sealed class FakeFile
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>image, gifv or video.</summary>
    public required string Kind { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Bytes { get; init; }

    public required string Sha256 { get; init; }

    public string? Description { get; init; }

    public string? Focus { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>It comes to nothing.</summary>
    public bool Fails { get; init; }

    /// <summary>The post it is part of; null for none.</summary>
    public string? StatusId { get; set; }
}
