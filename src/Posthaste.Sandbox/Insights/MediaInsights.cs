using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Insights;

/// <summary><c>GET /{ig-media}/insights</c>.</summary>
internal static class MediaInsights
{
    /// <summary>A story seen by fewer has none.</summary>
    public const int MinViewers = 5;

    private static readonly string[] _feed =
    [
        "comments", "likes", "views", "reach", "saved", "shares", "total_interactions", "profile_visits", "profile_activity", "follows", "reposts",
    ];

    private static readonly string[] _reels =
    [
        "comments", "likes", "views", "reach", "saved", "shares", "total_interactions", "ig_reels_avg_watch_time", "ig_reels_video_view_total_time",
        "reels_skip_rate", "reposts", "crossposted_views", "facebook_views",
    ];

    private static readonly string[] _story =
    [
        "views", "reach", "replies", "shares", "navigation", "total_interactions", "follows", "profile_visits", "profile_activity", "link_clicks",
        "reposts", "facebook_views",
    ];

    private static readonly string[] _all = [.. _feed.Concat(_reels).Concat(_story).Distinct(StringComparer.Ordinal)];

    public static GraphAnswer Run(World world, FakeMedia media, GraphCall call)
    {
        var metrics = call.Params.List("metric");
        if (InsightShapes.CheckMetrics(metrics, _all) is { } bad) return bad;
        if (media.IsCarouselChild) return GraphErrors.Parameter("Insights are not available for the items of a carousel.");
        var own = media.IsStory ? _story : media.IsReel ? _reels : _feed;
        if (metrics.FirstOrDefault(metric => !own.Contains(metric)) is { } foreign)
            return GraphErrors.Parameter($"The Media Insights API does not support the {foreign} metric for this media product type.");
        var breakdown = call.Params.Get("breakdown");
        if (breakdown is not (null or "action_type" or "story_navigation_action_type"))
            return GraphErrors.Parameter("breakdown must be one of the following values: action_type, story_navigation_action_type");

        if (call.ArrivedAt < media.LiveAt + TimeSpan.FromSeconds(world.Settings.InsightsDelaySeconds)) return new JsonObject { ["data"] = new JsonArray() };
        var numbers = Engagement.Of(world, media, call.ArrivedAt);
        if (media.IsStory && numbers.Reach < MinViewers) return GraphErrors.TooFewViewers();
        return new JsonObject { ["data"] = new JsonArray([.. metrics.Select(metric => (JsonNode)Show(media, metric, ValueOf(media, metric, numbers), breakdown))]) };
    }

    private static JsonObject Show(FakeMedia media, string metric, double value, string? breakdown)
    {
        var shown = InsightShapes.Metric(media.Id, metric, "lifetime");
        var number = metric == "reels_skip_rate" ? JsonValue.Create(value) : JsonValue.Create((long)value);
        shown["values"] = new JsonArray(new JsonObject { ["value"] = number });
        var results = (metric, breakdown) switch
        {
            ("profile_activity", "action_type") => InsightShapes.Split((int)value, ("bio_link_clicked", 60), ("call", 10), ("direction", 10), ("email", 20)),
            ("navigation", "story_navigation_action_type") => InsightShapes.Split(
                (int)value, ("tap_forward", 70), ("tap_back", 10), ("tap_exit", 12), ("swipe_forward", 8)),
            _ => null,
        };
        if (results is not null)
            shown["total_value"] = new JsonObject { ["value"] = (int)value, ["breakdowns"] = InsightShapes.Breakdowns(breakdown!, results) };
        return shown;
    }

    private static double ValueOf(FakeMedia media, string metric, Engagement numbers)
    {
        // People watch a third of a reel, and no longer than a minute.
        var watched = Math.Min(60_000, (media.Video?.Facts.Seconds ?? 0) * 1000 / 3);
        return metric switch
        {
            "comments" => numbers.Comments,
            "likes" => numbers.Likes,
            "views" => numbers.Views,
            "reach" => numbers.Reach,
            "saved" => numbers.Saved,
            "shares" => numbers.Shares,
            "reposts" => numbers.Reposts,
            "follows" => numbers.Follows,
            "profile_visits" => numbers.ProfileVisits,
            "profile_activity" or "link_clicks" => numbers.LinkClicks,
            "navigation" => numbers.Views,
            "replies" => numbers.Shares / 2,
            "total_interactions" => numbers.Interactions,
            "ig_reels_avg_watch_time" => Math.Round(watched),
            "ig_reels_video_view_total_time" => Math.Round(watched) * numbers.Views,
            "reels_skip_rate" => 31.5,
            // Nothing is shown on Facebook here.
            _ => 0,
        };
    }
}
