using System.Buffers.Binary;

namespace Posthaste.Sandbox.Images;

/// <summary>What a JPEG's markers say, without decoding the picture.</summary>
internal sealed record JpegHeader
{
    /// <summary>As stored, before turning.</summary>
    public required int Width { get; init; }

    /// <summary>As stored, before turning.</summary>
    public required int Height { get; init; }

    public required bool IsProgressive { get; init; }

    /// <summary>Several pictures in one file (MPO) or a stereo pair (JPS); the platform takes neither.</summary>
    public required bool HoldsSeveralImages { get; init; }

    /// <summary>The EXIF orientation, 1 to 8; 5 and above lie on their side.</summary>
    public required int Orientation { get; init; }

    /// <summary>False when the file ends before the end marker.</summary>
    public required bool IsComplete { get; init; }

    public bool LiesOnSide => Orientation >= 5;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8, 0xFF, ..];

    /// <returns>Null when the bytes are no JPEG with a size.</returns>
    public static JpegHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (!IsJpeg(bytes)) return null;
        int width = 0, height = 0, orientation = 1, position = 2;
        bool progressive = false, several = false;
        while (position + 4 <= bytes.Length)
        {
            if (bytes[position] != 0xFF) return null;
            var marker = bytes[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
            if (length < 2) return null;
            if (position + 2 + length > bytes.Length) break;
            var content = bytes.Slice(position + 4, length - 2);
            if (IsStartOfFrame(marker) && content.Length >= 6)
            {
                height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]);
                progressive = marker is 0xC2 or 0xC6 or 0xCA or 0xCE;
            }
            else if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8)) orientation = ExifOrientation.Read(content[6..]);
            else if (marker == 0xE2 && content.StartsWith("MPF\0"u8)) several = true;
            else if (marker == 0xE3 && content.StartsWith("_JPSJPS_"u8)) several = true;
            position += 2 + length;
            // After the start of scan only FF D9 ends the picture: in the coded data every FF is stuffed with a zero.
            if (marker == 0xDA) break;
        }
        if (width == 0 || height == 0) return null;
        return new JpegHeader
        {
            Width = width,
            Height = height,
            IsProgressive = progressive,
            HoldsSeveralImages = several,
            Orientation = orientation,
            IsComplete = position < bytes.Length && bytes[position..].IndexOf([(byte)0xFF, (byte)0xD9]) >= 0,
        };
    }

    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
