using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>What TikTok makes of a file, in the words of its <c>fail_reason</c>.</summary>
internal static class MediaJudge
{
    private const int MinSide = 360;
    private const int MaxSide = 4_096;
    private const int MaxPhotoBytes = 20 * 1024 * 1024;
    private const int MaxPhotoSide = 1_920;

    /// <summary>Encoders round.</summary>
    private const double Grace = 0.05;

    /// <returns>Null where it is taken.</returns>
    public static string? Video(byte[] bytes, FakeTikTokUser person)
    {
        // WebM, whose inside is not looked at.
        if (bytes is [0x1A, 0x45, 0xDF, 0xA3, ..]) return null;
        if (Mp4File.Read(bytes) is not { IsComplete: true } facts) return "file_format_check_failed";
        if (facts.VideoCodec is not ("avc1" or "avc3" or "hvc1" or "hev1" or "vp08" or "vp09")) return "file_format_check_failed";
        if (facts.Seconds > person.MaxVideoSeconds + Grace) return "duration_check_failed";
        if (facts.FramesPerSecond is < 23 - Grace or > 60 + Grace) return "frame_rate_check_failed";
        return facts.Width is < MinSide or > MaxSide || facts.Height is < MinSide or > MaxSide ? "picture_size_check_failed" : null;
    }

    /// <inheritdoc cref="Video"/>
    public static string? Photo(byte[] bytes)
    {
        if (bytes.Length > MaxPhotoBytes) return "file_format_check_failed";
        if (bytes.AsSpan().StartsWith("RIFF"u8) && bytes.AsSpan(8).StartsWith("WEBP"u8)) return null;
        // Other kinds of picture end as ones that could not be fetched, say reports.
        if (JpegHeader.Read(bytes) is not { IsComplete: true } header) return "photo_pull_failed";
        return Math.Max(header.Width, header.Height) > MaxPhotoSide || Math.Min(header.Width, header.Height) > 1_080 ? "picture_size_check_failed" : null;
    }
}
