using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Posthaste.Tests.Media;

/// <summary>Pictures and videos made on the spot, by the tools the library itself needs.</summary>
internal static class Samples
{
    public static byte[] Jpeg(int width = 640, int height = 360) => Picture("mjpeg", width, height);

    public static byte[] Png(int width = 640, int height = 360) => Picture("png", width, height);

    public static byte[] Gif() => Ffmpeg(["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=5", "-t", "1", "-f", "gif"]);

    public static byte[] Mp4(params string[] more) => Video([
        "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", .. more, "-f", "mp4"]);

    public static byte[] Mov() => Video(["-c:v", "mpeg4", "-c:a", "aac", "-f", "mov"]);

    public static byte[] WebM() => Ffmpeg(["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-t", "1", "-c:v", "libvpx", "-f", "webm"]);

    /// <summary>A video whose frames lie on their side, with a matrix that turns them upright.</summary>
    public static byte[] TurnedMp4() => Turned(Mp4());

    public static byte[] Turned(byte[] mp4)
    {
        var source = NewPath(".mp4");
        File.WriteAllBytes(source, mp4);
        try
        {
            return Ffmpeg(["-i", source, "-c", "copy", "-metadata:s:v", "rotate=90", "-f", "mp4"]);
        }
        finally
        {
            File.Delete(source);
        }
    }

    /// <summary>The kind of the first slice in each key frame of an H.264 video.</summary>
    public static IReadOnlyList<int> NalTypesOfKeys(string path)
    {
        var raw = Ffmpeg(["-i", "file:" + path, "-map", "0:v", "-c", "copy", "-bsf:v", "noise=drop='not(key)',h264_mp4toannexb", "-f", "h264"]);
        var types = new List<int>();
        for (var at = 0; at + 3 < raw.Length; at++)
        {
            if (raw[at] == 0 && raw[at + 1] == 0 && raw[at + 2] == 1 && (raw[at + 3] & 0x1F) is (1 or 5)) types.Add(raw[at + 3] & 0x1F);
        }
        return types;
    }

    public static byte[] SoundInMp4() => Ffmpeg(["-f", "lavfi", "-i", "sine=440", "-t", "1", "-c:a", "aac", "-f", "mp4"]);

    /// <summary>A picture in a format only libvips writes here: <c>.webp</c>, <c>.heic</c>, <c>.avif</c>.</summary>
    public static byte[] FromVips(string extension, string options = "")
    {
        var source = NewPath(".png");
        File.WriteAllBytes(source, Png());
        try
        {
            return Make("vips", target => ["copy", source, target + options], extension);
        }
        finally
        {
            File.Delete(source);
        }
    }

    /// <summary>A JPEG as for printing.</summary>
    public static byte[] Cmyk(byte[] picture)
    {
        var source = NewPath(".png");
        File.WriteAllBytes(source, picture);
        try
        {
            return Make("vips", target => ["icc_export", source, target, "--output-profile", "cmyk"], ".jpg");
        }
        finally
        {
            File.Delete(source);
        }
    }

    /// <summary>Adds an EXIF block with an orientation, a camera's name and a place, as a phone would.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation)
    {
        var tiff = new MemoryStream();
        tiff.Write("II*\0"u8);
        tiff.Write([8, 0, 0, 0, 3, 0]);
        tiff.Write([0x10, 0x01, 2, 0, 12, 0, 0, 0, 50, 0, 0, 0]);
        tiff.Write([0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0]);
        tiff.Write([0x25, 0x88, 4, 0, 1, 0, 0, 0, 62, 0, 0, 0]);
        tiff.Write([0, 0, 0, 0]);
        tiff.Write("SecretPhone\0"u8);
        // The place: 48° 12' 30" north.
        tiff.Write([2, 0]);
        tiff.Write([0x01, 0x00, 2, 0, 2, 0, 0, 0, (byte)'N', 0, 0, 0]);
        tiff.Write([0x02, 0x00, 5, 0, 3, 0, 0, 0, 92, 0, 0, 0]);
        tiff.Write([0, 0, 0, 0]);
        tiff.Write([48, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0]);
        byte[] block = [.. "Exif\0\0"u8, .. tiff.ToArray()];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(block.Length + 2));
        return [.. jpeg[..2], 0xFF, 0xE1, .. length, .. block, .. jpeg[2..]];
    }

    /// <summary>A few bytes that claim to be a picture of this size; decoding it would take gigabytes.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", new byte[64]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        var crc = uint.MaxValue;
        foreach (var value in body)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), ~crc);
        return chunk;
    }

    private static byte[] Picture(string codec, int width, int height) =>
        Ffmpeg(["-f", "lavfi", "-i", $"testsrc2=size={width}x{height}", "-frames:v", "1", "-c:v", codec, "-f", "image2"]);

    private static byte[] Video(string[] output) => Ffmpeg([
        "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30", "-f", "lavfi", "-i", "sine=440:sample_rate=44100", "-t", "2", .. output]);

    /// <summary>Four coloured quarters: red and green above, blue and yellow below.</summary>
    public static byte[] Quarters(int width, int height, string pixels = "rgb24", string codec = "png") => Ffmpeg(["-f", "lavfi", "-i", QuartersSource(width, height),
        "-frames:v", "1", "-pix_fmt", pixels, "-c:v", codec, "-f", "image2"]);

    public static string QuartersSource(int width, int height, double rate = 25) => FormattableString.Invariant(
        $"color=c=red:s={width}x{height}:r={rate},format=rgb24,drawbox=x={width / 2}:w={width}:h={height / 2}:c=lime:t=fill,drawbox=y={height / 2}:w={width / 2}:h={height}:c=blue:t=fill,drawbox=x={width / 2}:y={height / 2}:w={width}:h={height}:c=yellow:t=fill");

    public static byte[] Ffmpeg(string[] arguments) => Make("ffmpeg", target => ["-v", "error", "-y", "-timelimit", "60", .. arguments, target], ".out");

    private static byte[] Make(string tool, Func<string, string[]> arguments, string extension)
    {
        var target = NewPath(extension);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments(target)) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) SkipOrFail($"{tool} could not make a sample: {errors}");
            return File.ReadAllBytes(target);
        }
        catch (Win32Exception)
        {
            SkipOrFail($"{tool} is not installed (Debian: apt-get install ffmpeg libvips-tools).");
            throw;
        }
        finally
        {
            File.Delete(target);
        }
    }

    /// <summary>At home a missing tool is a skip; in CI it is a failure, or nobody would notice.</summary>
    private static void SkipOrFail(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private static string NewPath(string extension) => Path.Combine(Path.GetTempPath(), $"posthaste-sample-{Guid.NewGuid():N}{extension}");
}
