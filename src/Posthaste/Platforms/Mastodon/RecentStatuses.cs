using System.Text.Json;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>The account's newest posts, and which of them could be a given one.</summary>
internal sealed class RecentStatuses(MastodonApi api)
{
    private const int PageSize = 40;

    /// <summary>Bounds the search to the newest hundred and sixty: more posts than that in one call's time is not this product.</summary>
    private const int MaxPages = 4;

    /// <summary>How far behind the beginning the list is read, so that its end is seen rather than guessed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    /// <summary>Two clocks are never quite the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <summary>How long after its end a call may still have its effect: a server that is overloaded keeps requests waiting.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <param name="account">Whose.</param>
    /// <param name="post">As it was sent.</param>
    /// <param name="files">The server's ids of its media.</param>
    /// <param name="from">No post of it is older.</param>
    /// <param name="deadline">When the call must have ended.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<StatusSearch> FindAsync(PlatformAccount account, PlatformPost post, IReadOnlyList<SentFile> files, DateTimeOffset from, DateTimeOffset deadline, CancellationToken ct)
    {
        var list = await ReadAsync(account, from - Skew, deadline + Late, ct);
        var ids = files.Select(file => file.Id).ToHashSet();
        // A file can be part of one post only, so that post is this one, whatever its text and its time have become.
        var own = list.Statuses.FirstOrDefault(status => FilesOf(status).Any(ids.Contains));
        return new StatusSearch(list.Complete, own.ValueKind is JsonValueKind.Object ? Post(own) : null,
            [.. list.Statuses.Where(status => files.Count == 0 && FilesOf(status).Count == 0 && PlainText.Same(post.Caption, status.Word("content"))).Select(Post).OfType<RemotePost>()],
            list.Trace, list.Failure);
    }

    /// <summary>All posts of a stretch of time, newest first, as far back as the newest reach.</summary>
    public async Task<StatusList> ReadAsync(PlatformAccount account, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (found, trace, before) = (new List<JsonElement>(), CallTrace.None, (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await api.GetAsync(account, Address(account, before), ct);
            trace = trace.Then(answer.Trace);
            if (answer is not MastodonAnswer.Done { Body: { ValueKind: JsonValueKind.Array } body }) return new StatusList(false, found, trace, answer);

            var statuses = ((JsonElement?)body).Items();
            found.AddRange(statuses.Where(status => status.Time("created_at") is { } at && at >= from && at <= until));
            var last = statuses.Count == 0 ? default : statuses[^1];
            // A page may be short of one that was filtered out, so only an empty one is the end.
            if (last.Word("id") is not { } id || last.Time("created_at") < from - Overlap) return new StatusList(true, found, trace, null);
            before = id;
        }
        return new StatusList(false, found, trace, null);
    }

    /// <returns>Null for what has no id or no time.</returns>
    public static RemotePost? Post(JsonElement status) =>
        status.Word("id") is { } id && status.Time("created_at") is { } at ? new RemotePost(id, status.Link("url"), at) : null;

    private static IReadOnlyList<string> FilesOf(JsonElement status) => [.. status.At("media_attachments").Items().Select(file => file.Word("id")).OfType<string>()];

    private static string Address(PlatformAccount account, string? before) =>
        $"api/v1/accounts/{Uri.EscapeDataString(MastodonAccounts.IdOf(account))}/statuses?limit={PageSize}&exclude_reblogs=true{(before is null ? "" : $"&max_id={Uri.EscapeDataString(before)}")}";
}

/// <summary>The account's posts of a stretch of time.</summary>
/// <param name="Complete">All of it was seen.</param>
/// <param name="Statuses">As the server tells them.</param>
/// <param name="Trace">All pages together.</param>
/// <param name="Failure">The page that could not be read; null where none failed.</param>
internal sealed record StatusList(bool Complete, IReadOnlyList<JsonElement> Statuses, CallTrace Trace, MastodonAnswer? Failure);

/// <summary>What a look through the account's posts came to.</summary>
/// <param name="Complete">Everything that could be it was seen.</param>
/// <param name="Own">The post that has its media, which is the post itself.</param>
/// <param name="Matches">Of a post without media: those with its text.</param>
/// <param name="Trace">All pages together.</param>
/// <param name="Failure">The page that could not be read; null where none failed.</param>
internal sealed record StatusSearch(bool Complete, RemotePost? Own, IReadOnlyList<RemotePost> Matches, CallTrace Trace, MastodonAnswer? Failure);
