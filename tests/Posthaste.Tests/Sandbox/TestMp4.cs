using System.Buffers.Binary;
using System.Text;

namespace Posthaste.Tests.Sandbox;

/// <summary>Makes MP4 files whose boxes are right and whose pictures are zeros: enough for everybody who reads the index and
/// does not decode. Built byte by byte so that tests need no tool.</summary>
internal static class TestMp4
{
    private const int Timescale = 90_000;

    /// <param name="width">Pixels as stored, before turning.</param>
    /// <param name="height">Pixels as stored, before turning.</param>
    /// <param name="seconds">Length of film and tracks.</param>
    /// <param name="codec">Four letters of the video's sample entry: avc1, hvc1, vp09.</param>
    /// <param name="fps">Frames in a second.</param>
    /// <param name="bytes">Size of the whole file where it is more than the boxes need; filled up with media data.</param>
    /// <param name="moovFirst">Whether the index lies before the data.</param>
    /// <param name="audio">Four letters of the sound's sample entry; no sound track where null.</param>
    /// <param name="audioRate">Hertz, up to 65535.</param>
    /// <param name="channels">Of the sound.</param>
    /// <param name="quarterTurn">Whether the matrix turns the picture by 90 degrees.</param>
    /// <param name="edits">Entries of the video's edit list; none where 0.</param>
    /// <param name="brand">Major brand: isom, or "qt  " for MOV.</param>
    /// <param name="comment">Goes into the file, so that two videos differ.</param>
    public static byte[] Make(
        int width = 1080,
        int height = 1920,
        double seconds = 10,
        string codec = "avc1",
        double fps = 30,
        int bytes = 0,
        bool moovFirst = true,
        string? audio = "mp4a",
        int audioRate = 48_000,
        int channels = 2,
        bool quarterTurn = false,
        int edits = 0,
        string brand = "isom",
        string comment = "")
    {
        var duration = (uint)Math.Round(seconds * Timescale);
        var ftyp = Box("ftyp", Encoding.ASCII.GetBytes(brand), Word(512), "isommp42"u8.ToArray());
        var free = Box("free", Encoding.UTF8.GetBytes(comment));
        var moov = Box("moov", MovieHeader(duration), Video(width, height, duration, codec, fps, quarterTurn, edits), audio is null ? [] : Sound(audio, duration, audioRate, channels));
        var room = bytes - ftyp.Length - free.Length - moov.Length - 8;
        var mdat = Box("mdat", new byte[Math.Max(64, room)]);
        return moovFirst ? [.. ftyp, .. free, .. moov, .. mdat] : [.. ftyp, .. free, .. mdat, .. moov];
    }

    private static byte[] MovieHeader(uint duration) =>
        Box("mvhd", Word(0), Word(0), Word(0), Word(Timescale), Word(duration), Word(0x10000), [1, 0, 0, 0], Word(0), Word(0), Matrix(false), new byte[24], Word(3));

    private static byte[] Video(int width, int height, uint duration, string codec, double fps, bool quarterTurn, int edits)
    {
        var delta = (uint)Math.Max(1, Math.Round(Timescale / fps));
        var frames = Math.Max(1, (uint)Math.Round(duration / (double)delta));
        var entry = Box(codec, new byte[6], Half(1), new byte[16], Half(width), Half(height), Word(0x480000), Word(0x480000), Word(0), Half(1), new byte[32], Half(24), Half(0xFFFF));
        return Box(
            "trak",
            TrackHeader(1, duration, width, height, quarterTurn),
            edits == 0 ? [] : Box("edts", Box("elst", [Word(0), Word((uint)edits), .. Enumerable.Repeat((byte[])[.. Word(duration), .. Word(0), .. Word(0x10000)], edits)])),
            Media(duration, "vide", Box("vmhd", Word(1), new byte[8]), entry, frames, delta));
    }

    private static byte[] Sound(string codec, uint duration, int rate, int channels)
    {
        var entry = Box(codec, new byte[6], Half(1), new byte[8], Half(channels), Half(16), Word(0), Word((uint)rate << 16));
        return Box("trak", TrackHeader(2, duration, 0, 0, false), Media(duration, "soun", Box("smhd", Word(0), Word(0)), entry, 1, duration));
    }

    private static byte[] TrackHeader(uint id, uint duration, int width, int height, bool quarterTurn) => Box(
        "tkhd", Word(7), Word(0), Word(0), Word(id), Word(0), Word(duration), new byte[8], new byte[8], Matrix(quarterTurn), Word((uint)width << 16), Word((uint)height << 16));

    private static byte[] Media(uint duration, string handler, byte[] header, byte[] entry, uint samples, uint delta) => Box(
        "mdia",
        Box("mdhd", Word(0), Word(0), Word(0), Word(Timescale), Word(duration), Half(0x55C4), Half(0)),
        Box("hdlr", Word(0), Word(0), Encoding.ASCII.GetBytes(handler), new byte[12], [0]),
        Box(
            "minf",
            header,
            Box("dinf", Box("dref", Word(0), Word(1), Box("url ", Word(1)))),
            Box(
                "stbl",
                Box("stsd", Word(0), Word(1), entry),
                Box("stts", Word(0), Word(1), Word(samples), Word(delta)),
                Box("stsc", Word(0), Word(0)),
                Box("stsz", Word(0), Word(0), Word(0)),
                Box("stco", Word(0), Word(0)))));

    private static byte[] Matrix(bool quarterTurn) => quarterTurn
        ? [.. Word(0), .. Word(0x10000), .. Word(0), .. Word(0xFFFF0000), .. Word(0), .. Word(0), .. Word(0), .. Word(0), .. Word(0x40000000)]
        : [.. Word(0x10000), .. Word(0), .. Word(0), .. Word(0), .. Word(0x10000), .. Word(0), .. Word(0), .. Word(0), .. Word(0x40000000)];

    private static byte[] Box(string type, params byte[][] parts)
    {
        var size = 8 + parts.Sum(part => part.Length);
        var box = new byte[size];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)size);
        Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        var at = 8;
        foreach (var part in parts)
        {
            part.CopyTo(box, at);
            at += part.Length;
        }
        return box;
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Half(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
