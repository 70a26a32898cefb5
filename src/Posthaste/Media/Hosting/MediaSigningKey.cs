using System.Security.Cryptography;

namespace Posthaste.Media.Hosting;

/// <summary>Signs the addresses of local copies. Derived, so the server's one secret can be given without being worn out.</summary>
public sealed class MediaSigningKey
{
    private readonly byte[] _key;

    /// <param name="secret">At least 32 random bytes, the same on every node and after every start.</param>
    public MediaSigningKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 32) throw new ArgumentException("A signing secret has at least 32 bytes.", nameof(secret));
        _key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, _key, salt: [], info: "posthaste media url v1"u8);
    }

    internal byte[] Sign(ReadOnlySpan<byte> message) => HMACSHA256.HashData(_key, message);
}
