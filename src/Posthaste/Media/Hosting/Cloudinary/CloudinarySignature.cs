using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Media.Hosting.Cloudinary;

/// <summary>Signs a call: SHA-1 over the parameters, sorted by name, with the secret behind them. Cloudinary takes SHA-256 too where an account
/// is set so; both are told apart there by their length.</summary>
internal static class CloudinarySignature
{
    /// <param name="parameters">Those that are signed: without file, api_key, resource_type and cloud_name.</param>
    public static string Of(IEnumerable<KeyValuePair<string, string>> parameters, string secret)
    {
        var text = string.Join('&', parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
#pragma warning disable CA5350 // The algorithm is Cloudinary's choice. What counts is that the secret stays secret.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text + secret)));
#pragma warning restore CA5350
    }
}
