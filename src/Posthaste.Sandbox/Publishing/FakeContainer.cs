using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Videos;

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

    /// <summary>When processing ends, well or badly. The end of time while a video is still on its way here.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>The picture, or the cover of a reel. Null for a carousel, whose pictures are those of its children, for a video
    /// without a cover and for a failed container.</summary>
    public StoredImage? Image { get; init; }

    /// <summary>Null for a picture, and until the video is here and judged good.</summary>
    public StoredVideo? Video { get; init; }

    /// <summary>How the video gets here; null for a container without one.</summary>
    public VideoIntake? Intake { get; init; }

    /// <summary>The carousel's items in order.</summary>
    public IReadOnlyList<FakeContainer> Children { get; init; } = [];

    /// <summary>Why processing fails; null when it succeeds.</summary>
    public int? ErrorSubcode { get; init; }

    /// <summary>The same in words, which only the control API tells.</summary>
    public string? ErrorReason { get; init; }

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
