using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Posthaste.Media.Probing;

/// <summary>The boxes of an MP4 or MOV file: whether it is all there, and in which order.</summary>
/// <param name="IsCut">A box claims to end after the file does.</param>
/// <param name="MoovFirst">The index comes before the pictures.</param>
/// <param name="HasEditList">A track has an <c>elst</c> box with an entry.</param>
internal sealed record Mp4Boxes(bool IsCut, bool MoovFirst, bool HasEditList)
{
    // Fragmented files have two boxes per second or so; beyond this something is wrong, and enough is known.
    private const int MaxBoxes = 100_000;

    public static Mp4Boxes Read(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        bool? moovFirst = null;
        var hasEditList = false;
        foreach (var (type, start, end) in Walk(file, 0, length))
        {
            if (type == "moov") moovFirst ??= true;
            if (type == "mdat") moovFirst ??= false;
            if (end > length) return new Mp4Boxes(IsCut: true, moovFirst ?? false, hasEditList);
            if (type == "moov") hasEditList |= FindEditList(file, start, end);
        }
        return new Mp4Boxes(IsCut: false, moovFirst ?? false, hasEditList);
    }

    private static bool FindEditList(SafeFileHandle file, long start, long end) =>
        Named(file, "trak", start, end)
            .SelectMany(track => Named(file, "edts", track.Start, track.End))
            .SelectMany(edits => Named(file, "elst", edits.Start, edits.End))
            .Any(list => CountOf(file, list.Start) > 0);

    private static IEnumerable<(string Type, long Start, long End)> Named(SafeFileHandle file, string type, long from, long to) =>
        Walk(file, from, to).Where(box => box.Type == type && box.End <= to);

    private static long CountOf(SafeFileHandle file, long start)
    {
        Span<byte> head = stackalloc byte[8];
        return RandomAccess.Read(file, head, start) == 8 ? BinaryPrimitives.ReadUInt32BigEndian(head[4..]) : 0;
    }

    /// <summary>Boxes in order, each with where its content starts and where it says it ends, which may be beyond the file.</summary>
    private static IEnumerable<(string Type, long Start, long End)> Walk(SafeFileHandle file, long from, long to)
    {
        var head = new byte[16];
        var at = from;
        for (var box = 0; box < MaxBoxes && at + 8 <= to; box++)
        {
            var got = RandomAccess.Read(file, head, at);
            // Bytes after the last box that are none (padding, a tag of an editor) do not harm.
            if (got < 8 || head.AsSpan(4, 4).ContainsAnyExceptInRange((byte)' ', (byte)0xFF)) yield break;

            var type = System.Text.Encoding.Latin1.GetString(head, 4, 4);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            var start = at + (size == 1 ? 16 : 8);
            if (size == 0) size = to - at; // To the end of the file.
            if (size == 1) size = got == 16 ? BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)) : 0;
            if (size < 8) yield break;
            // No end lies beyond what a number holds.
            yield return (type, start, size > long.MaxValue - at ? long.MaxValue : at + size);
            if (size > to - at) yield break;
            at += size;
        }
    }
}
