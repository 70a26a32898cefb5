using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Insights;

/// <summary><c>GET /{ig-user}/insights</c>. A day's numbers come from the account's size, the seed and the day.</summary>
internal static class UserInsights
{
    /// <summary>Below, the platform tells nothing about the people.</summary>
    private const int MinFollowers = 100;

    private static readonly TimeSpan _longest = TimeSpan.FromDays(30);

    private static readonly string[] _demographics = ["engaged_audience_demographics", "follower_demographics", "reached_audience_demographics"];

    private static readonly string[] _metrics =
    [
        "accounts_engaged", "comments", "content_views", "engaged_audience_demographics", "follower_count", "follower_demographics",
        "follows_and_unfollows", "likes", "online_followers", "profile_links_taps", "profile_views", "reach", "reached_audience_demographics",
        "replies", "reposts", "saves", "shares", "total_interactions", "views", "website_clicks",
    ];

    private static readonly string[] _periods = ["day", "week", "days_28", "month", "lifetime", "total_over_range"];
    private static readonly string[] _timeframes = ["last_14_days", "last_30_days", "last_90_days", "prev_month", "this_month", "this_week"];

    /// <summary>Metrics that come as a series of days; all others only as one total.</summary>
    private static readonly string[] _series = ["reach", "follower_count", "online_followers"];

    public static GraphAnswer Run(World world, FakeAccount account, GraphCall call)
    {
        var metrics = call.Params.List("metric");
        if (InsightShapes.CheckMetrics(metrics, _metrics) is { } bad) return bad;
        if (call.Params.Get("period") is not { } period) return GraphErrors.Required("period");
        if (!_periods.Contains(period)) return OneOf("period", _periods);
        var type = call.Params.Get("metric_type");
        if (type is not (null or "total_value" or "time_series")) return OneOf("metric_type", ["time_series", "total_value"]);
        if (call.Params.Get("timeframe") is { } timeframe && !_timeframes.Contains(timeframe)) return OneOf("timeframe", _timeframes);
        foreach (var metric in metrics)
        {
            if (!_series.Contains(metric) && type is not "total_value")
                return GraphErrors.Parameter($"The following metrics ({metric}) should be specified with parameter metric_type=total_value");
            if (_demographics.Contains(metric) && period != "lifetime")
                return GraphErrors.Parameter($"The following metrics ({metric}) are incompatible with the given period ({period})");
        }
        var (from, to, windowError) = Window(call);
        if (windowError is not null) return windowError;

        var data = new JsonArray();
        foreach (var metric in metrics)
        {
            var isAboutPeople = _demographics.Contains(metric) || metric == "online_followers";
            if (isAboutPeople && account.FollowersCount < MinFollowers) continue;
            var shown = InsightShapes.Metric(account.Id, metric, period);
            if (type is "total_value") shown["total_value"] = Total(world, account, metric, from, to, call);
            else shown["values"] = Series(world, account, metric, from, to, call.ArrivedAt);
            data.Add(shown);
        }
        return new JsonObject { ["data"] = data };
    }

    private static JsonObject Total(World world, FakeAccount account, string metric, DateTimeOffset from, DateTimeOffset to, GraphCall call)
    {
        var breakdown = call.Params.Get("breakdown");
        var isAboutPeople = _demographics.Contains(metric);
        var value = isAboutPeople ? account.FollowersCount : Days(from, to).Sum(day => OnDay(world, account, metric, day, call.ArrivedAt));
        IEnumerable<(string, int)>? results = breakdown switch
        {
            "media_product_type" => InsightShapes.Split(value, ("POST", 50), ("REELS", 35), ("STORY", 15)),
            "follow_type" => InsightShapes.Split(value, ("FOLLOWER", 70), ("NON_FOLLOWER", 30)),
            "contact_button_type" => InsightShapes.Split(value, ("BOOK_NOW", 10), ("CALL", 40), ("DIRECTION", 30), ("EMAIL", 20)),
            "age" when isAboutPeople => InsightShapes.Split(value, ("18-24", 18), ("25-34", 37), ("35-44", 25), ("45-54", 14), ("55-64", 6)),
            "gender" when isAboutPeople => InsightShapes.Split(value, ("F", 55), ("M", 40), ("U", 5)),
            "country" when isAboutPeople => InsightShapes.Split(value, ("GB", 70), ("IE", 20), ("FR", 10)),
            "city" when isAboutPeople => InsightShapes.Split(value, ("Bristol, England", 60), ("Cork, Cork", 40)),
            _ => null,
        };
        var total = new JsonObject();
        if (!isAboutPeople) total["value"] = value;
        if (results is not null) total["breakdowns"] = InsightShapes.Breakdowns(breakdown!, results);
        return total;
    }

    /// <summary>A value belongs to the day that ends at its <c>end_time</c>.</summary>
    private static JsonArray Series(World world, FakeAccount account, string metric, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        new([.. Days(from, to).Select(day => (JsonNode)new JsonObject
        {
            ["value"] = OnDay(world, account, metric, day, now),
            ["end_time"] = GraphTime.Format(day.AddDays(1)),
        })]);

    private static IEnumerable<DateTimeOffset> Days(DateTimeOffset from, DateTimeOffset to)
    {
        for (var day = from; day < to; day = day.AddDays(1)) yield return day;
    }

    /// <summary>Grows until its day is over.</summary>
    private static int OnDay(World world, FakeAccount account, string metric, DateTimeOffset day, DateTimeOffset now)
    {
        if (metric is "comments" or "replies")
            return world.Ledger.Comments.Count(comment => comment.AccountId == account.Id && comment.At >= day && comment.At < day.AddDays(1)
                && (comment.ParentId is null) == (metric == "comments"));
        var random = new Random(Engagement.Hash($"{world.Settings.Seed} {account.Id} {metric} {day:yyyyMMdd}"));
        var posts = world.Ledger.Posts.Count(post => post.AccountId == account.Id && post.LiveAt >= day && post.LiveAt < day.AddDays(1));
        var share = metric switch
        {
            "views" or "content_views" => 0.3,
            "reach" => 0.2,
            "accounts_engaged" or "total_interactions" => 0.04,
            "likes" => 0.03,
            "profile_views" => 0.01,
            "follower_count" or "follows_and_unfollows" => 0.002,
            _ => 0.005,
        };
        var part = Math.Clamp((now - day).TotalDays, 0, 1);
        return (int)(account.FollowersCount * share * (0.5 + random.NextDouble() + posts * 0.3) * part);
    }

    /// <summary>Whole days; the last two where nothing is said.</summary>
    private static (DateTimeOffset From, DateTimeOffset To, GraphError? Error) Window(GraphCall call)
    {
        var now = call.ArrivedAt.ToUniversalTime();
        var today = new DateTimeOffset(now.Date, TimeSpan.Zero);
        var (since, until) = (call.Params.Get("since"), call.Params.Get("until"));
        var to = until is null ? today.AddDays(1) : GraphTime.Parse(until);
        var from = since is null ? to?.AddDays(-2) : GraphTime.Parse(since);
        if (from is null || to is null) return (default, default, GraphErrors.Parameter("Params since and until must be Unix timestamps or dates."));
        if (to - from > _longest) return (default, default, GraphErrors.Parameter("There cannot be more than 30 days (2592000 s) between since and until"));
        return (new DateTimeOffset(from.Value.UtcDateTime.Date, TimeSpan.Zero), to.Value, null);
    }

    private static GraphError OneOf(string name, IReadOnlyList<string> values) =>
        GraphErrors.Parameter($"{name} must be one of the following values: {string.Join(", ", values)}");
}
