using System.Buffers.Binary;
using System.Text;

namespace Posthaste.Sandbox.Videos;

/// <summary>Reads MP4 and MOV files (ISO 14496-12) as far as the platform's rules need.</summary>
internal static class Mp4File
{
    /// <returns>Null when the bytes do not begin as a film file.</returns>
    public static Mp4Facts? Read(ReadOnlySpan<byte> bytes)
    {
        // Old QuickTime files have no ftyp and begin with moov, mdat or filler.
        if (bytes.Length < 8 || Encoding.Latin1.GetString(bytes.Slice(4, 4)) is not ("ftyp" or "moov" or "mdat" or "wide" or "free")) return null;
        var boxes = new Mp4Boxes(bytes);
        var seen = new List<string>();
        ReadOnlySpan<byte> moov = [];
        while (boxes.Next())
        {
            seen.Add(boxes.Type);
            if (boxes.Type == "moov" && moov.IsEmpty) moov = boxes.Content;
        }
        var tracks = ReadTracks(moov);
        var (timescale, duration) = Clock(Mp4Boxes.Find(moov, "mvhd"));
        return new Mp4Facts
        {
            Width = tracks.Video?.Width ?? 0,
            Height = tracks.Video?.Height ?? 0,
            FramesPerSecond = tracks.Video?.FramesPerSecond ?? 0,
            VideoCodec = tracks.Video?.Codec,
            HasEdits = tracks.Video?.HasEdits ?? false,
            AudioCodec = tracks.Audio?.Codec,
            AudioChannels = tracks.Audio?.Channels ?? 0,
            AudioRate = tracks.Audio?.Rate ?? 0,
            Seconds = timescale == 0 ? 0 : (double)duration / timescale,
            IndexFirst = seen.IndexOf("moov") is >= 0 and var index && index < Where(seen, "mdat"),
            IsComplete = !boxes.IsCut && !moov.IsEmpty && seen.Contains("mdat"),
        };
    }

    private static int Where(List<string> seen, string type) => seen.IndexOf(type) is >= 0 and var index ? index : int.MaxValue;

    private static (VideoTrack? Video, AudioTrack? Audio) ReadTracks(ReadOnlySpan<byte> moov)
    {
        VideoTrack? video = null;
        AudioTrack? audio = null;
        var boxes = new Mp4Boxes(moov);
        while (boxes.Next())
        {
            if (boxes.Type != "trak") continue;
            var handler = Mp4Boxes.Find(boxes.Content, "mdia", "hdlr");
            if (handler.Length < 12) continue;
            switch (Encoding.Latin1.GetString(handler.Slice(8, 4)))
            {
                case "vide":
                    video ??= ReadVideo(boxes.Content);
                    break;
                case "soun":
                    audio ??= ReadAudio(boxes.Content);
                    break;
            }
        }
        return (video, audio);
    }

    private static VideoTrack ReadVideo(ReadOnlySpan<byte> track)
    {
        var (width, height) = Size(Mp4Boxes.Find(track, "tkhd"));
        var (timescale, _) = Clock(Mp4Boxes.Find(track, "mdia", "mdhd"));
        var times = Mp4Boxes.Find(track, "mdia", "minf", "stbl", "stts");
        ulong frames = 0, ticks = 0;
        for (var at = 8; at + 8 <= times.Length; at += 8)
        {
            ulong count = Word(times, at);
            frames += count;
            ticks += count * Word(times, at + 4);
        }
        return new(Codec(track), width, height, ticks == 0 ? 0 : (double)frames * timescale / ticks, HasEdits(track));
    }

    private static AudioTrack ReadAudio(ReadOnlySpan<byte> track)
    {
        var entry = Mp4Boxes.Find(track, "mdia", "minf", "stbl", "stsd");
        if (entry.Length < 44) return new(Codec(track), 0, 0);
        return new(Codec(track), BinaryPrimitives.ReadUInt16BigEndian(entry[32..]), (int)(Word(entry, 40) >> 16));
    }

    private static string Codec(ReadOnlySpan<byte> track)
    {
        var entries = Mp4Boxes.Find(track, "mdia", "minf", "stbl", "stsd");
        return entries.Length < 16 ? "" : Encoding.Latin1.GetString(entries.Slice(12, 4));
    }

    /// <summary>From <c>tkhd</c>, in 16.16 fixed point, turned where the matrix says a quarter.</summary>
    private static (int Width, int Height) Size(ReadOnlySpan<byte> tkhd)
    {
        if (tkhd.IsEmpty) return (0, 0);
        var matrix = tkhd[0] == 1 ? 52 : 40;
        if (tkhd.Length < matrix + 44) return (0, 0);
        var (width, height) = ((int)(Word(tkhd, matrix + 36) >> 16), (int)(Word(tkhd, matrix + 40) >> 16));
        var quarterTurn = Word(tkhd, matrix) == 0 && Word(tkhd, matrix + 4) != 0;
        return quarterTurn ? (height, width) : (width, height);
    }

    /// <summary>Ticks per second and ticks in all, which <c>mvhd</c> and <c>mdhd</c> have in the same places.</summary>
    private static (uint Timescale, ulong Duration) Clock(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty) return (0, 0);
        if (header[0] == 1) return header.Length < 32 ? (0, 0) : (Word(header, 20), BinaryPrimitives.ReadUInt64BigEndian(header[24..]));
        return header.Length < 20 ? (0, 0) : (Word(header, 12), Word(header, 16));
    }

    /// <summary>One edit that only skips the encoder's delay is in nearly every file and no cut; several edits, or an empty one, are.</summary>
    private static bool HasEdits(ReadOnlySpan<byte> track)
    {
        var list = Mp4Boxes.Find(track, "edts", "elst");
        if (list.Length < 8) return false;
        var isEmpty = list[0] == 0 && list.Length >= 16 && Word(list, 12) == uint.MaxValue;
        return Word(list, 4) > 1 || isEmpty;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private sealed record VideoTrack(string Codec, int Width, int Height, double FramesPerSecond, bool HasEdits);

    private sealed record AudioTrack(string Codec, int Channels, int Rate);
}
