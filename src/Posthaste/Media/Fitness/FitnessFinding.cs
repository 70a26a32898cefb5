namespace Posthaste.Media.Fitness;

/// <summary>One thing about a file that a placement does not take as it is.</summary>
/// <param name="Rule">One of <see cref="FitnessRule"/>; stable.</param>
/// <param name="Field">The part of the request the file came from, as the asker named it; null where none was named.</param>
/// <param name="Message">For people: the file, what was found, what is allowed.</param>
/// <param name="Blocks">False where the network takes the file all the same.</param>
/// <param name="Fixable">A rendition does not have it.</param>
public sealed record FitnessFinding(string Rule, string? Field, string Message, bool Blocks, bool Fixable);

/// <summary>The words of findings, on the wire. Never renamed.</summary>
public static class FitnessRule
{
    public const string Kind = "media_kind";
    public const string Type = "media_type";
    public const string Damaged = "media_damaged";
    public const string Bytes = "too_many_bytes";
    public const string TooNarrow = "too_narrow";
    public const string TooWide = "too_wide";
    public const string TooLow = "too_low";
    public const string TooHigh = "too_high";
    public const string AspectTooTall = "aspect_too_tall";
    public const string AspectTooWide = "aspect_too_wide";
    public const string AspectAtLimit = "aspect_at_limit";
    public const string Location = "has_location";
    public const string ColourSpace = "colour_space";
    public const string Interlaced = "interlaced";
    public const string Animated = "animated";
    public const string Transparent = "transparent";
    public const string MultiPicture = "multi_picture";
    public const string Codec = "video_codec";
    public const string PixelFormat = "pixel_format";
    public const string Hdr = "hdr";
    public const string TooShort = "too_short";
    public const string TooLong = "too_long";
    public const string LengthUnknown = "length_unknown";
    public const string FrameRateLow = "frame_rate_low";
    public const string FrameRateHigh = "frame_rate_high";
    public const string BitRate = "bit_rate_high";
    public const string PixelsNotSquare = "pixels_not_square";
    public const string IndexLast = "index_last";
    public const string EditList = "edit_list";
    public const string AudioMissing = "audio_missing";
    public const string AudioCodec = "audio_codec";
    public const string AudioSampleRate = "audio_sample_rate";
    public const string AudioChannels = "audio_channels";
    public const string AudioBitRate = "audio_bit_rate";
}
