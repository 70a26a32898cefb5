using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>The steps before the publish call. Nobody can see what they do, so each may run again: an upload whose last byte never comes goes nowhere.</summary>
internal sealed class PreparationSteps(TikTokApi api, CreatorCall creators, PublishStatusCall status, CallPace pace, TikTokOptions options, TimeProvider time)
{
    /// <summary>Requests in a row that may bring nothing before the upload is begun anew.</summary>
    private const int MaxStalls = 4;

    public static StepResult.Unavailable Forgotten { get; } =
        new(PlatformError.Passing("checkpoint_missing", "What was prepared of the post was forgotten."), Restart: true);

    /// <summary>Asks what the account allows, and refuses what it does not.</summary>
    public async Task<StepResult> ReadCreatorAsync(StepCall call, CancellationToken ct)
    {
        var (info, failure, trace) = await creators.RunAsync(call.Account, call.Checkpoint, ct);
        if (info is not { } creator) return failure!;

        StepResult result = (creator.Refuse(call.Post, options.IsAudited) ?? RefuseAddress(call.Post)) is { } error
            ? new StepResult.Rejected(error)
            : new StepResult.Advance(new TikTokCheckpoint
            {
                Username = creator.Username,
                Urls = Uploads(call.Post) ? null : [.. call.Post.Media.Select(AddressOf)],
            }.ToJson());
        return result with { Trace = trace };
    }

    /// <summary>Keeps what TikTok is to fetch for the account's inbox, of which it says nothing ahead.</summary>
    public Task<StepResult> NameMediaAsync(StepCall call) => Task.FromResult<StepResult>(RefuseAddress(call.Post) is { } error
        ? new StepResult.Rejected(error)
        : new StepResult.Advance(new TikTokCheckpoint { Urls = [.. call.Post.Media.Select(AddressOf)] }.ToJson()));

    /// <summary>Begins an upload.</summary>
    public async Task<StepResult> BeginUploadAsync(StepCall call, CancellationToken ct)
    {
        var checkpoint = TikTokCheckpoint.Read(call.Checkpoint) ?? TikTokCheckpoint.Empty;
        var init = PacedCall.InitOf(call.Post);
        if (pace.Take(call.Account, init) is { } free) return new StepResult.Wait(free, call.Checkpoint);

        var plan = ChunkPlan.For(call.Post.Media[0].Bytes, options.ChunkBytes);
        // Taken before the call, so that the address is never younger than believed.
        var createdAt = time.GetUtcNow();
        var answer = await api.PostAsync(call.Account, init.Path, InitBody.Upload(call.Post, plan), ct);
        // One whose name is lost gets no bytes, and goes nowhere.
        if (answer is not TikTokAnswer.Done done) return StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow());
        if (done.Data.Word("publish_id") is not { } id || !Uri.TryCreate(done.Data.Word("upload_url"), UriKind.Absolute, out var address))
            return new StepResult.Unavailable(StepAnswers.Describe(answer)) { Trace = answer.Trace };
        if (!options.IsUploadHost(address)) return new StepResult.Rejected(StrangeHost) { Trace = answer.Trace };

