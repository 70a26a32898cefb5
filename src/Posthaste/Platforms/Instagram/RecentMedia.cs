using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The account's newest posts, and which of them could be a given one.</summary>
internal sealed class RecentMedia(GraphApi graph, InstagramOptions options)
{
    private const string Fields = "id,caption,timestamp,permalink,media_type,media_product_type";
    private const string CarouselFields = Fields + ",children{id}";
    private const int PageSize = 25;

    /// <summary>Bounds the search to the newest hundred: more posts than that in one call's time is not this product.</summary>
    private const int MaxPages = 4;

    /// <summary>How far behind the intent the list is read, so that its end is seen rather than guessed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    /// <summary>Timestamps have whole seconds, and two clocks are never quite the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    /// <param name="account">Whose.</param>
    /// <param name="type">Stories have a list of their own.</param>
    /// <param name="after">A cursor of the page before; null for the newest.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<GraphAnswer> ReadPageAsync(PlatformAccount account, PostType type, string? after, CancellationToken ct)
    {
        var fields = type is PostType.Carousel ? CarouselFields : Fields;
        List<KeyValuePair<string, string>> query = [new("fields", fields), new("limit", $"{PageSize}")];
        if (after is not null) query.Add(new("after", after));
        return graph.GetAsync(account, $"{Uri.EscapeDataString(account.RemoteId)}/{(type is PostType.Story ? "stories" : "media")}", query, ct);
    }

    public async Task<Search> FindAsync(ProbeCall probe, ContainerCheckpoint? container, CancellationToken ct)
    {
        var (matches, trace, after) = (new List<RemotePost>(), CallTrace.None, (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await ReadPageAsync(probe.Account, probe.Post.Type, after, ct);
            trace = trace.Then(answer.Trace);
            if (answer is not GraphAnswer.Done done) return new Search(false, matches, trace, answer);

            var posts = done.Body.Data().ToList();
            matches.AddRange(posts.Select(post => Match(post, probe, container)).OfType<RemotePost>());
            after = done.Body.Next();
            // The last one counts, not any: a pinned post may stand first at any age.
            var oldest = posts.Count == 0 ? null : posts[^1].Time("timestamp");
            // No page says in which order stories come, so their list, a day long, is read to its end.
            var isOlder = probe.Post.Type is not PostType.Story && oldest < probe.IntentAt - Overlap;
            if (after is null || posts.Count == 0 || isOlder) return new Search(true, matches, trace, null);
            if (answer.Trace.PauseUntil is not null) break;
        }
        return new Search(false, matches, trace, null);
    }

    /// <summary>All posts of a stretch of time, as far back as the newest hundred reach.</summary>
    /// <returns>Whether they reach back to its beginning; the page that could not be read, null where none failed.</returns>
    public async Task<(bool Complete, IReadOnlyList<AccountPost> Posts, CallTrace Trace, GraphAnswer? Failure)> ListAsync(
        PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (found, trace, after) = (new List<AccountPost>(), CallTrace.None, (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await ReadPageAsync(account, type, after, ct);
            trace = trace.Then(answer.Trace);
            if (answer is not GraphAnswer.Done done) return (false, found, trace, answer);

            var posts = done.Body.Data().ToList();
            found.AddRange(posts.Select(Read).OfType<AccountPost>().Where(post => post.At >= from - Skew && post.At <= until + options.PublishAllowance));
            after = done.Body.Next();
            // As in the search: the last one counts, and stories come in no order that a page promises.
            var oldest = posts.Count == 0 ? null : posts[^1].Time("timestamp");
            if (after is null || posts.Count == 0 || (type is not PostType.Story && oldest < from - Overlap)) return (true, found, trace, null);
        }
        return (false, found, trace, null);
    }

    private static AccountPost? Read(JsonElement post) => post.Text("id") is { } id && post.Time("timestamp") is { } at
        ? new AccountPost(id, post.Link("permalink"), at, post.Text("caption"))
        : null;

    private RemotePost? Match(JsonElement post, ProbeCall probe, ContainerCheckpoint? checkpoint)
    {
        if (post.Text("id") is not { } id || post.Time("timestamp") is not { } at) return null;
        if (at < probe.IntentAt - Skew || at > probe.DeadlineAt + options.PublishAllowance) return null;
        if (checkpoint?.KnownIds?.Contains(id) == true || probe.OtherPartIds.Contains(id) || !SameType(post, probe)) return null;
        // A story reads back without a caption. Two empty captions are equal as well: then type and time have to do, and
        // the engine's rule of exactly one.
        return probe.Post.Type is PostType.Story || CaptionMatch.Same(probe.Post.Caption, post.Text("caption"))
            ? new RemotePost(id, post.Link("permalink"), at)
            : null;
    }

    private static bool SameType(JsonElement post, ProbeCall probe)
    {
        var (type, product) = (post.Text("media_type"), post.Text("media_product_type"));
        return probe.Post.Type switch
        {
            PostType.Image => type == "IMAGE" && product is (null or "FEED"),
            PostType.Carousel => type == "CAROUSEL_ALBUM" && product is (null or "FEED") && Children(post) is var count && (count ?? probe.Post.Media.Count) == probe.Post.Media.Count,
            PostType.Reel => type is (null or "VIDEO") && product == "REELS",
            PostType.Story => product is (null or "STORY") && type == (IsVideoStory(probe) ? "VIDEO" : "IMAGE"),
            _ => false,
        };
    }

    private static bool IsVideoStory(ProbeCall probe) =>
        probe.Post.Media.ElementAtOrDefault(ContainerCheckpoint.StoryIndex(probe.Part) ?? 0) is { } story && ContainerForm.IsVideo(story);

    /// <returns>Null where Graph does not show them.</returns>
    private static int? Children(JsonElement post) =>
        post.TryGetProperty("children", out var children) && children.ValueKind == JsonValueKind.Object && children.TryGetProperty("data", out _)
            ? children.Data().Count()
            : null;
}

/// <summary>What a look through the account's posts came to.</summary>
/// <param name="Complete">Everything since the intent was seen.</param>
/// <param name="Matches">Those that could be ours.</param>
/// <param name="Trace">All pages together.</param>
/// <param name="Failure">The page that could not be read; null where none failed.</param>
internal sealed record Search(bool Complete, IReadOnlyList<RemotePost> Matches, CallTrace Trace, GraphAnswer? Failure);
