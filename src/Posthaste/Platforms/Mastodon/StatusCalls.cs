using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>What can be asked and done about a post that is live.</summary>
internal sealed class StatusCalls(MastodonApi api, RecentStatuses recent, MastodonOptions options, TimeProvider time)
{
    public async Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, CancellationToken ct)
    {
        var answer = await api.GetAsync(account, Path(remoteId), ct);
        if (answer is not MastodonAnswer.Done done)
            return new Reading<PostMetrics>(null, StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow())) { Trace = answer.Trace };
        var figures = new Dictionary<string, long>();
        if (done.Body.Count("reblogs_count") is { } boosts) figures["boosts"] = boosts;
        if (done.Body.Count("quotes_count") is { } quotes) figures["quotes"] = quotes;
        var metrics = new PostMetrics { Likes = done.Body.Count("favourites_count"), Comments = done.Body.Count("replies_count"), Insights = figures };
        return new Reading<PostMetrics>(metrics) { Trace = answer.Trace };
    }

    public async Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct)
    {
        var answer = await api.DeleteAsync(account, Path(remoteId), ct);
        DeleteResult result = answer switch
        {
            MastodonAnswer.Done => new DeleteResult.Deleted(),
            MastodonAnswer.Refused { Status: 404 or 410 } => new DeleteResult.AlreadyGone(),
            _ => new DeleteResult.Failed(StepAnswers.Describe(answer), StepAnswers.BlockedUntil(answer, options, time.GetUtcNow())),
        };
        return result with { Trace = answer.Trace };
    }

    public async Task<AccountPosts> ListAsync(PlatformAccount account, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var list = await recent.ReadAsync(account, from, until, ct);
        return new AccountPosts
        {
            Complete = list.Complete,
            Posts = [.. list.Statuses.Select(status => RecentStatuses.Post(status) is { } post ? new AccountPost(post.RemoteId, post.Permalink, post.At, PlainText.Of(status.Word("content") ?? "")) : null).OfType<AccountPost>()],
            Error = list.Failure is { } failure ? StepAnswers.Describe(failure) : null,
            BlockedUntil = list.Failure is { } refused ? StepAnswers.BlockedUntil(refused, options, time.GetUtcNow()) : null,
            Trace = list.Trace,
        };
    }

    private static string Path(string remoteId) => $"api/v1/statuses/{Uri.EscapeDataString(remoteId)}";
}
