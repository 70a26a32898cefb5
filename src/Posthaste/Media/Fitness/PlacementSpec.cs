namespace Posthaste.Media.Fitness;

/// <summary>What one placement of a network takes, as data. The networks supply these; a limit that is null is none.</summary>
public sealed record PlacementSpec
{
    /// <summary>Stands in sentences behind the limit: "an Instagram reel".</summary>
    public required string Name { get; init; }

    /// <summary>Null where the placement takes no pictures.</summary>
    public ImageSpec? Image { get; init; }

    /// <summary>Null where the placement takes no videos.</summary>
    public VideoSpec? Video { get; init; }

    /// <summary>Rules (of <see cref="FitnessRule"/>) that the network mends or tolerates: told to people, but not in the way.</summary>
    public IReadOnlyList<string> Advisory { get; init; } = [];
}

/// <summary>Sides in pixels as displayed, and their relation. Both ends belong to what is allowed.</summary>
public sealed record FrameSpec
{
    public int? MinWidth { get; init; }

    public int? MaxWidth { get; init; }

    public int? MinHeight { get; init; }

    public int? MaxHeight { get; init; }

    /// <summary>The tallest shape allowed.</summary>
    public Aspect? MinAspect { get; init; }

    /// <summary>The widest shape allowed.</summary>
    public Aspect? MaxAspect { get; init; }
}

/// <summary>What a placement takes of pictures. Renditions are always baseline sRGB JPEGs, so JPEG should be among the types.</summary>
public sealed record ImageSpec
{
    public IReadOnlyList<string> ContentTypes { get; init; } = ["image/jpeg"];

    public long? MaxBytes { get; init; }

    public FrameSpec Frame { get; init; } = new();

    /// <summary>As libvips names them; grey (<c>b-w</c>) counts as sRGB.</summary>
    public IReadOnlyList<string> ColourSpaces { get; init; } = ["srgb", "b-w"];

    /// <summary>Progressive JPEGs and interlaced PNGs.</summary>
    public bool TakesInterlaced { get; init; }

    public bool TakesAnimated { get; init; }

    public bool TakesTransparent { get; init; } = true;

    /// <summary>JPEGs with further pictures behind the first (MPO; also gain maps of phones).</summary>
    public bool TakesMultiPicture { get; init; }
}

/// <summary>What a placement takes of videos. Renditions are always H.264/AAC in MP4, so these should be among the lists.</summary>
public sealed record VideoSpec
{
    public IReadOnlyList<string> ContentTypes { get; init; } = ["video/mp4"];

    /// <summary>As ffprobe names them.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = ["h264"];

    public IReadOnlyList<string> PixelFormats { get; init; } = ["yuv420p"];

    public long? MaxBytes { get; init; }

    public FrameSpec Frame { get; init; } = new();

    public TimeSpan? MinDuration { get; init; }

    public TimeSpan? MaxDuration { get; init; }

    /// <summary>As much shorter or longer is still taken: what a probe measures has rounding of its own. Default none.</summary>
    public TimeSpan LengthSlack { get; init; }

    /// <summary>Frames per second.</summary>
    public double? MinFrameRate { get; init; }

    public double? MaxFrameRate { get; init; }

    /// <summary>As many fewer or more are still taken, for the same reason. Default none.</summary>
    public double FrameRateSlack { get; init; }

    /// <summary>Bits per second of the pictures, on average.</summary>
    public long? MaxBitRate { get; init; }

    public bool TakesInterlaced { get; init; }

    public bool TakesHdr { get; init; }

    /// <summary>The index must lie before the pictures.</summary>
    public bool NeedsMoovFirst { get; init; }

    public bool TakesEditLists { get; init; } = true;

    public bool NeedsAudio { get; init; }

    public IReadOnlyList<string> AudioCodecs { get; init; } = ["aac"];

    /// <summary>Hertz.</summary>
    public int? MaxAudioSampleRate { get; init; }

    public int? MaxAudioChannels { get; init; }

    /// <summary>Bits per second.</summary>
    public long? MaxAudioBitRate { get; init; }
}
