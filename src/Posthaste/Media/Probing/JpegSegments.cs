using System.Buffers.Binary;

namespace Posthaste.Media.Probing;

/// <summary>The marker segments before a JPEG's picture data.</summary>
internal static class JpegSegments
{
    // Files of phones have some ten; beyond this something is wrong, and enough is known.
    private const int MaxSegments = 1_000;

    /// <summary>Whether the file announces more pictures than one: an APP2 segment that begins with MPF (CIPA DC-007).</summary>
    public static bool HasFurtherPictures(string path)
    {
        using var file = File.OpenHandle(path);
        Span<byte> head = stackalloc byte[8];
        long at = 2;
        for (var n = 0; n < MaxSegments; n++)
        {
            if (RandomAccess.Read(file, head, at) < 8 || head[0] != 0xFF) return false;
            // Fill bytes, then what has no length: restart markers and the like.
            if (head[1] == 0xFF) at++;
            else if (head[1] is 0x01 or (>= 0xD0 and <= 0xD7)) at += 2;
            // Picture data, or the end.
            else if (head[1] is 0xDA or 0xD9) return false;
            else if (head[1] == 0xE2 && head[4..].SequenceEqual("MPF\0"u8)) return true;
            else at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
        }
        return false;
    }
}
