using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Handover;

/// <summary>A code that a person writes into a chat, so that cards go there.</summary>
internal static class LinkCode
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    // Without what looks like another one.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Twelve characters: 60 bits of chance.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 12);

    /// <summary>What is kept of it. Blanks, dashes and small letters do not matter.</summary>
    public static string HashOf(string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(plain)));
    }
}
