using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Platforms.Bluesky.Rules;

namespace Posthaste.Platforms.Bluesky.Text;

/// <summary>The record that is a post.</summary>
/// <remarks>docs/platforms/bluesky.md#posting.</remarks>
internal static class PostRecord
{
    /// <param name="post">What.</param>
    /// <param name="checkpoint">With every file of the post.</param>
    /// <param name="now">When it is written.</param>
    public static JsonObject Of(PlatformPost post, BlueskyCheckpoint checkpoint, DateTimeOffset now)
    {
        var record = new JsonObject
        {
            ["$type"] = PostLinks.Collection,
            ["text"] = post.Caption,
            ["createdAt"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        JsonNode?[] facets = [.. Facets.In(post.Caption).Select(facet => Node(post.Caption, facet, checkpoint)).Where(facet => facet is not null)];
        if (facets.Length > 0) record["facets"] = new JsonArray(facets);
        if (post.Media.Count > 0) record["embed"] = BlueskyMedia.IsVideoPost(post.Type) ? Video(post.Media[0], checkpoint.Files[0]) : Images(post.Media, checkpoint.Files);
        return record;
    }

    /// <returns>Null for a mention of a handle that nobody has: it stays plain text.</returns>
    private static JsonObject? Node(string text, Facet facet, BlueskyCheckpoint checkpoint)
    {
        JsonObject feature;
        switch (facet.Kind)
        {
            case FacetKind.Link:
                feature = new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = facet.Value };
                break;
            case FacetKind.Mention when checkpoint.Mentions.TryGetValue(facet.Value, out var did):
                feature = new JsonObject { ["$type"] = "app.bsky.richtext.facet#mention", ["did"] = did };
                break;
            case FacetKind.Mention:
                return null;
            case FacetKind.Tag:
                feature = new JsonObject { ["$type"] = "app.bsky.richtext.facet#tag", ["tag"] = facet.Value };
                break;
            default:
                throw new UnreachableException();
        }
        return new JsonObject
        {
            ["index"] = new JsonObject { ["byteStart"] = Facets.ByteAt(text, facet.Start), ["byteEnd"] = Facets.ByteAt(text, facet.End) },
            ["features"] = new JsonArray(feature),
        };
    }

    private static JsonObject Images(IReadOnlyList<PlatformMedia> media, IReadOnlyList<SentFile> files) => new()
    {
        ["$type"] = "app.bsky.embed.images",
        ["images"] = new JsonArray([.. media.Zip(files, (item, file) => new JsonObject
        {
            ["image"] = Blob(file),
            // The lexicon wants it, if empty.
            ["alt"] = item.AltText ?? "",
            ["aspectRatio"] = Shape(item),
        })]),
    };

    private static JsonObject Video(PlatformMedia media, SentFile file)
    {
        var embed = new JsonObject { ["$type"] = "app.bsky.embed.video", ["video"] = Blob(file), ["aspectRatio"] = Shape(media) };
        if (!string.IsNullOrEmpty(media.AltText)) embed["alt"] = media.AltText;
        return embed;
    }

    private static JsonObject Shape(PlatformMedia media) => new() { ["width"] = media.Width, ["height"] = media.Height };

    private static JsonObject Blob(SentFile file) => new()
    {
        ["$type"] = "blob",
        ["ref"] = new JsonObject { ["$link"] = file.Cid },
        ["mimeType"] = file.ContentType,
        ["size"] = file.Bytes,
    };
}
