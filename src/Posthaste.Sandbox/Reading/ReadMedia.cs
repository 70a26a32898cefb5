using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Gallery;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Insights;
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
        var numbers = Engagement.Of(world, media, call.ArrivedAt);
        var known = new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => media.Id,
            ["ig_id"] = _ => media.InnerId.ToString(CultureInfo.InvariantCulture),
            ["legacy_instagram_media_id"] = _ => media.InnerId.ToString(CultureInfo.InvariantCulture),
            ["caption"] = _ => draft.Caption,
            ["alt_text"] = _ => draft.AltText,
            ["media_type"] = _ => media.MediaType,
            ["media_product_type"] = _ => media.ProductType,
            ["media_url"] = _ => media.Video is null ? $"{call.BaseUrl}/images/{media.Id}.jpg" : $"{call.BaseUrl}/videos/{media.Id}.mp4",
            ["thumbnail_url"] = _ => media.Video is null ? null : $"{call.BaseUrl}{GalleryUrls.Poster(media)}",
            ["permalink"] = _ => Permalink(world, media, call.BaseUrl),
            ["shortcode"] = _ => media.Shortcode,
            ["timestamp"] = _ => GraphTime.Format(media.LiveAt),
            ["username"] = _ => account.Username,
            ["owner"] = _ => new JsonObject { ["id"] = account.Id },
            ["like_count"] = _ => account.HideLikes ? null : numbers.Likes,
            ["comments_count"] = _ => numbers.Comments,
            ["is_comment_enabled"] = _ => media.CommentsEnabled,
            ["is_shared_to_feed"] = _ => media.IsReel ? draft.Video!.ShareToFeed : null,
            ["is_ai_generated"] = _ => draft.IsAiGenerated,
            ["view_count"] = _ => media.Video is null ? null : numbers.Views,
            ["comments"] = inner => Comments.Inside(world, media, inner ?? FieldList.Of("timestamp", "text", "id"), call),
            ["children"] = inner => media.Children.Count == 0 ? null : ChildList(world, media, inner ?? FieldList.Of("id"), call),
        };
        if (call.Login is LoginProduct.Facebook) AddTotals(known, numbers);
        return fields.Pick("IGMedia", known);
    }

    /// <summary>Fields there are with Facebook Login only, since April 2026.</summary>
    private static void AddTotals(Dictionary<string, Func<FieldList?, JsonNode?>> known, Engagement numbers)
    {
        known["reposts_count"] = _ => numbers.Reposts;
        known["saved_count"] = _ => numbers.Saved;
        known["shares_count"] = _ => numbers.Shares;
        known["total_like_count"] = _ => numbers.Likes;
        known["total_comments_count"] = _ => numbers.Comments;
        known["total_views_count"] = _ => numbers.Views;
    }

    public static string Permalink(World world, FakeMedia media, string baseUrl)
    {
        var start = world.Settings.PermalinkBase?.TrimEnd('/') ?? baseUrl;
        return media.IsStory
            ? $"{start}/stories/{world.Accounts[media.AccountId].Username}/{media.InnerId}/"
            : $"{start}/{(media.IsReel ? "reel" : "p")}/{media.Shortcode}/";
    }

    private static JsonObject ChildList(World world, FakeMedia media, FieldList fields, GraphCall call) => new()
    {
        ["data"] = new JsonArray([.. media.Children.Select(child => (JsonNode?)Pick(world, child, fields, call).Body)]),
    };
}
