namespace Posthaste.Sandbox.Publishing;

/// <summary>What a container becomes.</summary>
internal enum ContainerKind
{
    Image,
    CarouselItem,
    Carousel,
    Story,
    Reel,
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

    /// <summary>The label of a paid partnership; set by itself when there are sponsors.</summary>
    public bool IsPaidPartnership { get; init; }

    /// <summary>Ids of the accounts that paid.</summary>
    public IReadOnlyList<string> SponsorIds { get; init; } = [];

    /// <summary>Null for pictures and carousels.</summary>
    public VideoDraft? Video { get; init; }
}

/// <summary>The parameters only a video has.</summary>
internal sealed record VideoDraft
{
    /// <summary>Null exactly when the video is uploaded.</summary>
    public required string? Url { get; init; }

    public bool IsUploaded => Url is null;

    public string? CoverUrl { get; init; }

    /// <summary>In milliseconds; where the cover is taken from when there is no <see cref="CoverUrl"/>.</summary>
    public int ThumbOffset { get; init; }

    /// <summary>Whether a reel is among the posts of the profile too.</summary>
    public bool ShareToFeed { get; init; } = true;

    public string? AudioName { get; init; }

    /// <summary>MANUAL or SS_PERFORMANCE; null for a reel that is no trial.</summary>
    public string? TrialStrategy { get; init; }

    /// <summary>Music laid over the video.</summary>
    public string? AudioId { get; init; }

    /// <summary>Of the video's own sound, 0 to 100, when there is music.</summary>
    public int VideoVolume { get; init; } = 100;
}

/// <summary>An account marked in a picture or a video.</summary>
/// <param name="Username">Without the @.</param>
/// <param name="X">From the left, 0 to 1; null in a video, and in a story where it says none.</param>
/// <param name="Y">From the top, 0 to 1; as <paramref name="X"/>.</param>
internal sealed record UserTag(string Username, double? X, double? Y);
