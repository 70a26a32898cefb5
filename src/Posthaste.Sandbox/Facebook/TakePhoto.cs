using System.Security.Cryptography;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Facebook;

/// <summary><c>POST /{page}/photos</c> with <c>published=false</c>: a picture that nobody sees until a post uses it.</summary>
internal static class TakePhoto
{
    private const int MaxBytes = 10_000_000;

    public static GraphAnswer Run(World world, FacebookCall call)
    {
        // What would be live at once is no preparation, and nobody here is to do it by mistake.
        if (call.Text("published") != "false") return GraphErrors.Parameter("The sandbox takes unpublished photos only.");
        if (call.File is not { Length: > 0 } file) return PageErrors.NoPicture();
        if (file.Length > MaxBytes || !IsPicture(file)) return PageErrors.NoPicture();
        var photo = new FakePhoto
        {
            Id = world.Facebook.NextObject(),
            PageId = call.Page.Id,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
            Bytes = file.Length,
            AltText = call.Text("alt_text_custom"),
            SentAt = call.ArrivedAt,
        };
        world.Facebook.Photos[photo.Id] = photo;
        return GraphAnswer.Id(photo.Id);
    }

    private static bool IsPicture(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] || bytes.StartsWith("GIF8"u8) || bytes.StartsWith("BM"u8)
        || bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8);
}
