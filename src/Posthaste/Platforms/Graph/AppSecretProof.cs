using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Platforms.Graph;

/// <summary>Proves that the caller owns the app: hex HMAC-SHA256 of the token with the app's secret (Graph API, "Secure Graph API calls").</summary>
internal static class AppSecretProof
{
    /// <returns>The field that carries it.</returns>
    public static KeyValuePair<string, string> Of(string appSecret, Secret token)
    {
        var proof = HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(token.Reveal()));
        return KeyValuePair.Create("appsecret_proof", Convert.ToHexStringLower(proof));
    }
}
