using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>What can be asked of an account and a live post, and the one thing that can still be done to it.</summary>
internal sealed class PostReadings(GraphApi graph, InstagramOptions options, TimeProvider time)
{
    /// <summary>One name Graph does not know, or not for this kind of post, fails the whole call: so only those that
    /// IG-INS lists for the kind, and none that is being phased out.</summary>
    private const string FeedInsights = "views,reach,saved,shares,total_interactions";
    private const string ReelInsights = "views,reach,saved,shares,total_interactions,ig_reels_avg_watch_time,ig_reels_video_view_total_time";
    private const string StoryInsights = "views,reach,replies,shares,navigation,total_interactions";

    /// <summary>A figure beyond these is a fault of the answer. Kept, it would stop the channel for as long as it is believed.</summary>
    private const long MostPosts = 10_000;
    private const long LongestWindow = 30 * 86_400;

    public async Task<Reading<QuotaReading>> ReadQuotaAsync(PlatformAccount account, CancellationToken ct)
    {
        var answer = await graph.GetAsync(
            account, $"{Uri.EscapeDataString(account.RemoteId)}/content_publishing_limit", [new("fields", "quota_usage,config")], ct);
        if (answer is not GraphAnswer.Done done || Number(done.Body.Data().FirstOrDefault(), "quota_usage") is not { } used)
            return Failed<QuotaReading>(answer, account);

        var config = done.Body.Data().First().TryGetProperty("config", out var found) ? found : default;
        var window = Number(config, "quota_duration") is > 0 and <= LongestWindow and { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return new(new QuotaReading((int)Math.Clamp(used, 0, MostPosts), Number(config, "quota_total") is >= 0 and <= MostPosts and { } total ? (int)total : null, window)) { Trace = answer.Trace };
    }

    public async Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct)
    {
        var id = Uri.EscapeDataString(remoteId);
        var counts = await graph.GetAsync(account, id, [new("fields", "id,like_count,comments_count")], ct);
        if (counts is not GraphAnswer.Done done) return Failed<PostMetrics>(counts, account);
        // Where no call is left, asking for the rest would only lengthen the block.
        var insights = counts.Trace.PauseUntil is null ? await graph.GetAsync(account, $"{id}/insights", [new("metric", Metrics(type))], ct) : null;
        return new(new PostMetrics
        {
            // Left out where the owner hides likes.
            Likes = Number(done.Body, "like_count"),
            Comments = Number(done.Body, "comments_count"),
            Insights = insights is GraphAnswer.Done read ? Read(read.Body) : new Dictionary<string, long>(),
            InsightsMissing = insights is null ? NoCallsLeft : insights is GraphAnswer.Done ? null : StepAnswers.Describe(insights),
        })
        {
            Trace = insights is null ? counts.Trace : counts.Trace.Then(insights.Trace),
        };
    }

    public async Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct)
    {
        if (account.Login == InstagramLogin.Instagram) return new DeleteResult.NotSupported(NotWithThisLogin);

        var id = Uri.EscapeDataString(remoteId);
        var answer = await graph.DeleteAsync(account, id, ct);
        if (answer is GraphAnswer.Done) return new DeleteResult.Deleted { Trace = answer.Trace };

        var error = StepAnswers.Describe(answer);
        if (!answer.IsMissing) return new DeleteResult.Failed(error, BlockedUntil(answer, account)) { Trace = answer.Trace };
        if (answer.Trace.PauseUntil is not null) return new DeleteResult.Failed(error, answer.Trace.PauseUntil) { Trace = answer.Trace };
        // The same words stand for a missing permission: only a post that cannot be read either is gone.
        var look = await graph.GetAsync(account, id, [new("fields", "id")], ct);
        var trace = answer.Trace.Then(look.Trace);
        return look.IsMissing ? new DeleteResult.AlreadyGone { Trace = trace } : new DeleteResult.Failed(error) { Trace = trace };
    }

    private Reading<T> Failed<T>(GraphAnswer answer, PlatformAccount account)
        where T : class => new(null, Failure(answer, account)) { Trace = answer.Trace };

    private StepResult Failure(GraphAnswer answer, PlatformAccount account) => answer is GraphAnswer.Done
        ? new StepResult.Unavailable(PlatformError.Passing("answer_unreadable", "Instagram's answer did not have the figures.")) { Trace = answer.Trace }
        : StepAnswers.ForFailure(answer, Question(account), StepKind.Repeatable, options, time.GetUtcNow());

    private DateTimeOffset? BlockedUntil(GraphAnswer answer, PlatformAccount account) =>
        (Failure(answer, account) as StepResult.RateLimited)?.Until ?? answer.Trace.PauseUntil;

    /// <summary>A question about an account is judged like a step that may run again.</summary>
    private static StepCall Question(PlatformAccount account) => new()
    {
        Step = "reading",
        Account = account,
        Post = new PlatformPost { Type = PostType.Image, Caption = "", Media = [] },
    };

    private static string Metrics(PostType type) => type switch
    {
        PostType.Reel => ReelInsights,
        PostType.Story => StoryInsights,
        _ => FeedInsights,
    };

    private static Dictionary<string, long> Read(JsonElement body)
    {
        var figures = new Dictionary<string, long>();
        foreach (var metric in body.Data())
        {
            if (metric.Text("name") is { } name && Value(metric) is { } value) figures[name] = value;
        }
        return figures;
    }

    /// <summary>A lifetime figure is the first of <c>values</c>; one with a breakdown has a <c>total_value</c>.</summary>
    private static long? Value(JsonElement metric)
    {
        if (metric.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
            return Number(values[0], "value");
        return metric.TryGetProperty("total_value", out var total) ? Number(total, "value") : null;
    }

    private static long? Number(JsonElement element, string name) =>
        element.Text(name) is { } text && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? (long)number : null;

    private static PlatformError NoCallsLeft { get; } =
        PlatformError.Passing("no_calls_left", "Instagram allows no further calls for now, so the insights were not read.");

    private static PlatformError NotWithThisLogin { get; } = new()
    {
        Kind = ErrorKind.BlockedByPlatform,
        Code = "delete_not_supported",
        Message = "Instagram lets posts be deleted only for accounts connected with Facebook Login.",
        Advice = "Delete the post in the Instagram app.",
    };
}
