using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>What the server refuses of a post: the limits of its lexicon, and files that it does not have.</summary>
internal static partial class RecordRules
{
    public const string Post = "app.bsky.feed.post";

    private const int MaxGraphemes = 300;
    private const int MaxBytes = 3_000;
    private const int MaxImages = 4;
    private const int MaxImageBytes = 2_000_000;
    private const int MaxVideoBytes = 300_000_000;

    /// <returns>Null where it is taken.</returns>
    public static XrpcReply? Refuse(FakeRepo repo, string collection, string rkey, JsonObject record)
    {
        if (!RecordKey().IsMatch(rkey)) return XrpcReply.Refused("InvalidRequest", $"Invalid record key (got \"{rkey}\") at $.rkey");
        if (collection != Post) return null;
        if (!Tid().IsMatch(rkey)) return Invalid($"Invalid record key (got \"{rkey}\")");
        if ((string?)record["$type"] != Post) return Invalid("$type does not fit the collection");
        if (record["text"] is not JsonValue text || (string?)text is not { } words) return Invalid("Expected string value type at $.record.text");
        if (new StringInfo(words).LengthInTextElements is var graphemes and > MaxGraphemes) return Invalid($"grapheme too big (maximum {MaxGraphemes}, got {graphemes}) at $.record.text");
        if (Encoding.UTF8.GetByteCount(words) is var bytes and > MaxBytes) return Invalid($"string too big (maximum {MaxBytes}, got {bytes}) at $.record.text");
        if ((string?)record["createdAt"] is not { } at || !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out _)) return Invalid("Invalid datetime at $.record.createdAt");
        return RefuseEmbed(repo, record["embed"] as JsonObject);
    }

    public static IReadOnlyList<string> BlobsOf(JsonObject record) => record["embed"] is not JsonObject embed ? []
        : embed["images"] is JsonArray images ? [.. images.Select(image => CidOf(image!["image"]))]
        : [CidOf(embed["video"])];

    private static XrpcReply? RefuseEmbed(FakeRepo repo, JsonObject? embed)
    {
        switch ((string?)embed?["$type"])
        {
            case null:
                return null;
            case "app.bsky.embed.images":
                if (embed!["images"] is not JsonArray { Count: > 0 } images) return Invalid("Expected array value type at $.record.embed.images");
                if (images.Count > MaxImages) return Invalid($"array too big (maximum {MaxImages}, got {images.Count}) at $.record.embed.images");
                if (images.Any(image => (string?)image!["alt"] is null)) return Invalid("Missing required key \"alt\" at $.record.embed.images[0].alt");
                return images.Select(image => RefuseBlob(repo, image!["image"], "image/", MaxImageBytes)).FirstOrDefault(refusal => refusal is not null);
            case "app.bsky.embed.video":
                return RefuseBlob(repo, embed!["video"], "video/mp4", MaxVideoBytes);
            default:
                return Invalid("Unknown embed at $.record.embed");
        }
    }

    private static XrpcReply? RefuseBlob(FakeRepo repo, JsonNode? node, string type, int most)
    {
        if (repo.Blobs.GetValueOrDefault(CidOf(node)) is not { } blob) return XrpcReply.Refused("BlobNotFound", $"Could not find blob: {CidOf(node)}");
        if (!blob.ContentType.StartsWith(type, StringComparison.Ordinal)) return XrpcReply.Refused("InvalidMimeType", $"Wrong type of file. It is {blob.ContentType} but it must match {type}.");
        return blob.Bytes.Length > most ? XrpcReply.Refused("BlobTooLarge", $"This file is too large. It is {blob.Bytes.Length} but the maximum size is {most}.") : null;
    }

    private static string CidOf(JsonNode? blob) => (string?)blob?["ref"]?["$link"] ?? "";

    private static XrpcReply Invalid(string what) => XrpcReply.Refused("InvalidRequest", $"Invalid {Post} record: {what}");

    [GeneratedRegex(@"^[A-Za-z0-9._:~-]{1,512}\z")]
    private static partial Regex RecordKey();

    [GeneratedRegex(@"^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}\z")]
    private static partial Regex Tid();
}
