using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Media.Hosting;

/// <summary>The path of a local copy: <c>m/{copy id}/{expiry, Unix seconds}/{signature}.jpg</c>. ASCII throughout, and
/// never the same for two copies: operators report that Instagram caches by URL and published an older picture.</summary>
internal static class SignedMediaPath
{
    public static string Create(Guid copyId, DateTimeOffset expiresAt, string extension, MediaSigningKey key)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"m/{copyId:N}/{expiresAt.ToUnixTimeSeconds()}/");
        return signed + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed + extension))) + extension;
    }

    /// <returns>Null where any character differs from the path that was given out.</returns>
    public static (Guid CopyId, DateTimeOffset ExpiresAt)? Verify(string copyId, string expires, string name, MediaSigningKey key)
    {
        if (!Guid.TryParseExact(copyId, "N", out var id)) return null;
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > MaxUnixSeconds) return null;

        // The whole path is built anew and compared: no second spelling of a number or an id gets through.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var expected = Create(id, expiresAt, Path.GetExtension(name), key);
        var isGenuine = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes($"m/{copyId}/{expires}/{name}"));
        return isGenuine ? (id, expiresAt) : null;
    }

    /// <summary>The end of the year 9999.</summary>
    private const long MaxUnixSeconds = 253_402_300_799;
}
