namespace Posthaste.Platforms;

/// <summary>What a post is made of. The words are those of the API.</summary>
public enum PostType
{
    Image,
    Carousel,
    Reel,
    Story,
    Video,
    Text,
}

/// <summary>A post as one network gets it: caption composed, media in order.</summary>
public sealed record PlatformPost
{
    public required PostType Type { get; init; }

    /// <summary>Caption and hashtags, composed within the network's limits.</summary>
    public required string Caption { get; init; }

    public required IReadOnlyList<PlatformMedia> Media { get; init; }

    public PostOptions Options { get; init; } = PostOptions.None;
}

/// <summary>One picture or video as a network gets it.</summary>
public sealed record PlatformMedia
{
    public required Guid MediaId { get; init; }
    public required string ContentType { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Null for a picture.</summary>
    public long? DurationMs { get; init; }

    public string? AltText { get; init; }

    /// <summary>Where the network can fetch it; null until hosted.</summary>
    public Uri? Url { get; init; }
}

/// <summary>The extras of a post. A network takes those it has; <see cref="IPlatform.Check"/> says which it refuses.</summary>
public sealed record PostOptions
{
    public static readonly PostOptions None = new();

    /// <summary>The network's id of a place.</summary>
    public string? LocationId { get; init; }

    public IReadOnlyList<UserTag> UserTags { get; init; } = [];

    /// <summary>Account names without the @.</summary>
    public IReadOnlyList<string> Collaborators { get; init; } = [];
}

/// <summary>A person named in a picture.</summary>
/// <param name="Username">Without the @.</param>
/// <param name="X">0.0 (left) to 1.0 (right).</param>
/// <param name="Y">0.0 (top) to 1.0 (bottom).</param>
public sealed record UserTag(string Username, double? X, double? Y);
