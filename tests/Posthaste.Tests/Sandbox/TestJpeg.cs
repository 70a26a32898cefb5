using System.Buffers.Binary;
using System.Text;

namespace Posthaste.Tests.Sandbox;

/// <summary>Makes real, decodable JPEGs: one flat grey, of any size, built byte by byte so that tests need no tool.</summary>
internal static class TestJpeg
{
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="comment">Goes into the file, so that two pictures differ.</param>
    /// <param name="orientation">EXIF orientation; none where null.</param>
    /// <param name="progressive">Marks the frame as progressive. Such a file has the right markers but does not decode.</param>
    /// <param name="padding">Bytes of comment to make the file larger.</param>
    public static byte[] Make(int width, int height, string comment = "", int? orientation = null, bool progressive = false, int padding = 0)
    {
        var file = new List<byte> { 0xFF, 0xD8 };
        if (orientation is not null)
            Segment(file, 0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]);
        if (comment.Length > 0) Segment(file, 0xFE, Encoding.UTF8.GetBytes(comment));
        for (var left = padding; left > 0; left -= 60_000) Segment(file, 0xFE, new byte[Math.Min(left, 60_000)]);
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment(file, (byte)(progressive ? 0xC2 : 0xC0), [8, .. Word(height), .. Word(width), 1, 1, 0x11, 0]);
        // One code of one bit in each table: no difference to the block before, and end of block.
        byte[] oneCode = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Segment(file, 0xC4, [0x00, .. oneCode]);
        Segment(file, 0xC4, [0x10, .. oneCode]);
        Segment(file, 0xDA, [1, 1, 0, 0, 63, 0]);
        var bits = (width + 7) / 8 * ((height + 7) / 8) * 2;
        file.AddRange(new byte[bits / 8]);
        if (bits % 8 > 0) file.Add((byte)(0xFF >> bits % 8));
        file.AddRange([0xFF, 0xD9]);
        return [.. file];
    }

    private static byte[] Word(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private static void Segment(List<byte> file, byte marker, byte[] content) =>
        file.AddRange([0xFF, marker, .. Word(content.Length + 2), .. content]);
}
