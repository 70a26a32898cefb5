using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>What can be asked and done about a post that is live.</summary>
internal sealed class PostCalls(GraphApi graph, PagePosts posts, FacebookOptions options, TimeProvider time)
{
    private const string PostFigures = "reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count),shares";
    private const string ReelFigures = "likes.limit(0).summary(total_count),comments.limit(0).summary(total_count)";

    public async Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct)
    {
        var answer = await graph.GetAsync(account, FacebookGraph.Path(remoteId), [new("fields", FacebookRules.IsReel(type) ? ReelFigures : PostFigures)], ct);
        if (answer is not GraphAnswer.Done done) return new Reading<PostMetrics>(null, Failure(answer, account)) { Trace = answer.Trace };
        var figures = new Dictionary<string, long>();
        if (done.Body.TryGetProperty("shares", out var shares) && Number(shares, "count") is { } shared) figures["shares"] = shared;
        return new Reading<PostMetrics>(new PostMetrics { Likes = Total(done.Body, "reactions") ?? Total(done.Body, "likes"), Comments = Total(done.Body, "comments"), Insights = figures }) { Trace = answer.Trace };
    }

    /// <summary>Deleting answers "not found" for what is gone, and also for what the token may not touch: only a post that cannot be read either is gone.</summary>
    public async Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct)
    {
        var answer = await graph.DeleteAsync(account, FacebookGraph.Path(remoteId), ct);
        if (answer is GraphAnswer.Done) return new DeleteResult.Deleted { Trace = answer.Trace };

        var error = GraphFailure.Describe(answer, FacebookErrors.Table);
        if (!answer.IsMissing || answer.Trace.PauseUntil is not null) return new DeleteResult.Failed(error, BlockedUntil(answer) ?? answer.Trace.PauseUntil) { Trace = answer.Trace };
        var look = await graph.GetAsync(account, FacebookGraph.Path(remoteId), [new("fields", "id")], ct);
        var trace = answer.Trace.Then(look.Trace);
        return look.IsMissing ? new DeleteResult.AlreadyGone { Trace = trace } : new DeleteResult.Failed(error) { Trace = trace };
    }

    public async Task<AccountPosts> ListAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var list = await posts.ReadAsync(account, PagePosts.Edge(type), from, until, ct);
        return new AccountPosts
        {
            Complete = list.Complete,
            Posts = [.. list.Posts.Select(item => posts.Read(item) is { } post ? new AccountPost(post.RemoteId, post.Permalink, post.At, PagePosts.TextOf(item)) : null).OfType<AccountPost>()],
            Error = list.Failure is { } failure ? GraphFailure.Describe(failure, FacebookErrors.Table) : null,
            BlockedUntil = BlockedUntil(list.Failure) ?? list.Trace.PauseUntil,
            Trace = list.Trace,
        };
    }

    /// <summary>A question about a Page is judged like a step that may run again.</summary>
    private StepResult Failure(GraphAnswer answer, PlatformAccount account) => GraphFailure.Judge(
        answer, new StepCall { Step = "reading", Account = account, Post = new PlatformPost { Type = PostType.Text, Caption = "", Media = [] } }, StepKind.Repeatable, FacebookGraph.TermsOf(options), time.GetUtcNow());

    private DateTimeOffset? BlockedUntil(GraphAnswer? answer) => GraphFailure.BlockedUntil(answer, FacebookGraph.TermsOf(options), time.GetUtcNow());

    private static long? Total(JsonElement body, string edge) =>
        body.TryGetProperty(edge, out var list) && list.ValueKind is JsonValueKind.Object && list.TryGetProperty("summary", out var summary) ? Number(summary, "total_count") : null;

    private static long? Number(JsonElement element, string name) => long.TryParse(element.Text(name), out var number) ? number : null;
}
