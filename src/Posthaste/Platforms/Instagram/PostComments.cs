using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The newest comments of a post, and which of them could be our first one.</summary>
internal sealed class PostComments(GraphApi graph, InstagramOptions options)
{
    /// <summary>Graph gives at most fifty at a time, newest first.</summary>
    private const int PageSize = 50;

    /// <summary>Ours is the oldest of them.</summary>
    private const int MaxPages = 20;

    /// <summary>Timestamps have whole seconds, and two clocks are never quite the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    public async Task<Search> FindAsync(ProbeCall probe, CancellationToken ct)
    {
        var id = Uri.EscapeDataString(probe.RemoteId!);
        var account = await graph.GetAsync(probe.Account, Uri.EscapeDataString(probe.Account.RemoteId), [new("fields", "username")], ct);
        if (account is not GraphAnswer.Done me || me.Body.Text("username") is not { } username)
            return new Search(false, [], account.Trace, account is GraphAnswer.Done ? null : account);

        var (matches, trace, after) = (new List<RemotePost>(), account.Trace, (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            List<KeyValuePair<string, string>> query = [new("fields", "id,text,timestamp,username"), new("limit", $"{PageSize}")];
            if (after is not null) query.Add(new("after", after));
            var answer = await graph.GetAsync(probe.Account, $"{id}/comments", query, ct);
            trace = trace.Then(answer.Trace);
            if (answer is not GraphAnswer.Done done) return new Search(false, matches, trace, answer);

            var comments = done.Body.Data().ToList();
            matches.AddRange(comments.Select(comment => Match(comment, probe, username)).OfType<RemotePost>());
            after = done.Body.Next();
            if (after is null || comments.Count == 0) return new Search(true, matches, trace, null);
        }
        return new Search(false, matches, trace, null);
    }

    private RemotePost? Match(JsonElement comment, ProbeCall probe, string username)
    {
        if (comment.Text("id") is not { } id || comment.Time("timestamp") is not { } at) return null;
        if (at < probe.IntentAt - Skew || at > probe.DeadlineAt + options.PublishAllowance) return null;
        return string.Equals(comment.Text("username"), username, StringComparison.OrdinalIgnoreCase)
            && CaptionMatch.Same(probe.Post.Options.FirstComment, comment.Text("text"))
            ? new RemotePost(id, null, at)
            : null;
    }
}
