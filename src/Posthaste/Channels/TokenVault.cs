using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Posthaste.Platforms;

namespace Posthaste.Channels;

/// <summary>Seals tokens for the database, each under a key of its own that the master key wraps: AES-256-GCM both times, bound to the row, so that
/// one copied to another opens nothing.</summary>
/// <remarks>The form is <c>v2.&lt;master key id&gt;.&lt;wrapped key&gt;.&lt;box&gt;</c>, where a box is nonce, cipher and tag in base64url. A change of the master
/// key wraps anew and leaves the rest. The first form, <c>v1.&lt;key id&gt;.&lt;nonce&gt;.&lt;cipher + tag&gt;</c> under the master key itself, still opens.
/// docs/decisions/0017-sealed-under-keys-of-their-own.md.</remarks>
public sealed class TokenVault(KeyRing ring)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public string Seal(Secret token, Guid rowId)
    {
        // The newest key there is: one that another process is about to remove must not seal.
        ring.Refresh();
        var dataKey = RandomNumberGenerator.GetBytes(KeyRing.KeyBytes);
        var plain = Encoding.UTF8.GetBytes(token.Reveal());
        var box = Encrypt(dataKey, plain, $"posthaste token v2 {rowId:D}");
        var text = $"{Wrap(ring.Sealing, dataKey, rowId)}.{box}";
        CryptographicOperations.ZeroMemory(plain);
        CryptographicOperations.ZeroMemory(dataKey);
        return text;
    }

    /// <exception cref="SealedTokenException">The key is not on the ring, or the text is not what was sealed for this row.</exception>
    public Secret Open(string sealedToken, Guid rowId) => new(Encoding.UTF8.GetString(sealedToken.Split('.') switch
    {
        ["v2", var keyId, var wrapped, var box] => Guarded(rowId, () => Decrypt(Unwrap(keyId, wrapped, rowId), box, $"posthaste token v2 {rowId:D}")),
        ["v1", var keyId, var nonce, var box] => Guarded(rowId, () => Decrypt(Master(keyId, rowId).Bytes, Join(nonce, box), $"posthaste token v1 {rowId:D} {keyId}")),
        _ => throw new SealedTokenException(rowId, "its form is unknown"),
    }));

    /// <summary>Whether <see cref="Open"/> would.</summary>
    public bool Opens(string sealedToken, Guid rowId)
    {
        try
        {
            _ = Open(sealedToken, rowId);
            return true;
        }
        catch (SealedTokenException)
        {
            return false;
        }
    }

    /// <summary>The same token under the master key that seals now.</summary>
    /// <exception cref="SealedTokenException">The key is not on the ring, or the text is not what was sealed for this row.</exception>
    public string SealAnew(string sealedToken, Guid rowId)
    {
        if (sealedToken.Split('.') is not ["v2", var keyId, var wrapped, var box]) return Seal(Open(sealedToken, rowId), rowId);
        ring.Refresh();
        var dataKey = Guarded(rowId, () => Unwrap(keyId, wrapped, rowId));
        return $"{Wrap(ring.Sealing, dataKey, rowId)}.{box}";
    }

    /// <summary>Sealed in an older form, or under another master key than the one that seals now.</summary>
    public bool IsOutdated(string sealedToken) => !sealedToken.StartsWith($"v2.{ring.Sealing.Id}.", StringComparison.Ordinal);

    /// <returns>The id of the master key that opens it; null where its form is unknown.</returns>
    public static string? MasterKeyOf(string sealedToken) => sealedToken.Split('.') is ["v1" or "v2", var keyId, _, _] ? keyId : null;

    private static string Wrap(RingKey master, byte[] dataKey, Guid rowId) => $"v2.{master.Id}.{Encrypt(master.Bytes, dataKey, $"posthaste key v2 {rowId:D} {master.Id}")}";

    private byte[] Unwrap(string keyId, string wrapped, Guid rowId) => Decrypt(Master(keyId, rowId).Bytes, wrapped, $"posthaste key v2 {rowId:D} {keyId}");

    private RingKey Master(string keyId, Guid rowId) =>
        ring.Find(keyId) ?? throw new SealedTokenException(rowId, $"it was encrypted with key '{keyId}', which is not on the ring");

    private static string Encrypt(byte[] key, byte[] plain, string bound)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(bound));
        return Base64Url.EncodeToString(box);
    }

    private static byte[] Decrypt(byte[] key, string text, string bound)
    {
        var box = Base64Url.DecodeFromChars(text);
        if (box.Length < NonceBytes + TagBytes) throw new CryptographicException("It is cut off.");
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(bound));
        return plain;
    }

    private static string Join(string nonce, string box) => Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(nonce), .. Base64Url.DecodeFromChars(box)]);

    private static T Guarded<T>(Guid rowId, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new SealedTokenException(rowId, "it was changed, or belongs to another row", e);
        }
    }
}

/// <summary>A token cannot be opened: the key file was lost or swapped, or the row was tampered with.</summary>
public sealed class SealedTokenException(Guid rowId, string why, Exception? inner = null)
    : Exception($"What is sealed for {rowId} cannot be opened: {why}. Bring back the right keys, or connect the account again.", inner);