        var begun = checkpoint with
        {
            PublishId = id,
            UploadUrl = address.AbsoluteUri,
            CreatedAt = createdAt,
            FileBytes = call.Post.Media[0].Bytes,
            ChunkBytes = plan.ChunkBytes,
            Chunks = plan.Count,
            Sent = 0,
            IsUnsure = false,
            Stalls = 0,
        };
        return new StepResult.Advance(begun.ToJson()) { Trace = answer.Trace with { Handle = id } };
    }

    /// <summary>Sends one chunk, each but the last; that one is the publish call.</summary>
    public async Task<StepResult> UploadAsync(StepCall call, CancellationToken ct)
    {
        if (TikTokCheckpoint.Read(call.Checkpoint) is not { PublishId: not null, UploadUrl: not null } checkpoint) return Forgotten;
        if (IsOld(checkpoint)) return new StepResult.Unavailable(TooOld, Restart: true);
        if (checkpoint.IsUnsure) return await AskAsync(call, checkpoint, ct);
        if (checkpoint.Sent >= checkpoint.Chunks - 1) return new StepResult.Advance(call.Checkpoint);

        var (sent, failure) = await SendAsync(call, checkpoint, checkpoint.Sent, isLast: false, ct);
        if (failure is not null) return failure;
        var trace = sent!.Trace with { Handle = checkpoint.PublishId };
        StepResult result = sent switch
        {
            TikTokAnswer.Unreadable { Status: 206 } => new StepResult.Again((checkpoint with { Sent = checkpoint.Sent + 1, Stalls = 0 }).ToJson()),
            // The address is used up.
            TikTokAnswer.Unreadable { Status: 403 } => new StepResult.Unavailable(TooOld, Restart: true),
            TikTokAnswer.NotSent => new StepResult.Unavailable(StepAnswers.Describe(sent)),
            _ => Unsure(checkpoint),
        };
        return result with { Trace = trace };
    }

    /// <summary>Sends a chunk of the file to where TikTok wants it.</summary>
    /// <returns>The answer, or why nothing was sent.</returns>
    public async Task<(TikTokAnswer? Sent, StepResult? Failure)> SendAsync(StepCall call, TikTokCheckpoint checkpoint, int chunk, bool isLast, CancellationToken ct)
    {
        var media = call.Post.Media[0];
        var address = new Uri(checkpoint.UploadUrl!);
        if (!options.IsUploadHost(address)) return (null, new StepResult.Rejected(StrangeHost));
        if (!media.Reader.Exists) return (null, new StepResult.Unavailable(NoFile));
        var (from, length) = (checkpoint.StartOf(chunk), checkpoint.LengthOf(chunk));
        if (await media.Reader.TryOpenAtAsync(from, ct) is not { } bytes) return (null, new StepResult.Unavailable(NoFile));
        await using (bytes)
        {
            var body = new FileBody(media.ContentType, bytes, length, TikTokApi.Range(from, length, checkpoint.FileBytes));
            return (await api.UploadAsync(call.Account, address, body, isLast, ct), null);
        }
    }

    /// <summary>An upload this old may lose its address before its last byte has come.</summary>
    public bool IsOld(TikTokCheckpoint checkpoint) => time.GetUtcNow() - checkpoint.CreatedAt >= options.UploadLife;

    public bool Uploads(PlatformPost post) => options.VideoHandover is TikTokHandover.Upload && TikTokRules.IsVideoPost(post.Type);

    /// <summary>How much TikTok has; a process that died, a cut connection and a strange answer all end so.</summary>
    private async Task<StepResult> AskAsync(StepCall call, TikTokCheckpoint checkpoint, CancellationToken ct)
    {
        if (checkpoint.Stalls >= MaxStalls) return new StepResult.Unavailable(Stuck, Restart: true);
        var (answer, look) = await status.ReadAsync(call.Account, checkpoint.PublishId!, ct);
        if (look is null) return StepAnswers.ForFailure(answer!, StepKind.Repeatable, options, time.GetUtcNow());
        if (look.FailReason is { } reason)
        {
            var row = FailReasons.Find(reason);
            StepResult failed = row.Class is FailClass.Retry or FailClass.Wait ? new StepResult.Unavailable(row.ToError(), Restart: true) : new StepResult.Rejected(row.ToError());
            return failed with { Trace = look.Trace };
        }
        var sent = (int)Math.Min((look.UploadedBytes ?? checkpoint.StartOf(checkpoint.Sent)) / checkpoint.ChunkBytes, checkpoint.Chunks - 1);
        var known = checkpoint with { Sent = sent, IsUnsure = false, Stalls = sent > checkpoint.Sent ? 0 : checkpoint.Stalls };
        return new StepResult.Again(known.ToJson()) { Trace = look.Trace };
    }

    private StepResult.Wait Unsure(TikTokCheckpoint checkpoint)
    {
        var stalled = checkpoint with { IsUnsure = true, Stalls = checkpoint.Stalls + 1 };
        return new StepResult.Wait(time.GetUtcNow() + TimeSpan.FromSeconds(1 << Math.Min(stalled.Stalls, 5)), stalled.ToJson());
    }

    private PlatformError? RefuseAddress(PlatformPost post)
    {
        if (Uploads(post) || options.Prefixes is not { Count: > 0 } prefixes) return null;
        return post.Media.Select(AddressOf).All(url => prefixes.Any(prefix => url.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) ? null : Unverified;
    }

    /// <summary>TikTok takes ASCII only, which <see cref="Uri.AbsoluteUri"/> is.</summary>
    private static string AddressOf(PlatformMedia media) => (media.Url ?? throw new InvalidOperationException("The step needs hosted media.")).AbsoluteUri;

    private static PlatformError TooOld { get; } = PlatformError.Passing("upload_expired", "The upload to TikTok has become too old.");

    private static PlatformError NoFile { get; } = PlatformError.Passing("file_unreadable", "The video's file cannot be read at the moment.");

    private static PlatformError Stuck { get; } = new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "upload_stalled",
        Message = "The upload of the video does not get ahead.",
        Advice = "Posthaste tries again. If it keeps failing, check the connection, or let TikTok fetch the file (Platforms:TikTok:VideoHandover).",
        Field = "mediaIds",
    };

    private static PlatformError StrangeHost { get; } = new()
    {
        Kind = ErrorKind.BlockedByPlatform,
        Code = "upload_host_unknown",
        Message = "TikTok named an address for the upload that does not look like its own, so nothing was sent there.",
        Advice = "Retry. If it happens again, tell whoever runs this server: Platforms:TikTok:ApiBaseUrl may be wrong.",
    };

    private static PlatformError Unverified { get; } = new()
    {
        Kind = ErrorKind.FixContent,
        Code = "url_not_verified",
        Message = "TikTok fetches media only from addresses that are verified for the app, and this server's media lies elsewhere.",
        Advice = "Verify the address of PublicBaseUrl, or of the media store, at TikTok (URL properties), and name it in Platforms:TikTok:VerifiedPrefixes.",
        Field = "mediaIds",
    };
}
