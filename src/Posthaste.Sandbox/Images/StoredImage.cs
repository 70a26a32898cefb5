namespace Posthaste.Sandbox.Images;

/// <summary>A picture the sandbox fetched and took.</summary>
/// <param name="Bytes">As fetched; the gallery serves these.</param>
/// <param name="Sha256">Of the bytes, lower-case hex.</param>
/// <param name="Width">As shown, after turning by the EXIF orientation.</param>
/// <param name="Height">As shown, after turning by the EXIF orientation.</param>
internal sealed record StoredImage(byte[] Bytes, string Sha256, int Width, int Height);
