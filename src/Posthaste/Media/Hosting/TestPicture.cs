using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Posthaste.Media.Hosting;

/// <summary>A small picture of noise, as a PNG. No two are the same, so none is ever a file that somebody has uploaded.</summary>
internal static class TestPicture
{
    private const int Side = 64;

    /// <summary>Of a polynomial that PNG names; one bit of the remainder at a time is quick enough for a few kilobytes.</summary>
    private const uint CrcPolynomial = 0xEDB88320;

    public static byte[] Draw()
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        // Eight bits a channel, colours, and nothing special.
        Write(png, "IHDR"u8, [.. BigEndian(Side), .. BigEndian(Side), 8, 2, 0, 0, 0]);
        Write(png, "IDAT"u8, Pixels());
        Write(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Pixels()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < Side; y++)
            {
                // Each line begins with how it is filtered: not at all.
                zlib.WriteByte(0);
                zlib.Write(RandomNumberGenerator.GetBytes(Side * 3));
            }
        }
        return packed.ToArray();
    }

    private static void Write(MemoryStream png, ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] named = [.. name, .. content];
        png.Write(BigEndian(content.Length));
        png.Write(named);
        png.Write(BigEndian((int)Crc(named)));
    }

    private static uint Crc(byte[] bytes)
    {
        var rest = uint.MaxValue;
        foreach (var value in bytes)
        {
            rest ^= value;
            for (var bit = 0; bit < 8; bit++) rest = (rest >> 1) ^ ((rest & 1) == 0 ? 0 : CrcPolynomial);
        }
        return ~rest;
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
