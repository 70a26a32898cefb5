namespace Posthaste.Media;

/// <summary>Names what was sent instead of a picture or a video, so that a refusal says more than "not supported".</summary>
internal static class OtherFileTypes
{
    public static string Describe(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF"u8)) return "a PDF document";
        if (head.StartsWith("PK\u0003\u0004"u8)) return "a ZIP archive or an office document";
        if (head.StartsWith("BM"u8)) return "a BMP image";
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)) return "a TIFF or raw camera image";
        if (head.StartsWith("8BPS"u8)) return "a Photoshop document";
        if (head.StartsWith("ID3"u8)) return "an MP3 sound file";
        if (head.StartsWith("FLV"u8)) return "a Flash video";
        if (head.StartsWith("MZ"u8) || head.StartsWith("\u007fELF"u8)) return "a program";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return "a Matroska (MKV) video";
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("AVI "u8)) return "an AVI video";
        if (head.Length >= 12 && head[4..].StartsWith("ftypcrx "u8)) return "a TIFF or raw camera image";
        if (head.IndexOf("<svg"u8) >= 0) return "an SVG drawing";
        if (head.IndexOf("<html"u8) >= 0 || head.IndexOf("<!DOCTYPE html"u8) >= 0) return "a web page";
        return "a file of an unknown type";
    }
}
