using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Posthaste.Platforms;

namespace Posthaste.Channels;

/// <summary>Seals tokens for the database: AES-256-GCM, bound to the channel, so that a row copied to another channel
/// opens nothing. The form is <c>v1.&lt;key id&gt;.&lt;nonce&gt;.&lt;cipher + tag&gt;</c>, both base64url.</summary>
public sealed class TokenVault(KeyRing ring)
{
    private const string Version = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public string Seal(Secret token, Guid channelId)
    {
        var key = ring.Newest;
        var plain = Encoding.UTF8.GetBytes(token.Reveal());
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var box = new byte[plain.Length + TagBytes];
        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), Bound(channelId, key.Id));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}.{key.Id}.{Base64Url.EncodeToString(nonce)}.{Base64Url.EncodeToString(box)}";
    }

    /// <exception cref="SealedTokenException">The key is not on the ring, or the text is not what was sealed for this channel.</exception>
    public Secret Open(string sealedToken, Guid channelId)
    {
        if (sealedToken.Split('.') is not [Version, var keyId, var nonceText, var boxText]) throw new SealedTokenException(channelId, "its form is unknown");
        var key = ring.Find(keyId) ?? throw new SealedTokenException(channelId, $"it was encrypted with key '{keyId}', which is not on the ring");
        try
        {
            var nonce = Base64Url.DecodeFromChars(nonceText);
            var box = Base64Url.DecodeFromChars(boxText);
            if (nonce.Length != NonceBytes || box.Length < TagBytes) throw new SealedTokenException(channelId, "it is cut off");
            var plain = new byte[box.Length - TagBytes];
            using var aes = new AesGcm(key.Bytes, TagBytes);
            aes.Decrypt(nonce, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), plain, Bound(channelId, keyId));
            return new Secret(Encoding.UTF8.GetString(plain));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new SealedTokenException(channelId, "it was changed, or belongs to another channel", e);
        }
    }

    /// <summary>Sealed with an older key than the newest.</summary>
    public bool IsOutdated(string sealedToken) => !sealedToken.StartsWith($"{Version}.{ring.Newest.Id}.", StringComparison.Ordinal);

    private static byte[] Bound(Guid channelId, string keyId) => Encoding.UTF8.GetBytes($"posthaste token {Version} {channelId:D} {keyId}");
}

/// <summary>A channel's token cannot be opened: the key file was lost or swapped, or the row was tampered with.</summary>
public sealed class SealedTokenException(Guid channelId, string why, Exception? inner = null)
    : Exception($"The token of channel {channelId} cannot be opened: {why}. Bring back the right keys, or connect the account again.", inner);
