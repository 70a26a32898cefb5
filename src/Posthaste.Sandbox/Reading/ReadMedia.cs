using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Reading;

/// <summary><c>GET /{ig-media}</c>, <c>GET /{ig-media}/children</c>, and what the lists say of each post.</summary>
internal static class ReadMedia
{
    public static GraphAnswer Run(World world, FakeMedia media, GraphCall call)
    {
        if (call.ArrivedAt < media.LiveAt + TimeSpan.FromSeconds(world.Settings.FreshReadErrorSeconds))
            return GraphErrors.UnknownObject("GET", media.Id);
        if (FieldList.Parse(call.Params.Get("fields") ?? "id") is not { } fields) return GraphErrors.Parameter("Syntax error in the fields parameter.");
        return Pick(world, media, fields, call);
    }

    public static GraphAnswer Children(World world, FakeMedia media, GraphCall call) =>
        GraphList.Page(media.Children, child => child.Id, (child, fields) => Pick(world, child, fields, call), call);

    public static GraphAnswer Pick(World world, FakeMedia media, FieldList fields, GraphCall call)
    {
        var account = world.Accounts[media.AccountId];
        var draft = media.Container.Draft;
        return fields.Pick("IGMedia", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => media.Id,
            ["ig_id"] = _ => media.InnerId.ToString(CultureInfo.InvariantCulture),
            ["legacy_instagram_media_id"] = _ => media.InnerId.ToString(CultureInfo.InvariantCulture),
            ["caption"] = _ => draft.Caption,
            ["alt_text"] = _ => draft.AltText,
            ["media_type"] = _ => media.Children.Count > 0 ? "CAROUSEL_ALBUM" : "IMAGE",
            ["media_product_type"] = _ => media.IsStory ? "STORY" : "FEED",
            ["media_url"] = _ => media.Image is null ? null : $"{call.BaseUrl}/images/{media.Id}.jpg",
            ["thumbnail_url"] = _ => null,
            ["permalink"] = _ => Permalink(world, media, call.BaseUrl),
            ["shortcode"] = _ => media.Shortcode,
            ["timestamp"] = _ => GraphTime.Format(media.LiveAt),
            ["username"] = _ => account.Username,
            ["owner"] = _ => new JsonObject { ["id"] = account.Id },
            ["like_count"] = _ => account.HideLikes ? null : 0,
            ["comments_count"] = _ => world.Comments.Values.Count(comment => comment.MediaId == media.Id),
            ["is_comment_enabled"] = _ => media.CommentsEnabled,
            ["is_shared_to_feed"] = _ => null,
            ["is_ai_generated"] = _ => draft.IsAiGenerated,
            ["view_count"] = _ => null,
            ["children"] = inner => media.Children.Count == 0 ? null : ChildList(world, media, inner ?? FieldList.Of("id"), call),
        });
    }

    public static string Permalink(World world, FakeMedia media, string baseUrl)
    {
        var start = world.Settings.PermalinkBase?.TrimEnd('/') ?? baseUrl;
        return media.IsStory
            ? $"{start}/stories/{world.Accounts[media.AccountId].Username}/{media.InnerId}/"
            : $"{start}/p/{media.Shortcode}/";
    }

    private static JsonObject ChildList(World world, FakeMedia media, FieldList fields, GraphCall call) => new()
    {
        ["data"] = new JsonArray([.. media.Children.Select(child => (JsonNode?)Pick(world, child, fields, call).Body)]),
    };
}
