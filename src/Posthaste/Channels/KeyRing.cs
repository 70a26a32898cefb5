using System.Security.Cryptography;

namespace Posthaste.Channels;

/// <summary>The keys that tokens are encrypted with. One encrypts, any of them decrypts, so that a key can be
/// changed without a moment in which tokens cannot be read.</summary>
public sealed class KeyRing
{
    internal const int KeyBytes = 32;

    private readonly Func<KeyRing>? _readAgain;
    private readonly byte[]? _mediaSecret;

    // Replaced as a whole: who is sealing meanwhile goes on with what they hold.
    private volatile Keys _keys;

    /// <param name="keys">Oldest first; at least one.</param>
    /// <param name="sealWith">The id of the key that encrypts; null for the newest.</param>
    /// <param name="mediaSecret">See <see cref="DeriveMediaSecret"/>; null derives it from the oldest key.</param>
    /// <param name="readAgain">Reads the keys again from where they are kept; null where they cannot change while the process runs.</param>
    /// <exception cref="KeyRingException">A key is malformed, an id is there twice, or none has the id <paramref name="sealWith"/>.</exception>
    public KeyRing(IReadOnlyList<RingKey> keys, string? sealWith = null, byte[]? mediaSecret = null, Func<KeyRing>? readAgain = null)
    {
        if (keys.Count == 0) throw new KeyRingException("there is none");
        foreach (var key in keys)
        {
            if (key.Id.Length is 0 or > 32 || !key.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw new KeyRingException($"the id '{key.Id}' is not 1 to 32 letters, digits, - or _");
            if (key.Bytes.Length != KeyBytes) throw new KeyRingException($"key '{key.Id}' has {key.Bytes.Length} bytes instead of {KeyBytes}");
        }
        if (keys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() != keys.Count) throw new KeyRingException("two keys have the same id");
        var sealing = sealWith is null ? keys[^1] : keys.FirstOrDefault(key => key.Id == sealWith)
            ?? throw new KeyRingException($"none of them has the id '{sealWith}' that Secrets:SealWith names");
        (_keys, _mediaSecret, _readAgain) = (new Keys(keys, sealing), mediaSecret, readAgain);
    }

    /// <summary>The key that encrypts.</summary>
    public RingKey Sealing => _keys.Sealing;

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<string> Ids => [.. _keys.All.Select(key => key.Id)];

    /// <summary>Reads a comma list of <c>id:base64</c>, oldest first; line ends part as commas do.</summary>
    /// <exception cref="KeyRingException">It is no such list.</exception>
    public static KeyRing Parse(string setting, string? sealWith = null, Func<KeyRing>? readAgain = null) =>
        new([.. setting.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseKey)], sealWith, readAgain: readAgain);

    internal static RingKey NewKey(DateTimeOffset now) =>
        new($"k{now:yyyyMMddHHmmss}", RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Takes up what was added or removed where the keys are kept. Where they cannot be read now, those at hand stay; the next start says what is wrong.</summary>
    public void Refresh()
    {
        if (_readAgain is null) return;
        try
        {
            _keys = _readAgain()._keys;
        }
        catch (Exception e) when (e is KeyRingException or IOException or UnauthorizedAccessException)
        {
            // Somebody is writing them, or has taken them away from a running server.
        }
    }

    /// <summary>Looks where the keys are kept too, because another process may have sealed with a key that was made after this one started.</summary>
    internal RingKey? Find(string id)
    {
        if (_keys.Find(id) is { } key) return key;
        Refresh();
        return _keys.Find(id);
    }

    /// <summary>32 bytes for the signatures of media addresses, from the oldest key: adding one must not break the
    /// addresses that platforms were given already.</summary>
    public byte[] DeriveMediaSecret() =>
        _mediaSecret ?? HKDF.DeriveKey(HashAlgorithmName.SHA256, _keys.All[0].Bytes, KeyBytes, info: "posthaste media signing v1"u8.ToArray());

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

    private sealed class Keys(IReadOnlyList<RingKey> all, RingKey sealing)
    {
        public IReadOnlyList<RingKey> All => all;

        public RingKey Sealing => sealing;

        public RingKey? Find(string id) => all.FirstOrDefault(key => key.Id == id);
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
public sealed class KeyRingException(string what, Exception? inner = null)
    : Exception($"The encryption keys (Secrets:MasterKey, Secrets:MasterKeyFile, or keys.json in the data folder) cannot be used: {what.TrimEnd('.')}.", inner);
