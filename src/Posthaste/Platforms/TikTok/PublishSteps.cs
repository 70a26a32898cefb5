using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>The call that makes a post go live, and the read that follows it. Of an upload that call is its last chunk; of what TikTok fetches it is the one that says where.</summary>
/// <remarks>docs/platforms/tiktok.md#posting, docs/decisions/0027.</remarks>
internal sealed class PublishSteps(TikTokApi api, TikTokAccounts accounts, PreparationSteps preparation, PublishStatusCall status, CallPace pace, TikTokOptions options, TimeProvider time)
{
    /// <summary>Until TikTok is asked for the first time.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the address of a post that is live; the last one repeats.</summary>
    private static readonly TimeSpan[] LinkWaits = [.. new[] { 5, 15, 30, 60, 120, 300, 600, 1800 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private const int MaxLinkTries = 50;

    public Task<StepResult> PublishAsync(StepCall call, CancellationToken ct) => preparation.Uploads(call.Post) ? SendLastAsync(call, ct) : StartPullAsync(call, ct);

    /// <summary>Reads where the post is. Its having been published is settled: one that never gets an address, because not everybody may see it, ends this step without.</summary>
    public async Task<StepResult> ReadLinkAsync(StepCall call, CancellationToken ct)
    {
        // In the inbox its owner chose who may see it.
        if (call.RemoteId is null || !(call.Post.IsForInbox() || call.Post.Options.Privacy is PostPrivacy.Public)) return new StepResult.Advance(call.Checkpoint);

        var (answer, look) = await status.ReadAsync(call.Account, call.RemoteId, ct);
        var trace = answer?.Trace ?? CallTrace.None;
        var checkpoint = TikTokCheckpoint.Read(call.Checkpoint) ?? TikTokCheckpoint.Empty;
        if (look?.PostId is not null && checkpoint.Username is null)
            checkpoint = checkpoint with { Username = (await accounts.ReadAsync(call.Account.Token, ct)).Account?.Username };
        if (look?.PostId is { } id && PostLinks.For(options, checkpoint.Username, call.Post.Type, id) is { } link) return new StepResult.Found(link, PublishedAt: null) { Trace = trace };
        if (look is null && answer is not TikTokAnswer.NotSent)
        {
            var failure = StepAnswers.ForFailure(answer!, StepKind.Repeatable, options, time.GetUtcNow());
            // A post that TikTok does not know any more has no address.
            return failure is StepResult.Rejected or StepResult.Unavailable { Restart: true } ? new StepResult.Advance(call.Checkpoint) { Trace = trace } : failure;
        }
        if (checkpoint.LinkTries >= MaxLinkTries) return new StepResult.Advance(call.Checkpoint) { Trace = trace };
        var wait = LinkWaits[Math.Min(checkpoint.LinkTries, LinkWaits.Length - 1)];
        return new StepResult.Wait(time.GetUtcNow() + wait, (checkpoint with { LinkTries = checkpoint.LinkTries + 1 }).ToJson()) { Trace = trace };
    }

    /// <summary>Only "I have it all" and "it never left" are taken at their word: everything else TikTok is asked about, under a name that can go live once.</summary>
    private async Task<StepResult> SendLastAsync(StepCall call, CancellationToken ct)
    {
        if (TikTokCheckpoint.Read(call.Checkpoint) is not { PublishId: not null, UploadUrl: not null } checkpoint)
            return call.PublishedBefore ? new StepResult.Unknown(StepAnswers.Doubt(PreparationSteps.Forgotten.Error)) : PreparationSteps.Forgotten;
        if (!call.PublishedBefore && preparation.IsOld(checkpoint)) return new StepResult.Unavailable(Expired, Restart: true);

        var (sent, failure) = await preparation.SendAsync(call, checkpoint, checkpoint.Chunks - 1, isLast: true, ct);
        if (failure is not null) return failure;
        StepResult result = sent switch
        {
            // An address that has ended, says the page. So it may; whether the bytes came all the same, TikTok is asked before anything is begun anew.
            TikTokAnswer.Unreadable { Status: 403 } when await LacksBytesAsync(call, checkpoint, ct) => new StepResult.Unavailable(Expired, Restart: true),
            TikTokAnswer.Unreadable { Status: 201 } => new StepResult.Taken((checkpoint with { TakenAt = time.GetUtcNow() }).ToJson(), FirstLook),
            TikTokAnswer.NotSent => new StepResult.Unavailable(StepAnswers.Describe(sent)),
            _ => new StepResult.Unknown(StepAnswers.Doubt(StepAnswers.Describe(sent!))),
        };
        return result with { Trace = sent!.Trace with { Handle = checkpoint.PublishId } };
    }

    /// <summary>TikTok says that the upload is not whole. What it lacks can no longer come: the address is used up.</summary>
    private async Task<bool> LacksBytesAsync(StepCall call, TikTokCheckpoint checkpoint, CancellationToken ct) =>
        !call.PublishedBefore && (await status.ReadAsync(call.Account, checkpoint.PublishId!, ct)).Look is { Status: "PROCESSING_UPLOAD" } look && look.UploadedBytes < checkpoint.FileBytes;

    private async Task<StepResult> StartPullAsync(StepCall call, CancellationToken ct)
    {
        if (TikTokCheckpoint.Read(call.Checkpoint) is not { Urls: { Count: > 0 } urls } checkpoint)
            return call.PublishedBefore ? new StepResult.Unknown(StepAnswers.Doubt(PreparationSteps.Forgotten.Error)) : PreparationSteps.Forgotten;
        var init = PacedCall.InitOf(call.Post);
        if (pace.Take(call.Account, init) is { } free) return new StepResult.Wait(free, call.Checkpoint);

        var body = TikTokRules.IsVideoPost(call.Post.Type) ? InitBody.Pull(call.Post, urls[0]) : InitBody.Photos(call.Post, urls);
        var answer = await api.PostOnceAsync(call.Account, init.Path, body, ct);
        if (answer is not TikTokAnswer.Done done) return StepAnswers.ForFailure(answer, StepKind.Irreversible, options, time.GetUtcNow());
        return done.Data.Word("publish_id") is { } id
            ? new StepResult.Taken((checkpoint with { PublishId = id, TakenAt = time.GetUtcNow() }).ToJson(), FirstLook) { Trace = answer.Trace with { Handle = id } }
            : new StepResult.Unknown(StepAnswers.Doubt(StepAnswers.Describe(answer))) { Trace = answer.Trace };
    }

    private static PlatformError Expired { get; } = PlatformError.Passing("upload_expired", "The upload to TikTok became too old before its last part was sent.");
}
