using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>The steps before the publish call of a reel: it is begun, and its bytes are sent, from where Facebook says it has got to. So a process that died in the
/// middle, a cut connection and a full time window all end the same way: with a look, and the rest.</summary>
/// <remarks>docs/platforms/facebook.md#reels.</remarks>
internal sealed class ReelSteps(GraphApi graph, FacebookOptions options, TimeProvider time)
{
    /// <summary>Requests in a row that may bring nothing before the reel is begun anew.</summary>
    private const int MaxStalls = 4;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Facebook's replicas may not know a video yet that was made moments ago.</summary>
    private static readonly TimeSpan YoungVideo = TimeSpan.FromMinutes(2);

    /// <summary>Holds the reel back where the Page has had its reels of the day, and begins it. One whose answer is lost is begun again: nobody sees it.</summary>
    public async Task<StepResult> StartAsync(StepCall call, CancellationToken ct)
    {
        var page = FacebookGraph.Path(call.Account.RemoteId);
        var list = await graph.GetAsync(call.Account, $"{page}/video_reels", [new("fields", "id,created_time"), new("limit", $"{FacebookMedia.ReelsPerDay}")], ct);
        // That it cannot be read keeps nothing back: Facebook counts by itself.
        if (list is GraphAnswer.Done seen && FreeAt(seen) is { } free && free > time.GetUtcNow()) return new StepResult.Wait(free, call.Checkpoint) { Trace = list.Trace };
        if (GraphFailure.BlockedUntil(list, FacebookGraph.TermsOf(options), time.GetUtcNow()) is not null) return Failed(list, call);

        // Taken before the call, so that the video is never younger than believed.
        var startedAt = time.GetUtcNow();
        var answer = await graph.PostAsync(call.Account, $"{page}/video_reels", [new("upload_phase", "start")], ct);
        var trace = list.Trace.Then(answer.Trace);
        if (answer is not GraphAnswer.Done done) return Failed(answer, call) with { Trace = trace };
        return done.Body.Text("video_id") is { } id
            ? new StepResult.Advance((FacebookCheckpoint.Empty with { VideoId = id, StartedAt = startedAt }).ToJson()) { Trace = trace with { Handle = id } }
            : new StepResult.Unavailable(NoId) { Trace = trace };
    }

    public async Task<StepResult> UploadAsync(StepCall call, CancellationToken ct)
    {
        if (FacebookCheckpoint.Read(call.Checkpoint) is not { VideoId: { } id } checkpoint) return PhotoSteps.Forgotten;
        if (checkpoint.IsUploaded) return new StepResult.Advance(call.Checkpoint);

        var media = call.Post.Media[0];
        var look = await graph.GetAsync(call.Account, FacebookGraph.Path(id), [new("fields", "status")], ct);
        var trace = look.Trace with { Handle = id };
        var isYoung = time.GetUtcNow() - checkpoint.StartedAt < YoungVideo;
        if (look is not GraphAnswer.Done && !(look is GraphAnswer.Refused { Error.MeansMissing: true } && isYoung)) return Failed(look, call) with { Trace = trace };

        var status = look is GraphAnswer.Done seen ? ReelStatus.Read(seen.Body, options) : null;
        if (status is { Place: ReelPlace.Failed or ReelPlace.Expired }) return new StepResult.Unavailable(Lost(status), Restart: true) { Trace = trace };
        if (status is { Place: not ReelPlace.Waiting } or { IsUploaded: true } || status?.Offset >= media.Bytes) return Uploaded(checkpoint, trace);

        var offset = status?.Offset ?? 0;
        var noted = checkpoint with { Offset = offset, Stalls = offset > checkpoint.Offset ? 0 : checkpoint.Stalls };
        if (noted.Stalls >= MaxStalls) return new StepResult.Unavailable(Stuck, Restart: true) { Trace = trace };
        if (trace.PauseUntil is { } blocked) return new StepResult.Wait(blocked, noted.ToJson()) { Trace = trace };
        if (!media.Reader.Exists || await media.Reader.TryOpenAtAsync(offset, ct) is not { } bytes) return new StepResult.Unavailable(PhotoSteps.NoFile("mediaIds[0]")) { Trace = trace };
        await using (bytes)
        {
            var sent = await graph.UploadAsync(call.Account, id, new FileBody(media.ContentType, bytes, media.Bytes - offset), offset, ct);
            return Judge(sent, call, noted, trace.Then(sent.Trace));
        }
    }

