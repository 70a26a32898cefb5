using Posthaste.Platforms.Bluesky.Answers;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Looks whether a post is there, under the name it was sent with. A name is taken once, so what the account shows is the whole truth about every call that was made with it.</summary>
internal sealed class BlueskyProbe(RepoCalls repos, BlueskyOptions options, TimeProvider time)
{
    public async Task<Evidence> AskAsync(ProbeCall probe, CancellationToken ct)
    {
        if (BlueskyCheckpoint.Read(probe.Checkpoint) is not { Rkey: var rkey }) return new Evidence { Witness = Witness.Lost, ListRead = false };

        var (repo, _) = await repos.OpenAsync(probe.Account, ct);
        var answer = repo is null ? await repos.GetAsync(probe.Account, rkey, ct) : await repos.GetAsync(repo, rkey, ct);
        // What was wrong with the session is mended by the next look.
        if (repo is not null && StepAnswers.EndsSession(answer)) repos.End(repo);
        var uri = PostLinks.UriOf(probe.Account.RemoteId, rkey);
        return Judge(answer, uri, rkey, repo?.Session.Who ?? probe.Account.RemoteId, probe) with { Trace = (repo?.Trace ?? CallTrace.None).Then(answer.Trace) with { Handle = uri } };
    }

    private Evidence Judge(XrpcAnswer answer, string uri, string rkey, string who, ProbeCall probe) => answer switch
    {
        XrpcAnswer.Done done when done.Body.Word("uri") == uri => new Evidence
        {
            Witness = Witness.Published,
            ListRead = false,
            OnceOnly = true,
            Post = new RemotePost(uri, PostLinks.For(options, who, rkey), RepoReadings.TimeOf(done.Body) ?? probe.IntentAt),
        },
        XrpcAnswer.Refused { Error: "RecordNotFound", Status: < 500 } => new Evidence { Witness = Witness.NotPublished, ListRead = false, OnceOnly = true },
        _ => new Evidence
        {
            Witness = Witness.Unreadable,
            ListRead = false,
            Error = StepAnswers.Describe(answer),
            BlockedUntil = StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow()) is StepResult.RateLimited limited ? limited.Until : null,
        },
    };
}
