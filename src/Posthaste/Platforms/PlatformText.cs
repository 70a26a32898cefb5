using System.Text.RegularExpressions;

namespace Posthaste.Platforms;

/// <summary>Makes a network's own words fit to be kept: they may quote a token or the signed URL of a picture.</summary>
internal static partial class PlatformText
{
    private const int Longest = 500;

    public static string Clean(string text, params ReadOnlySpan<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret)) text = text.Replace(secret, "(secret)", StringComparison.Ordinal);
        }
        text = Token().Replace(text, "$1(secret)");
        text = Address().Replace(text, "$1/…");
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    [GeneratedRegex(@"((?:access_token|appsecret_proof|client_secret)\W{1,3})[\w|.\-%]+", RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    /// <summary>Of an address only the host is kept: its path or query may be a signature.</summary>
    [GeneratedRegex(@"(https?:(?:\\?/){2}[^\s/\\""'<>?#]+)[^\s""'<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
