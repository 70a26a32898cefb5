using System.Security.Cryptography;

namespace Posthaste.Workspaces.Members;

/// <summary>Codes for the day the phone is lost: each signs in once in the place of an authenticator's.</summary>
internal static class RecoveryCodes
{
    public const int Count = 10;

    // 80 bits: too many to try even for who has the hashes.
    private const int Bytes = 10;

    /// <returns>Such as <c>ABCD-EFGH-JKLM-NPQR</c>.</returns>
    public static IReadOnlyList<ShownOnce> New() => [.. Enumerable.Range(0, Count).Select(_ => new ShownOnce(Grouped(Base32.Encode(RandomNumberGenerator.GetBytes(Bytes)))))];

    /// <summary>Takes it as people write it: small letters, other dashes or none.</summary>
    public static string HashOf(string code) => ShownOnce.HashOf(Grouped(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));

    private static string Grouped(string letters) => string.Join('-', letters.Chunk(4).Select(four => new string(four)));
}
