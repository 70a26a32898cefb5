using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Workspaces.Members;

/// <summary>A secret that was just made, on its one way to the person it is for. Does not print itself.</summary>
internal sealed class ShownOnce(string text)
{
    private readonly string _text = text;

    public string Reveal() => _text;

    /// <summary>What is kept of it. 32 random bytes: nobody finds them by trying, so the hash needs neither salt nor slowness.</summary>
    public string Hash() => HashOf(_text);

    public static ShownOnce New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public override string ToString() => "(secret)";
}
