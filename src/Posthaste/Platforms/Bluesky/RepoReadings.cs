using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms.Bluesky.Answers;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Reads an account's posts, and takes them down.</summary>
internal sealed class RepoReadings(RepoCalls repos, BlueskyOptions options, TimeProvider time)
{
    /// <summary>Of a hundred posts each.</summary>
    private const int MostPages = 20;

    /// <summary>A post's name is chosen when it is prepared, which may be a while before it is written: the list is read on by so much.</summary>
    private static readonly TimeSpan NamedBefore = TimeSpan.FromDays(2);

    /// <summary>When a record says it was written; null where it does not.</summary>
    public static DateTimeOffset? TimeOf(JsonElement record) =>
        record.Part("value")?.Word("createdAt") is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The list goes by the records' names, newest first.</summary>
    public async Task<AccountPosts> ListAsync(PlatformAccount account, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (repo, why) = await repos.OpenAsync(account, ct);
        if (repo is null) return Failed(why!, why!.Trace);
        var (posts, trace) = (new List<AccountPost>(), repo.Trace);
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await repos.ListAsync(repo, cursor, ct);
            trace = trace.Then(answer.Trace);
            if (answer is not XrpcAnswer.Done done)
            {
                if (StepAnswers.EndsSession(answer)) repos.End(repo);
                return Failed(answer, trace);
            }
            var records = done.Body.Items("records");
            posts.AddRange(records.Select(record => Read(record, repo)).OfType<AccountPost>().Where(post => post.At >= from && post.At <= until));
            var isPast = records.Count > 0 && records[^1].Word("uri") is { } last && PostLinks.RkeyOf(last) is { } rkey && Tid.TimeOf(rkey) < from - NamedBefore;
            cursor = done.Body.Word("cursor");
            if (cursor is null || records.Count == 0 || isPast) return new AccountPosts { Complete = true, Posts = posts, Trace = trace };
        }
        return new AccountPosts { Complete = false, Posts = posts, Trace = trace };
    }

    public async Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct)
    {
        if (PostLinks.RkeyOf(remoteId) is not { } rkey) return new DeleteResult.NotSupported(PlatformError.Passing("post_id_malformed", "This is not the name of a Bluesky post.") with { Kind = ErrorKind.FixContent, Advice = "Delete the post in Bluesky's own app." });
        var (repo, why) = await repos.OpenAsync(account, ct);
        if (repo is null) return Failed(why!) with { Trace = why!.Trace };

        // The server says yes to deleting what is not there.
        var found = await repos.GetAsync(repo, rkey, ct);
        var trace = repo.Trace.Then(found.Trace);
        if (found is XrpcAnswer.Refused { Error: "RecordNotFound", Status: < 500 }) return new DeleteResult.AlreadyGone { Trace = trace };
        if (found is not XrpcAnswer.Done) return Failed(found) with { Trace = trace };
        var answer = await repos.DeleteAsync(repo, rkey, ct);
        return (answer is XrpcAnswer.Done ? new DeleteResult.Deleted() : (DeleteResult)Failed(answer)) with { Trace = trace.Then(answer.Trace) };
    }

    private AccountPost? Read(JsonElement record, OpenRepo repo) => record.Word("uri") is { } uri && PostLinks.RkeyOf(uri) is { } rkey && TimeOf(record) is { } at
        ? new AccountPost(uri, PostLinks.For(options, repo.Session.Who, rkey), at, record.Part("value")?.Word("text") ?? "")
        : null;

    private AccountPosts Failed(XrpcAnswer answer, CallTrace trace) =>
        new() { Complete = false, Error = StepAnswers.Describe(answer), BlockedUntil = BlockedUntil(answer), Trace = trace };

    private DeleteResult.Failed Failed(XrpcAnswer answer) => new(StepAnswers.Describe(answer), BlockedUntil(answer));

    private DateTimeOffset? BlockedUntil(XrpcAnswer answer) =>
        StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow()) is StepResult.RateLimited limited ? limited.Until : null;
}
