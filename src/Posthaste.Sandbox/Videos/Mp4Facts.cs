namespace Posthaste.Sandbox.Videos;

/// <summary>What the boxes of an MP4 or MOV file say, without decoding anything.</summary>
internal sealed record Mp4Facts
{
    /// <summary>As shown, after turning by the track's matrix. 0 without a video track.</summary>
    public required int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }

    /// <summary>Of the whole film, in seconds; 0 where it does not say, as in a fragmented file.</summary>
    public required double Seconds { get; init; }

    /// <summary>Frames in a second on average, 0 where unknown.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Four letters such as <c>avc1</c>; null without a video track.</summary>
    public required string? VideoCodec { get; init; }

    /// <summary>Four letters such as <c>mp4a</c>; null without sound.</summary>
    public required string? AudioCodec { get; init; }

    public required int AudioChannels { get; init; }

    /// <summary>In hertz.</summary>
    public required int AudioRate { get; init; }

    /// <summary>Whether the index lies before the data, so that a reader need not have the whole file.</summary>
    public required bool IndexFirst { get; init; }

    /// <summary>Whether the video track is cut by an edit list: one that does more than begin at the first frame.</summary>
    public required bool HasEdits { get; init; }

    /// <summary>False when the file ends before its data does.</summary>
    public required bool IsComplete { get; init; }
}
