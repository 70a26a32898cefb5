using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Channels.Logins;

/// <summary>256 random bits in base64url: a state, a code verifier (RFC 7636), a confirmation code. Does not print itself.</summary>
public sealed class LoginSecret(string text)
{
    /// <summary>What was made here is 43 characters long; nothing longer is looked at.</summary>
    public const int MaxLength = 100;

    private readonly string _text = text;

    public static LoginSecret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public string Reveal() => _text;

    /// <summary>What is kept of it: SHA-256 in hex. Nobody finds 256 random bits by trying, so it needs neither salt nor slowness.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));

    /// <summary>Of a verifier: S256.</summary>
    public string Challenge() => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_text)));

    public override string ToString() => "(secret)";
}
