using System.Security.Cryptography;

namespace Posthaste.Channels;

/// <summary>The keys that tokens are encrypted with. The newest encrypts, any of them decrypts, so that a key can be
/// changed without a moment in which tokens cannot be read.</summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;

    private readonly IReadOnlyList<RingKey> _keys;

    /// <param name="keys">Oldest first; at least one.</param>
    /// <exception cref="KeyRingException">A key is malformed, or an id is there twice.</exception>
    public KeyRing(IReadOnlyList<RingKey> keys)
    {
        if (keys.Count == 0) throw new KeyRingException("there is none");
        foreach (var key in keys)
        {
            if (key.Id.Length is 0 or > 32 || !key.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw new KeyRingException($"the id '{key.Id}' is not 1 to 32 letters, digits, - or _");
            if (key.Bytes.Length != KeyBytes) throw new KeyRingException($"key '{key.Id}' has {key.Bytes.Length} bytes instead of {KeyBytes}");
        }
        if (keys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() != keys.Count) throw new KeyRingException("two keys have the same id");
        _keys = keys;
    }

    internal RingKey Newest => _keys[^1];

    /// <summary>Reads the setting <c>Secrets:MasterKey</c>: a comma list of <c>id:base64</c>, oldest first.</summary>
    /// <exception cref="KeyRingException">It is no such list.</exception>
    public static KeyRing Parse(string setting) => new([.. setting.Split(',', StringSplitOptions.TrimEntries).Select(ParseKey)]);

    internal static RingKey NewKey(DateTimeOffset now) =>
        new($"k{now:yyyyMMddHHmmss}", RandomNumberGenerator.GetBytes(KeyBytes));

    internal RingKey? Find(ReadOnlySpan<char> id)
    {
        foreach (var key in _keys)
        {
            if (id.SequenceEqual(key.Id)) return key;
        }
        return null;
    }

    /// <summary>32 bytes for the signatures of media addresses, from the oldest key: adding one must not break the
    /// addresses that platforms were given already.</summary>
    public byte[] DeriveMediaSecret() =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _keys[0].Bytes, KeyBytes, info: "posthaste media signing v1"u8.ToArray());

    public override string ToString() => "(secret)";

    private static RingKey ParseKey(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 2) throw new KeyRingException("each key is written id:base64, with commas between keys");
        var bytes = new byte[KeyBytes + 32];
        // The text of the key stays out of the message.
        return Convert.TryFromBase64String(parts[1], bytes, out var length)
            ? new RingKey(parts[0], bytes[..length])
            : throw new KeyRingException($"key '{parts[0]}' is not base64 of {KeyBytes} bytes; `openssl rand -base64 32` makes one");
    }
}

/// <summary>One key and the name it is found by. Does not print itself.</summary>
public sealed class RingKey(string id, byte[] bytes)
{
    public string Id { get; } = id;

    internal byte[] Bytes { get; } = bytes;

    public override string ToString() => $"{Id} (secret)";
}

/// <summary>The encryption keys cannot be used; the server does not start.</summary>
public sealed class KeyRingException(string what, Exception? inner = null) : Exception($"The encryption keys (Secrets:MasterKey, or keys.json in the data folder) cannot be used: {what}.", inner);
