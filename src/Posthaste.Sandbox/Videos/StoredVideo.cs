namespace Posthaste.Sandbox.Videos;

/// <summary>A video the sandbox has and took.</summary>
/// <param name="Bytes">As they came; the gallery serves these.</param>
/// <param name="Sha256">Of the bytes, lower-case hex.</param>
/// <param name="Facts">What its boxes say.</param>
internal sealed record StoredVideo(byte[] Bytes, string Sha256, Mp4Facts Facts);
