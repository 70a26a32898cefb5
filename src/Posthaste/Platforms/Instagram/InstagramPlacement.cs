namespace Posthaste.Platforms.Instagram;

/// <summary>What Instagram takes in one place, as data. A figure that is null is not limited, or not known.</summary>
internal sealed record InstagramPlacement
{
    /// <summary>For a person, with its article: "a reel".</summary>
    public required string Name { get; init; }

    public required MediaLimits? Picture { get; init; }

    public required VideoLimits? Video { get; init; }

    public required int MinItems { get; init; }

    public required int MaxItems { get; init; }
}

/// <summary>A range of shapes, as width to height, each bound as whole numbers so that nothing is rounded.</summary>
/// <param name="Words">For a person.</param>
internal sealed record AspectRange(int MinWidth, int MinHeight, int MaxWidth, int MaxHeight, string Words)
{
    public bool IsTooTall(long width, long height) => width * MinHeight < height * MinWidth;

    public bool IsTooWide(long width, long height) => width * MaxHeight > height * MaxWidth;
}

/// <summary>What holds for a picture, and for a video too.</summary>
internal record MediaLimits
{
    public required IReadOnlyList<string> ContentTypes { get; init; }

    public required long MaxBytes { get; init; }

    /// <summary>Outside of it the file is refused.</summary>
    public AspectRange? Aspect { get; init; }

    /// <summary>Another shape is cropped or framed.</summary>
    public AspectRange? Advised { get; init; }

    /// <summary>Below it Instagram scales up.</summary>
    public int? MinWidth { get; init; }

    /// <summary>Above it Instagram scales a picture down; a video it refuses.</summary>
    public int? MaxWidth { get; init; }
}

/// <summary>What holds for a video.</summary>
internal sealed record VideoLimits : MediaLimits
{
    public required TimeSpan MinLength { get; init; }

    public required TimeSpan MaxLength { get; init; }

    public required double MinFrameRate { get; init; }

    public required double MaxFrameRate { get; init; }

    public required IReadOnlyList<string> Codecs { get; init; }

    public required IReadOnlyList<string> AudioCodecs { get; init; }

    public required int MaxBitrateKbps { get; init; }
}
