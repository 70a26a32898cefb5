using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>Asks Facebook what became of a publish call.</summary>
/// <remarks>docs/platforms/facebook.md#a-lost-answer.</remarks>
internal sealed class FacebookProbe(GraphApi graph, PagePosts posts, FacebookOptions options, TimeProvider time)
{
    public Task<Evidence> AskAsync(ProbeCall probe, CancellationToken ct)
    {
        var checkpoint = FacebookCheckpoint.Read(probe.Checkpoint) ?? FacebookCheckpoint.Empty;
        return checkpoint.VideoId is { } id ? AskReelAsync(probe, checkpoint, id, ct) : AskListAsync(probe, checkpoint, ct);
    }

    /// <summary>Nothing can be asked about a post but whether the Page shows it. That it does not, proves nothing: the call may be late, and no second one is made on that.</summary>
    private async Task<Evidence> AskListAsync(ProbeCall probe, FacebookCheckpoint checkpoint, CancellationToken ct)
    {
        var seen = await posts.FindAsync(probe.Account, probe.Post, checkpoint, probe.IntentAt, probe.DeadlineAt, ct);
        return new Evidence
        {
            Witness = seen.Own is null ? Witness.None : Witness.Published,
            Post = seen.Own,
            ListRead = seen.Complete,
            Matches = seen.Matches,
            Error = seen.Failure is null ? null : GraphFailure.Describe(seen.Failure, FacebookErrors.Table),
            BlockedUntil = BlockedUntil(seen.Failure) ?? seen.Trace.PauseUntil,
            Trace = seen.Trace,
        };
    }

    private async Task<Evidence> AskReelAsync(ProbeCall probe, FacebookCheckpoint checkpoint, string id, CancellationToken ct)
    {
        var answer = await graph.GetAsync(probe.Account, FacebookGraph.Path(id), [new("fields", "status,permalink_url")], ct);
        var status = answer is GraphAnswer.Done done ? ReelStatus.Read(done.Body, options) : null;
        var evidence = new Evidence
        {
            Witness = status is null ? Witness.Unreadable : Testimony(status, checkpoint),
            ListRead = false,
            LookAfter = NextLook(probe, checkpoint),
            Error = status is null ? GraphFailure.Describe(answer, FacebookErrors.Table) : null,
            BlockedUntil = BlockedUntil(answer) ?? answer.Trace.PauseUntil,
            Trace = answer.Trace with { Handle = id },
        };
        if (status is { Place: ReelPlace.Published })
            return evidence with { Post = new RemotePost(id, status.Link, status.PublishedAt ?? checkpoint.TakenAt ?? probe.IntentAt) };
        if (status is { Place: ReelPlace.Failed }) evidence = evidence with { Error = Unprocessed(status) };
        // While it is worked on, and where the next call would be refused too, there is nothing more to ask.
        return evidence.Witness is Witness.Pending || evidence.BlockedUntil is not null || answer is GraphAnswer.Refused { Error.MeansDeadToken: true }
            ? evidence
            : await WithListAsync(probe, checkpoint, evidence, ct);
    }

    /// <summary>The Page's reels have the last word: one that is among them is live, whatever its status says.</summary>
    private async Task<Evidence> WithListAsync(ProbeCall probe, FacebookCheckpoint checkpoint, Evidence evidence, CancellationToken ct)
    {
        var seen = await posts.FindAsync(probe.Account, probe.Post, checkpoint, probe.IntentAt, probe.DeadlineAt, ct);
        return evidence with
        {
            Witness = seen.Own is null ? evidence.Witness : Witness.Published,
            Post = seen.Own,
            ListRead = seen.Complete,
            Error = evidence.Error ?? (seen.Failure is null ? null : GraphFailure.Describe(seen.Failure, FacebookErrors.Table)),
            BlockedUntil = BlockedUntil(seen.Failure) ?? seen.Trace.PauseUntil,
            Trace = evidence.Trace.Then(seen.Trace),
        };
    }

    private static Witness Testimony(ReelStatus status, FacebookCheckpoint checkpoint) => status.Place switch
    {
        ReelPlace.Published => Witness.Published,
        ReelPlace.Failed => Witness.Failed,
        ReelPlace.Expired => Witness.Expired,
        // Facebook said that it publishes it: its status is behind.
        ReelPlace.Waiting when checkpoint.TakenAt is null => Witness.NotPublished,
        _ => Witness.Pending,
    };

    /// <summary>Often at first, when most reels come through; less and less later.</summary>
    private TimeSpan NextLook(ProbeCall probe, FacebookCheckpoint checkpoint) => (time.GetUtcNow() - (checkpoint.TakenAt ?? probe.IntentAt)).TotalSeconds switch
    {
        < 30 => TimeSpan.FromSeconds(3),
        < 120 => TimeSpan.FromSeconds(10),
        < 600 => TimeSpan.FromSeconds(30),
        < 3_600 => TimeSpan.FromMinutes(2),
        _ => TimeSpan.FromMinutes(10),
    };

    private DateTimeOffset? BlockedUntil(GraphAnswer? answer) => GraphFailure.BlockedUntil(answer, FacebookGraph.TermsOf(options), time.GetUtcNow());

    private static PlatformError Unprocessed(ReelStatus status) => new()
    {
        Kind = ErrorKind.FixContent,
        Code = "video_error",
        Message = "Facebook could not publish the reel.",
        Advice = "Facebook's own words may say why. Convert the video to MP4 with H.264 and AAC, or use another, then retry.",
        Field = "mediaIds[0]",
        PlatformMessage = status.Reason,
    };
}
