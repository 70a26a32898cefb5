using System.Security.Cryptography;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Images;

/// <summary>Judges fetched bytes as the platform does: by what they are, not by what they are called.</summary>
internal static class ImageRules
{
    /// <summary>8 MiB, says the error page; the reference page says 8 MB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    public static (StoredImage? Image, GraphError? Error) Judge(FetchedMedia fetched, ContainerDraft draft, SandboxSettings settings)
    {
        var url = draft.ImageUrl;
        if (fetched.Outcome is FetchOutcome.TooSlow) return (null, GraphErrors.FetchTooSlow());
        if (fetched.Outcome is FetchOutcome.TooLarge) return (null, GraphErrors.ImageTooLarge());
        if (fetched.Outcome is FetchOutcome.Failed) return (null, GraphErrors.FetchFailed(url));
        if (settings.RequireImageContentType && !IsImageType(fetched.ContentType)) return (null, GraphErrors.FetchFailed(url));

        if (NameOfOtherFormat(fetched.Bytes) is { } format) return (null, GraphErrors.ImageFormat(format));
        if (JpegHeader.Read(fetched.Bytes) is not { IsComplete: true } jpeg) return (null, GraphErrors.FetchFailed(url));
        if (jpeg.HoldsSeveralImages) return (null, GraphErrors.ImageFormat("MPO"));
        if (jpeg.IsProgressive && settings.RefuseProgressive) return (null, GraphErrors.FetchFailed(url));

        var (width, height) = jpeg.LiesOnSide ? (jpeg.Height, jpeg.Width) : (jpeg.Width, jpeg.Height);
        // Narrower than 320 or wider than 1440 is scaled by the platform, not refused. A story may have any shape, and the
        // cover of a reel is cropped.
        if (draft.Kind is not (ContainerKind.Story or ContainerKind.Reel) && !IsFeedShape(width, height)) return (null, GraphErrors.AspectRatio(width, height));
        var hash = Convert.ToHexStringLower(SHA256.HashData(fetched.Bytes));
        return (new StoredImage(fetched.Bytes, hash, width, height), null);
    }

    /// <summary>From 4:5 to 1.91:1, both included.</summary>
    public static bool IsFeedShape(int width, int height) =>
        (long)width * 5 >= (long)height * 4 && (long)width * 100 <= (long)height * 191;

    private static bool IsImageType(string? type) => type is null || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    private static string? NameOfOtherFormat(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith([(byte)0x89, (byte)'P', (byte)'N', (byte)'G'])) return "PNG";
        if (bytes.StartsWith("GIF8"u8)) return "GIF";
        if (bytes.StartsWith("BM"u8)) return "BMP";
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) return "TIFF";
        if (bytes.Length < 12) return null;
        if (bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8)) return "WEBP";
        if (!bytes[4..].StartsWith("ftyp"u8)) return null;
        var brand = bytes[8..12];
        if (brand.SequenceEqual("avif"u8)) return "AVIF";
        return brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) ? "HEIC" : null;
    }
}
