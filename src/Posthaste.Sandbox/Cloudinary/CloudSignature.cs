using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Sandbox.Cloudinary;

/// <summary>Checks a call's signature as Cloudinary does: over all parameters but file, api_key, resource_type, cloud_name and signature,
/// sorted, with the secret behind them; SHA-1, or SHA-256 by its length; good for an hour.</summary>
internal static class CloudSignature
{
    private static readonly string[] s_unsigned = ["file", "api_key", "resource_type", "cloud_name", "signature"];

    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Check(IReadOnlyDictionary<string, string> form, DateTimeOffset now)
    {
        if (form.GetValueOrDefault("api_key") != CloudWorld.ApiKey) return "unknown api_key";
        if (!long.TryParse(form.GetValueOrDefault("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return "Missing required parameter - timestamp";
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > 3600) return $"Stale request - reported time is {seconds} which is more than 1 hour ago";
        var text = string.Join('&', form.Where(pair => !s_unsigned.Contains(pair.Key) && pair.Value.Length > 0)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        var signature = form.GetValueOrDefault("signature") ?? "";
        var bytes = Encoding.UTF8.GetBytes(text + CloudWorld.ApiSecret);
#pragma warning disable CA5350 // Cloudinary's choice.
        var expected = Convert.ToHexStringLower(signature.Length == 64 ? SHA256.HashData(bytes) : SHA1.HashData(bytes));
#pragma warning restore CA5350
        return signature == expected ? null : $"Invalid Signature {signature}. String to sign - '{text}'.";
    }
}
