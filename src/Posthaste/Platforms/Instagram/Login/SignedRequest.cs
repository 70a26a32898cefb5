using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Meta's <c>signed_request</c>: an HMAC-SHA256 with the app's secret and what it signs, both base64url, with a dot between.</summary>
/// <remarks>docs/platforms/instagram.md#when-a-person-removes-the-app.</remarks>
internal static class SignedRequest
{
    private const int MaxLength = 4_096;

    /// <returns>The person's id; null where the signature does not hold, or there is no secret to hold it against.</returns>
    public static string? Read(string text, string? appSecret)
    {
        if (string.IsNullOrEmpty(appSecret) || text.Length > MaxLength || text.Split('.') is not [var signature, var payload]) return null;
        if (Decode(signature) is not { Length: HMACSHA256.HashSizeInBytes } given || Decode(payload) is not { } json) return null;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.ASCII.GetBytes(payload));
        return CryptographicOperations.FixedTimeEquals(given, expected) ? UserId(json) : null;
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? UserId(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var body = document.RootElement;
            return body.Text("algorithm") == "HMAC-SHA256" ? body.Text("user_id") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
