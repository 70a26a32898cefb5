using System.Globalization;

namespace Posthaste.Media.Fitness;

// What is asked of videos only.
public static partial class CheckFitness
{
    private static readonly string[] s_hdr = ["smpte2084", "arib-std-b67"];

    /// <summary>PQ or HLG: shown as if it were ordinary video it looks grey.</summary>
    internal static bool IsHdr(MediaDetails details) => s_hdr.Contains(details.ColourTransfer);

    private static IEnumerable<Found> CheckVideo(MediaItem item, VideoSpec spec, string name)
    {
        if (!spec.ContentTypes.Contains(item.ContentType)) yield return new(FitnessRule.Type, $"is {item.ContentType}; {name} takes {List(spec.ContentTypes)}.");
        if (!spec.Codecs.Contains(item.Codec)) yield return new(FitnessRule.Codec, $"has its pictures in {item.Codec}; {name} takes {List(spec.Codecs)}.");
        foreach (var found in CheckBytes(item, spec.MaxBytes, name)) yield return found;
        foreach (var found in CheckFrame(item.Width, item.Height, spec.Frame, name)) yield return found;
        foreach (var found in CheckLength(item.DurationMs, spec, name)) yield return found;
        foreach (var found in CheckPictures(item.Details, spec, name)) yield return found;
        foreach (var found in CheckAudio(item.Details, spec, name)) yield return found;

        if (item.Details.MoovFirst == false && spec.NeedsMoovFirst)
            yield return new(FitnessRule.IndexLast, $"has its index behind the pictures; {name} takes it before them (\"fast start\").");
        if (item.Details.EditList == true && !spec.TakesEditLists)
            yield return new(FitnessRule.EditList, $"has an edit list; {name} takes none.");
    }

    /// <summary>Nothing here is fixable: which part of a video may be left out is not for a server to choose.</summary>
    private static IEnumerable<Found> CheckLength(long? durationMs, VideoSpec spec, string name)
    {
        if (durationMs is not { } length)
        {
            if (spec.MinDuration is not null || spec.MaxDuration is not null)
                yield return new(FitnessRule.LengthUnknown, $"does not say how long it is; {name} takes {Range(spec)}.");
            yield break;
        }
        if (length + spec.LengthSlack.TotalMilliseconds < spec.MinDuration?.TotalMilliseconds)
            yield return new(FitnessRule.TooShort, $"lasts {Seconds(length)}; {name} takes {Seconds(spec.MinDuration.Value)} at least.", Fixable: false);
        if (length - spec.LengthSlack.TotalMilliseconds > spec.MaxDuration?.TotalMilliseconds)
            yield return new(FitnessRule.TooLong, $"lasts {Seconds(length)}; {name} takes {Seconds(spec.MaxDuration.Value)} at most. Cut it.", Fixable: false);
    }

    private static IEnumerable<Found> CheckPictures(MediaDetails details, VideoSpec spec, string name)
    {
        if (details.PixelFormat is { } format && !spec.PixelFormats.Contains(format))
            yield return new(FitnessRule.PixelFormat, $"stores its pictures as {format}; {name} takes {List(spec.PixelFormats)}.");
        if (IsHdr(details) && !spec.TakesHdr)
            yield return new(FitnessRule.Hdr, $"has a high dynamic range ({details.ColourTransfer}); {name} takes ordinary video only.");
        if (details.FieldOrder is not (null or "progressive" or "unknown") && !spec.TakesInterlaced)
            yield return new(FitnessRule.Interlaced, $"is interlaced ({details.FieldOrder}); {name} takes whole frames.");
        if (details.PixelAspect is not (null or "1:1" or "0:1"))
            yield return new(FitnessRule.PixelsNotSquare, $"has pixels of {details.PixelAspect}; {name} shows them as 1:1, distorted.");

        if (details.FrameRate + spec.FrameRateSlack < spec.MinFrameRate)
            yield return new(FitnessRule.FrameRateLow, $"has {Rate(details.FrameRate)} frames per second; {name} takes {Rate(spec.MinFrameRate)} at least.");
        if (details.FrameRate - spec.FrameRateSlack > spec.MaxFrameRate)
            yield return new(FitnessRule.FrameRateHigh, $"has {Rate(details.FrameRate)} frames per second; {name} takes {Rate(spec.MaxFrameRate)} at most.");
        if (details.BitRate > spec.MaxBitRate)
            yield return new(FitnessRule.BitRate, $"has {Bits(details.BitRate)}; {name} takes {Bits(spec.MaxBitRate)} at most.");
    }

    private static IEnumerable<Found> CheckAudio(MediaDetails details, VideoSpec spec, string name)
    {
        if (details.AudioCodec is not { } codec)
        {
            if (spec.NeedsAudio) yield return new(FitnessRule.AudioMissing, $"has no sound (0 tracks); {name} needs 1.", Fixable: false);
            yield break;
        }
        if (!spec.AudioCodecs.Contains(codec)) yield return new(FitnessRule.AudioCodec, $"has its sound in {codec}; {name} takes {List(spec.AudioCodecs)}.");
        if (details.AudioSampleRate > spec.MaxAudioSampleRate)
            yield return new(FitnessRule.AudioSampleRate, $"has sound of {N(details.AudioSampleRate.Value)} Hz; {name} takes {N(spec.MaxAudioSampleRate.Value)} Hz at most.");
        if (details.AudioChannels > spec.MaxAudioChannels)
            yield return new(FitnessRule.AudioChannels, $"has {details.AudioChannels} sound channels; {name} takes {spec.MaxAudioChannels} at most.");
        if (details.AudioBitRate > spec.MaxAudioBitRate)
            yield return new(FitnessRule.AudioBitRate, $"has sound of {Bits(details.AudioBitRate)}; {name} takes {Bits(spec.MaxAudioBitRate)} at most.");
    }

    private static string Range(VideoSpec spec) => (spec.MinDuration, spec.MaxDuration) switch
    {
        ({ } least, { } most) => $"{Seconds(least)} to {Seconds(most)}",
        ({ } least, null) => $"{Seconds(least)} at least",
        (_, { } most) => $"{Seconds(most)} at most",
        _ => "any length",
    };

    private static string Seconds(TimeSpan length) => Seconds((long)length.TotalMilliseconds);

    /// <summary>To the millisecond, or "60 seconds" would be refused where 60 are allowed.</summary>
    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture) + " seconds";

    private static string Rate(double? rate) => (rate ?? 0).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Bits(long? perSecond) =>
        perSecond >= 1_000_000
            ? ((perSecond ?? 0) / 1e6m).ToString("0.###", CultureInfo.InvariantCulture) + " Mbit/s"
            : ((perSecond ?? 0) / 1e3m).ToString("0.###", CultureInfo.InvariantCulture) + " kbit/s";
}
