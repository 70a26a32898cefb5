using System.Buffers.Binary;

namespace Posthaste.Media.Probing;

/// <summary>The top level of an MP4 or MOV file: whether it is all there, and in which order.</summary>
/// <param name="IsCut">A box claims to end after the file does.</param>
/// <param name="MoovFirst">The index comes before the pictures.</param>
internal sealed record Mp4Boxes(bool IsCut, bool MoovFirst)
{
    // Fragmented files have two boxes per second or so; beyond this something is wrong, and enough is known.
    private const int MaxBoxes = 100_000;

    public static Mp4Boxes Read(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        Span<byte> head = stackalloc byte[16];
        bool? moovFirst = null;
        long at = 0;
        for (var box = 0; box < MaxBoxes && at + 8 <= length; box++)
        {
            var got = RandomAccess.Read(file, head, at);
            var type = head[4..8];
            // Bytes after the last box that are none (padding, a tag of an editor) do not harm.
            if (got < 8 || type.ContainsAnyExceptInRange((byte)' ', (byte)0xFF)) break;
            if (type.SequenceEqual("moov"u8)) moovFirst ??= true;
            if (type.SequenceEqual("mdat"u8)) moovFirst ??= false;

            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 0) break; // To the end of the file.
            if (size == 1) size = got == 16 ? BinaryPrimitives.ReadInt64BigEndian(head[8..]) : 0;
            if (size < 8) break;
            if (size > length - at) return new Mp4Boxes(IsCut: true, moovFirst ?? false);
            at += size;
        }
        return new Mp4Boxes(IsCut: false, moovFirst ?? false);
    }
}
