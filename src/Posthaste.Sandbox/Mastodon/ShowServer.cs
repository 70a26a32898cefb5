using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Mastodon;

/// <summary><c>GET /api/v2/instance</c>: what the server is, and what it takes.</summary>
internal static class ShowServer
{
    private static readonly string[] _types = ["image/jpeg", "image/png", "image/gif", "image/heic", "image/heif", "image/webp", "image/avif", "video/webm", "video/mp4", "video/quicktime", "video/ogg"];

    public static MastodonAnswer Run(World world, MastodonCall call)
    {
        var settings = world.Mastodon.Settings;
        return MastodonAnswer.Ok(new JsonObject
        {
            ["domain"] = call.Request.Host.Value,
            ["title"] = "Sandbox",
            ["version"] = settings.Version,
            ["source_url"] = "https://github.com/mastodon/mastodon",
            ["languages"] = new JsonArray("en"),
            ["configuration"] = new JsonObject
            {
                ["accounts"] = new JsonObject { ["max_featured_tags"] = 10, ["max_pinned_statuses"] = 5 },
                ["statuses"] = new JsonObject
                {
                    ["max_characters"] = settings.MaxCharacters,
                    ["max_media_attachments"] = settings.MaxFiles,
                    ["characters_reserved_per_url"] = settings.LinkLength,
                },
                ["media_attachments"] = new JsonObject
                {
                    ["description_limit"] = settings.MaxDescription,
                    ["supported_mime_types"] = new JsonArray([.. _types.Select(type => JsonValue.Create(type))]),
                    ["image_size_limit"] = settings.MaxImageBytes,
                    ["image_matrix_limit"] = 33_177_600,
                    ["video_size_limit"] = settings.MaxVideoBytes,
                    ["video_frame_rate_limit"] = 120,
                    ["video_matrix_limit"] = 8_294_400,
                },
            },
            ["registrations"] = new JsonObject { ["enabled"] = false },
        });
    }
}
