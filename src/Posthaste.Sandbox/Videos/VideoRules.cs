using System.Globalization;
using System.Security.Cryptography;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Videos;

/// <summary>What the platform takes as a video, judged by the file's boxes.</summary>
internal static class VideoRules
{
    public const long MaxReelBytes = 300L * 1024 * 1024;
    public const long MaxStoryBytes = 100L * 1024 * 1024;

    private const double MinSeconds = 3;
    private const double MaxReelSeconds = 15 * 60;
    private const double MaxStorySeconds = 60;

    /// <summary>Encoders round: 60 frames a second are 60.001 to some, and 3 s are 2.97.</summary>
    private const double Grace = 0.05;

    private const int MaxWidth = 1920;
    private const long MaxBitsPerSecond = 25_000_000;

    public static long MaxBytes(ContainerDraft draft) => draft.Kind is ContainerKind.Story ? MaxStoryBytes : MaxReelBytes;

    /// <returns>The video, or why it is refused.</returns>
    public static (StoredVideo? Video, VideoFailure? Failure) Judge(byte[] bytes, ContainerDraft draft, SandboxSettings settings)
    {
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'<', ..]) return (null, VideoFailure.Download("the bytes are a web page"));
        if (bytes.LongLength > MaxBytes(draft)) return (null, VideoFailure.TooLarge(bytes.LongLength));
        if (Mp4File.Read(bytes) is not { } facts) return (null, VideoFailure.Format("the file is neither MP4 nor MOV"));
        return FailureOf(facts, bytes.LongLength, draft, settings) is { } failure
            ? (null, failure)
            : (new StoredVideo(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), facts), null);
    }

    private static VideoFailure? FailureOf(Mp4Facts facts, long size, ContainerDraft draft, SandboxSettings settings)
    {
        if (!facts.IsComplete) return VideoFailure.Processing("the file ends before its data does");
        if (facts.VideoCodec is not ("avc1" or "avc3" or "hvc1" or "hev1"))
            return VideoFailure.Format($"the video codec is {facts.VideoCodec ?? "none"}, not H.264 or HEVC");
        if (facts.AudioCodec is not (null or "mp4a")) return VideoFailure.Format($"the sound codec is {facts.AudioCodec}, not AAC");
        if (facts.AudioRate > 48_000) return VideoFailure.Format($"the sound has {facts.AudioRate} Hz, more than 48000");
        if (facts.AudioChannels > 2) return VideoFailure.Format($"the sound has {facts.AudioChannels} channels, more than 2");

        var longest = draft.Kind is ContainerKind.Story ? MaxStorySeconds : MaxReelSeconds;
        if (facts.Seconds < MinSeconds - Grace || facts.Seconds > longest + Grace)
            return VideoFailure.Format(Say($"the video is {facts.Seconds:0.##} s long, not {MinSeconds} to {longest}"));
        if (facts.FramesPerSecond is < 23 - Grace or > 60 + Grace)
            return VideoFailure.Format(Say($"the video has {facts.FramesPerSecond:0.##} frames a second, not 23 to 60"));
        if (facts.Width is < 1 or > MaxWidth || facts.Height < 1) return VideoFailure.Format($"the video is {facts.Width} columns wide, not 1 to {MaxWidth}");
        if (!IsShape(facts, draft.Kind)) return VideoFailure.Shape($"the shape {facts.Width}:{facts.Height} is out of bounds");
        if (size * 8 / facts.Seconds > MaxBitsPerSecond) return VideoFailure.Format("the video has more than 25 megabits a second");

        if (settings.RequireIndexFirst && !facts.IndexFirst) return VideoFailure.Processing("the index (moov) lies behind the data");
        if (settings.RefuseEditLists && facts.HasEdits) return VideoFailure.Processing("the video is cut by an edit list");
        if (draft.Video!.ThumbOffset > 0 && draft.Video.ThumbOffset >= facts.Seconds * 1000)
            return VideoFailure.ThumbOffset($"thumb_offset {draft.Video.ThumbOffset} lies behind the end");
        return draft.Video is { AudioId: not null, VideoVolume: > 0 } && facts.AudioCodec is null
            ? VideoFailure.Music("there is music to mix in but the video has no sound; video_volume 0 would do")
            : null;
    }

    private static bool IsShape(Mp4Facts facts, ContainerKind kind) => kind switch
    {
        ContainerKind.CarouselItem => ImageRules.IsFeedShape(facts.Width, facts.Height),
        ContainerKind.Story => facts.Width <= facts.Height * 10L && facts.Height <= facts.Width * 10L,
        _ => facts.Width <= facts.Height * 10L && facts.Height <= facts.Width * 100L,
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
