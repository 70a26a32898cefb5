using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok.Login;

/// <summary>TikTok's webhooks: JSON, and a header with a time and the HMAC-SHA256 of time, dot and body with the app's secret, in hex.</summary>
/// <remarks>docs/platforms/tiktok.md#when-a-person-removes-the-app.</remarks>
internal static class TikTokEvents
{
    public const string Header = "TikTok-Signature";

    /// <summary>TikTok repeats an event for three days where it got no answer. Whether it signs it anew no page says; one that it does not is refused, and the next call finds the token dead.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>We took it back ourselves; the account may be connected again since.</summary>
    private const string ByTheApp = "5";

    /// <returns>Null where the signature does not hold or is old, or there is no secret to hold it against.</returns>
    public static NetworkEvent? Read(string body, string? signature, string? appSecret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(appSecret) || !IsSigned(body, signature, appSecret, now)) return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var told = document.RootElement;
            return new NetworkEvent(told.Word("event") == "authorization.removed" && ReasonOf(told) != ByTheApp ? told.Word("user_openid") : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSigned(string body, string? signature, string appSecret, DateTimeOffset now)
    {
        var parts = (signature ?? "").Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0].Trim(), part => part[1].Trim());
        if (parts["t"].FirstOrDefault() is not { } time || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Fresh.TotalSeconds) return false;
        var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes($"{time}.{body}"))));
        return parts["s"].Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given.ToLowerInvariant()), expected));
    }

    /// <summary>It stands in JSON within the JSON.</summary>
    private static string? ReasonOf(JsonElement told)
    {
        if (told.Word("content") is not { } text) return null;
        using var content = JsonDocument.Parse(text);
        return content.RootElement.Word("reason");
    }
}
