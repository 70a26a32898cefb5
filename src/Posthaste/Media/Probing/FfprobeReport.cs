using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Media.Probing;

/// <summary>What <c>ffprobe -print_format json</c> says about a file, as far as it is asked.</summary>
internal sealed record FfprobeReport
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    public List<Stream> Streams { get; init; } = [];

    public Container? Format { get; init; }

    /// <returns>Null where the text is not a report.</returns>
    public static FfprobeReport? Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<FfprobeReport>(output, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where the file has no moving picture; a cover image of a sound file is none.</returns>
    public MediaFacts? ToFacts()
    {
        var video = Streams.Find(stream => stream.CodecType == "video" && stream.Disposition?.AttachedPic != 1);
        if (video is not { Width: > 0, Height: > 0, CodecName: not null }) return null;

        var audio = Streams.Find(stream => stream.CodecType == "audio");
        var rotation = video.TurnedBy();
        var isTurned = rotation % 180 != 0;
        return new MediaFacts
        {
            Width = isTurned ? video.Height : video.Width,
            Height = isTurned ? video.Width : video.Height,
            DurationMs = Milliseconds(Format?.Duration) ?? Milliseconds(video.Duration),
            Codec = video.CodecName,
            Details = new MediaDetails
            {
                FrameRate = Fraction(video.AvgFrameRate),
                Rotation = rotation,
                BitRate = Whole(video.BitRate) ?? Whole(Format?.BitRate),
                PixelFormat = video.PixFmt,
                Profile = video.Profile,
                FieldOrder = video.FieldOrder,
                ColourTransfer = video.ColorTransfer,
                PixelAspect = video.SampleAspectRatio,
                HasLocation = Format?.Tags?.Keys.Any(name => name.Contains("location", StringComparison.OrdinalIgnoreCase)) ?? false,
                AudioCodec = audio?.CodecName,
                AudioSampleRate = (int?)Whole(audio?.SampleRate),
                AudioChannels = audio?.Channels,
                AudioBitRate = Whole(audio?.BitRate),
            },
        };
    }

    private static long? Milliseconds(string? seconds) =>
        double.TryParse(seconds, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e9 ? (long)Math.Round(value * 1000) : null;

    private static long? Whole(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;

    /// <summary>"30000/1001"; "0/0" stands for unknown.</summary>
    private static double? Fraction(string? text) =>
        text?.Split('/') is [var over, var under]
        && double.TryParse(over, CultureInfo.InvariantCulture, out var a)
        && double.TryParse(under, CultureInfo.InvariantCulture, out var b) && b > 0 && a > 0
            ? Math.Round(a / b, 3)
            : null;

    // ffprobe writes some numbers as text and "N/A" where it does not know, hence the strings.
    internal sealed record Stream
    {
        public string? CodecType { get; init; }
        public string? CodecName { get; init; }
        public string? Profile { get; init; }
        public int Width { get; init; }
        public int Height { get; init; }
        public string? SampleAspectRatio { get; init; }
        public string? PixFmt { get; init; }
        public string? FieldOrder { get; init; }
        public string? ColorTransfer { get; init; }
        public string? AvgFrameRate { get; init; }
        public string? Duration { get; init; }
        public string? BitRate { get; init; }
        public string? SampleRate { get; init; }
        public int? Channels { get; init; }
        public Flags? Disposition { get; init; }
        public Tagged? Tags { get; init; }
        public List<SideData> SideDataList { get; init; } = [];

        /// <summary>0, 90, 180 or 270. Newer ffprobe gives counter-clockwise degrees as side data, older ones a clockwise tag.</summary>
        public int TurnedBy()
        {
            var clockwise = SideDataList.Find(data => data.Rotation is not null)?.Rotation is { } counter
                ? -counter
                : double.TryParse(Tags?.Rotate, CultureInfo.InvariantCulture, out var tag) ? tag : 0;
            return (((int)Math.Round(clockwise / 90) % 4) + 4) % 4 * 90;
        }
    }

    internal sealed record Container(string? Duration, string? BitRate, Dictionary<string, string>? Tags);

    internal sealed record Flags(int AttachedPic);

    internal sealed record Tagged(string? Rotate);

    internal sealed record SideData(double? Rotation);
}
