using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Login;

/// <summary><c>signed_request</c>: a signature and what it signs, both base64url, with a dot between.</summary>
internal static class SignedRequest
{
    public static string Make(string secret, string userId, DateTimeOffset now)
    {
        var payload = new JsonObject { ["user_id"] = userId, ["algorithm"] = "HMAC-SHA256", ["issued_at"] = now.ToUnixTimeSeconds() };
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text));
        return string.Create(CultureInfo.InvariantCulture, $"{Base64Url.EncodeToString(signature)}.{text}");
    }
}
