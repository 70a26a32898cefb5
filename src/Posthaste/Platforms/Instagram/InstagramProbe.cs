using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>Asks Instagram whether a publish call took effect: the container first, then the account.</summary>
internal sealed class InstagramProbe(GraphApi graph, RecentMedia recentMedia, PostComments comments, InstagramOptions options, TimeProvider time)
{
    public Task<Evidence> AskAsync(ProbeCall probe, CancellationToken ct) =>
        probe.Part == PublishStep.Comment ? AskAboutCommentAsync(probe, ct) : AskAboutPostAsync(probe, ct);

    private async Task<Evidence> AskAboutPostAsync(ProbeCall probe, CancellationToken ct)
    {
        var checkpoint = ContainerCheckpoint.Read(probe.Checkpoint);
        var container = checkpoint?.For(probe.Part);
        var answer = container is null ? null : await graph.GetAsync(
            probe.Account, Uri.EscapeDataString(container.ContainerId!), [new("fields", "id,status_code,status")], ct);
        var trace = (answer?.Trace ?? CallTrace.None) with { Handle = container?.ContainerId };
        var evidence = new Evidence
        {
            Witness = answer is GraphAnswer.Done done ? Testimony(done.Body.Text("status_code")) : Witness.Unreadable,
            ListRead = false,
            Error = answer is null or GraphAnswer.Done ? null : StepAnswers.Describe(answer),
            BlockedUntil = BlockedUntil(answer) ?? trace.PauseUntil,
            Trace = trace,
        };
        // The next call would be refused too, and a refused call lengthens the block.
        if (evidence.BlockedUntil is not null || trace.PauseUntil is not null || answer is GraphAnswer.Refused { Error.MeansDeadToken: true }) return evidence;

        var search = await recentMedia.FindAsync(probe, checkpoint, ct);
        return evidence with
        {
            ListRead = search.Complete,
            Matches = search.Matches,
            Error = evidence.Error ?? (search.Failure is null ? null : StepAnswers.Describe(search.Failure)),
            BlockedUntil = BlockedUntil(search.Failure) ?? search.Trace.PauseUntil,
            Trace = trace.Then(search.Trace),
        };
    }

    /// <summary>Stories are listed for a day; a little less is counted on.</summary>
    private static readonly TimeSpan StoriesShown = TimeSpan.FromHours(23);

    public async Task<AccountPosts> ListAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (complete, posts, trace, failure) = await recentMedia.ListAsync(account, type, from, until, ct);
        return new AccountPosts
        {
            Complete = complete && !(type is PostType.Story && from < time.GetUtcNow() - StoriesShown),
            Posts = posts,
            Error = failure is null ? null : StepAnswers.Describe(failure),
            BlockedUntil = BlockedUntil(failure) ?? trace.PauseUntil,
            Trace = trace,
        };
    }

    /// <summary>A comment has no container: only the post's comments can tell.</summary>
    private async Task<Evidence> AskAboutCommentAsync(ProbeCall probe, CancellationToken ct)
    {
        if (probe.RemoteId is null) return new Evidence { Witness = Witness.None, ListRead = false };

        var search = await comments.FindAsync(probe, ct);
        return new Evidence
        {
            Witness = Witness.None,
            ListRead = search.Complete,
            Matches = search.Matches,
            Error = search.Failure is null ? null : StepAnswers.Describe(search.Failure),
            BlockedUntil = BlockedUntil(search.Failure) ?? search.Trace.PauseUntil,
            Trace = search.Trace with { Handle = probe.RemoteId },
        };
    }

    private static Witness Testimony(string? statusCode) => statusCode switch
    {
        "IN_PROGRESS" => Witness.Pending,
        "FINISHED" => Witness.NotPublished,
        "PUBLISHED" => Witness.Published,
        "EXPIRED" => Witness.Expired,
        "ERROR" => Witness.Failed,
        _ => Witness.Unreadable,
    };

    private DateTimeOffset? BlockedUntil(GraphAnswer? answer) => GraphFailure.BlockedUntil(answer, InstagramGraph.TermsOf(options), time.GetUtcNow());
}
