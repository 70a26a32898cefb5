using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>The Page's newest posts, and which of them could be a given one.</summary>
internal sealed class PagePosts(GraphApi graph, FacebookOptions options)
{
    private const string Posts = "published_posts";
    private const string Reels = "video_reels";
    private const string PostFields = "id,message,created_time,permalink_url,attachments{media_type,target{id},subattachments{media_type,target{id}}}";
    private const string ReelFields = "id,description,created_time,permalink_url";
    private const int PageSize = 50;

    /// <summary>Bounds the search to the newest two hundred: more posts than that in one call's time is not this product.</summary>
    private const int MaxPages = 4;

    /// <summary>How far behind the beginning the list is read, so that its end is seen rather than guessed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    /// <summary>Timestamps have whole seconds, and two clocks are never quite the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    /// <summary>The list in which a post of this type stands.</summary>
    public static string Edge(PostType type) => FacebookRules.IsReel(type) ? Reels : Posts;

    /// <param name="account">Whose.</param>
    /// <param name="edge">See <see cref="Edge"/>.</param>
    /// <param name="after">A cursor of the page before; null for the newest.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<GraphAnswer> ReadPageAsync(PlatformAccount account, string edge, string? after, CancellationToken ct)
    {
        List<KeyValuePair<string, string>> query = [new("fields", edge == Reels ? ReelFields : PostFields), new("limit", $"{PageSize}")];
        if (after is not null) query.Add(new("after", after));
        return graph.GetAsync(account, $"{FacebookGraph.Path(account.RemoteId)}/{edge}", query, ct);
    }

    /// <param name="account">Whose.</param>
    /// <param name="post">As it was sent.</param>
    /// <param name="checkpoint">With Facebook's names of its files, and the posts from before.</param>
    /// <param name="from">No post of it is older.</param>
    /// <param name="deadline">When the call must have ended.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<PostSearch> FindAsync(PlatformAccount account, PlatformPost post, FacebookCheckpoint checkpoint, DateTimeOffset from, DateTimeOffset deadline, CancellationToken ct)
    {
        var list = await ReadAsync(account, Edge(post.Type), from - Skew, deadline + options.PublishAllowance, ct);
        if (FacebookRules.IsReel(post.Type))
        {
            var reel = list.Posts.FirstOrDefault(item => item.Text("id") == checkpoint.VideoId);
            return new PostSearch(list.Complete, reel.ValueKind is JsonValueKind.Object ? Read(reel) : null, [], list.Trace, list.Failure);
        }
        var ids = checkpoint.Photos.Select(photo => photo.Id).ToHashSet();
        // A picture of ours was sent for this post alone and nobody else knows its id: whatever shows it is this post.
        var own = list.Posts.FirstOrDefault(item => PhotosOf(item).Any(ids.Contains));
        return new PostSearch(list.Complete, own.ValueKind is JsonValueKind.Object ? Read(own) : null,
            [.. list.Posts.Where(item => LooksAlike(item, post, checkpoint)).Select(Read).OfType<RemotePost>()], list.Trace, list.Failure);
    }

    /// <summary>All posts of a stretch of time, as far back as the newest reach.</summary>
    public async Task<PostList> ReadAsync(PlatformAccount account, string edge, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (found, trace, after) = (new List<JsonElement>(), CallTrace.None, (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await ReadPageAsync(account, edge, after, ct);
            trace = trace.Then(answer.Trace);
            if (answer is not GraphAnswer.Done done) return new PostList(false, found, trace, answer);

            var posts = done.Body.Data().ToList();
            found.AddRange(posts.Where(post => post.Time("created_time") is { } at && at >= from && at <= until));
            after = done.Body.Next();
            var oldest = posts.Count == 0 ? null : posts[^1].Time("created_time");
            if (after is null || posts.Count == 0 || oldest < from - Overlap) return new PostList(true, found, trace, null);
            if (answer.Trace.PauseUntil is not null) break;
        }
        return new PostList(false, found, trace, null);
    }

    /// <returns>Null for what has no id or no time.</returns>
    public RemotePost? Read(JsonElement post) =>
        post.Text("id") is { } id && post.Time("created_time") is { } at ? new RemotePost(id, PageLinks.Of(post, options), at) : null;

    public static string? TextOf(JsonElement post) => post.Text("message") ?? post.Text("description");

    /// <summary>Of a post of text: one with this text and no file. Of pictures: one with this text that does not tell its pictures' ids, as many of them. Where it tells
    /// them and none is ours, it is another's.</summary>
    private static bool LooksAlike(JsonElement item, PlatformPost post, FacebookCheckpoint checkpoint)
    {
        if (item.Text("id") is not { } id || checkpoint.KnownIds?.Contains(id) == true || !CaptionMatch.Same(post.Caption, TextOf(item))) return false;
        var attachments = AttachmentsOf(item).ToList();
        var files = attachments.Where(attachment => attachment.Text("media_type") is "photo" or "video" or "album").ToList();
        if (post.Media.Count == 0) return files.Count == 0;
        return files.Count > 0 && !PhotosOf(item).Any() && !files.Exists(file => file.Text("media_type") == "video");
    }

    /// <summary>The ids of its pictures; empty where it tells none.</summary>
    private static IEnumerable<string> PhotosOf(JsonElement post) =>
        AttachmentsOf(post).SelectMany(attachment => List(attachment, "subattachments").Prepend(attachment)).Where(item => item.Text("media_type") is "photo")
            .Select(item => item.TryGetProperty("target", out var target) ? target.Text("id") : null).OfType<string>();

    private static IEnumerable<JsonElement> AttachmentsOf(JsonElement post) => List(post, "attachments");

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Object ? list.Data() : [];
}

/// <summary>The Page's posts of a stretch of time.</summary>
/// <param name="Complete">All of it was seen.</param>
/// <param name="Posts">As Facebook tells them.</param>
/// <param name="Trace">All pages together.</param>
/// <param name="Failure">The page that could not be read; null where none failed.</param>
internal sealed record PostList(bool Complete, IReadOnlyList<JsonElement> Posts, CallTrace Trace, GraphAnswer? Failure);

/// <summary>What a look through the Page's posts came to.</summary>
/// <param name="Complete">Everything that could be it was seen.</param>
/// <param name="Own">The post that has its files, which is the post itself.</param>
/// <param name="Matches">Those that could be it by their words.</param>
/// <param name="Trace">All pages together.</param>
/// <param name="Failure">The page that could not be read; null where none failed.</param>
internal sealed record PostSearch(bool Complete, RemotePost? Own, IReadOnlyList<RemotePost> Matches, CallTrace Trace, GraphAnswer? Failure);
