using Posthaste.Sandbox.Images;

namespace Posthaste.Sandbox.Publishing;

/// <summary>What was sent to be published but is not a post yet.</summary>
internal sealed record FakeContainer
{
    /// <summary>An unpublished container expires this long after it was created.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required ContainerDraft Draft { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When processing ends, well or badly.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Null for a carousel, whose pictures are those of its children, and for a failed container.</summary>
    public StoredImage? Image { get; init; }

    /// <summary>The carousel's items in order.</summary>
    public IReadOnlyList<FakeContainer> Children { get; init; } = [];

    /// <summary>Why processing fails; null when it succeeds.</summary>
    public int? ErrorSubcode { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public string? MediaId { get; init; }

    /// <summary>How the container stood at a moment; a moment in the past gives the answer of a replica that is behind.</summary>
    public ContainerStatus StatusAt(DateTimeOffset at)
    {
        if (PublishedAt <= at) return ContainerStatus.Published;
        if (at >= CreatedAt + Life) return ContainerStatus.Expired;
        if (at < ReadyAt) return ContainerStatus.InProgress;
        return ErrorSubcode is null ? ContainerStatus.Finished : ContainerStatus.Error;
    }
}

/// <summary>The platform's <c>status_code</c>.</summary>
internal enum ContainerStatus
{
    InProgress,
    Finished,
    Error,
    Expired,
    Published,
}

/// <summary>What a container becomes.</summary>
internal enum ContainerKind
{
    Image,
    CarouselItem,
    Carousel,
    Story,
}

/// <summary>The parameters of a container, checked.</summary>
internal sealed record ContainerDraft
{
    public required ContainerKind Kind { get; init; }

    public string? ImageUrl { get; init; }

    public string? Caption { get; init; }

    public string? AltText { get; init; }

    public string? LocationId { get; init; }

    public IReadOnlyList<UserTag> UserTags { get; init; } = [];

    public IReadOnlyList<string> Collaborators { get; init; } = [];

    public IReadOnlyList<string> ChildIds { get; init; } = [];

    public bool IsAiGenerated { get; init; }
}

/// <summary>An account marked in a picture.</summary>
/// <param name="Username">Without the @.</param>
/// <param name="X">From the left, 0 to 1; null in a story.</param>
/// <param name="Y">From the top, 0 to 1; null in a story.</param>
internal sealed record UserTag(string Username, double? X, double? Y);