    /// <summary>Only "I have it" and a dead token are taken at their word: every other complaint (a request cut short, a wrong offset, another request at work) is answered by the next look.</summary>
    private StepResult Judge(GraphAnswer sent, StepCall call, FacebookCheckpoint noted, CallTrace trace) => sent switch
    {
        GraphAnswer.Done { Body: var body } when UploadComplaint.Find(body) is null => Uploaded(noted, trace),
        GraphAnswer.Unreadable { Status: 401 } => new StepResult.Unauthorized(NotAuthorized) { Trace = trace },
        GraphAnswer.Unreadable { Body: { } body } when UploadComplaint.Find(body)?.Type == "NotAuthorizedError" => new StepResult.Unauthorized(NotAuthorized) { Trace = trace },
        GraphAnswer.Unreadable { Body: { } body } when UploadComplaint.Find(body) is { Type: "ProcessingFailedError", Retriable: false } complaint =>
            new StepResult.Unavailable(Lost(complaint), Restart: true) { Trace = trace },
        GraphAnswer.NotSent or GraphAnswer.Refused => Failed(sent, call) with { Trace = trace },
        _ => LookAgain(noted, (sent as GraphAnswer.Unreadable)?.RetryAfter) with { Trace = trace },
    };

    private StepResult.Wait LookAgain(FacebookCheckpoint noted, TimeSpan? wanted) => new(
        time.GetUtcNow() + (wanted ?? TimeSpan.FromSeconds(1 << Math.Min(noted.Stalls, 5))), (noted with { Stalls = noted.Stalls + 1 }).ToJson());

    private static StepResult.Advance Uploaded(FacebookCheckpoint checkpoint, CallTrace trace) =>
        new((checkpoint with { IsUploaded = true, Stalls = 0 }).ToJson()) { Trace = trace };

    private StepResult Failed(GraphAnswer answer, StepCall call) => GraphFailure.Judge(answer, call, StepKind.Repeatable, FacebookGraph.TermsOf(options), time.GetUtcNow());

    /// <returns>When the Page may have one more; null where it may now.</returns>
    private static DateTimeOffset? FreeAt(GraphAnswer.Done list)
    {
        var times = list.Body.Data().Select(reel => reel.Time("created_time")).OfType<DateTimeOffset>().OrderDescending().ToList();
        return times.Count < FacebookMedia.ReelsPerDay ? null : times[FacebookMedia.ReelsPerDay - 1] + Day;
    }

    private static PlatformError Lost(ReelStatus status) => Unprocessed with { PlatformMessage = status.Reason };

    private static PlatformError Lost(UploadComplaint complaint) => Unprocessed with { PlatformMessage = complaint.Message is { } said ? PlatformText.Clean(said) : null };

    private static PlatformError Unprocessed { get; } = new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "video_error",
        Message = "Facebook could not process the video.",
        Advice = "Posthaste tries again. If it keeps failing, try another file.",
        Field = "mediaIds[0]",
    };

    private static PlatformError Stuck { get; } = Unprocessed with { Code = "upload_stalled", Message = "The upload of the video does not get ahead.", Advice = "Posthaste tries again. If it keeps failing, check the connection." };

    private static PlatformError NoId { get; } = PlatformError.Passing("answer_unreadable", "Facebook began the reel without saying under which id.");

    private static PlatformError NotAuthorized { get; } = new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "upload_not_authorized",
        Message = "Facebook no longer accepts the Page's token.",
        Advice = "Connect the Page again.",
    };
}
