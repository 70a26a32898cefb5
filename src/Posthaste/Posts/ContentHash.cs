using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Posthaste.Platforms;

namespace Posthaste.Posts;

/// <summary>What an approval signs: SHA-256, in lower-case hex, over everything that is sent. Two posts that differ in
/// anything a reader could see have different hashes. Never change the form: jobs that wait carry it.</summary>
public static class ContentHash
{
    /// <summary>Of what one account gets. Addresses of hosted copies are left out: they change, the bytes do not.</summary>
    public static string Of(string platform, string remoteId, PlatformPost post)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "posthaste content v1");
        Add(hash, platform);
        Add(hash, remoteId);
        Add(hash, Words.Of(post.Type));
        Add(hash, post.Caption);
        Add(hash, post.Media.Count);
        foreach (var item in post.Media)
        {
            Add(hash, item.Sha256);
            Add(hash, item.AltText ?? "");
        }
        if (post.Cover is { } cover)
        {
            Add(hash, "cover");
            Add(hash, cover.Sha256);
        }
        Add(hash, JsonSerializer.SerializeToElement(post.Options, PostDraft.Json));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of what all channels get together; their order does not count.</summary>
    public static string OfAll(IEnumerable<(Guid ChannelId, string Hash)> channels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "posthaste post v1");
        foreach (var (channelId, content) in channels.OrderBy(channel => channel.ChannelId))
        {
            Add(hash, channelId.ToString("N"));
            Add(hash, content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each text goes in with its length before it, so that no two different lists of texts look the same.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // Options that are not set are left out and the rest is sorted by name: an option that a later version adds must
    // not change the hash of a post that does not use it.
    private static void Add(IncrementalHash hash, JsonElement value)
    {
        Add(hash, (int)value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var set = value.EnumerateObject().Where(property => IsSet(property.Value)).OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
                Add(hash, set.Count);
                foreach (var property in set)
                {
                    Add(hash, property.Name);
                    Add(hash, property.Value);
                }
                break;
            case JsonValueKind.Array:
                Add(hash, value.GetArrayLength());
                foreach (var item in value.EnumerateArray()) Add(hash, item);
                break;
            case JsonValueKind.String:
                Add(hash, value.GetString()!);
                break;
            default:
                Add(hash, value.GetRawText());
                break;
        }
    }

    private static bool IsSet(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(property => IsSet(property.Value)),
        _ => true,
    };
}
