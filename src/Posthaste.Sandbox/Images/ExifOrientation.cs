using System.Buffers.Binary;

namespace Posthaste.Sandbox.Images;

/// <summary>Finds the one EXIF value that matters here.</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;

    /// <param name="tiff">The EXIF segment after its <c>Exif\0\0</c>.</param>
    /// <returns>1 to 8; 1 where there is none or it cannot be read.</returns>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8)) return 1;
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return 1;
        var entries = tiff[(int)directory..];
        var count = Word(entries, little);
        for (var i = 0; i < count && 2 + (i + 1) * 12 <= entries.Length; i++)
        {
            var entry = entries.Slice(2 + i * 12, 12);
            if (Word(entry, little) != Tag) continue;
            return Word(entry[8..], little) is >= 1 and <= 8 and var orientation ? orientation : 1;
        }
        return 1;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
