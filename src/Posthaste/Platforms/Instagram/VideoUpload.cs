using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>Hands a video's bytes to Instagram, beginning where Instagram says it has got to. So a process that died in the
/// middle, a cut connection and a full time window all end the same way: with a look, and the rest.</summary>
/// <remarks>docs/platforms/instagram.md#upload.</remarks>
internal sealed class VideoUpload(GraphApi graph, Containers containers, InstagramOptions options, TimeProvider time)
{
    /// <summary>Requests in a row that may bring nothing before the container is given up.</summary>
    private const int MaxStalls = 4;

    /// <summary>What one request came to.</summary>
    internal abstract record Result
    {
        private Result() { }

        public CallTrace Trace { get; init; } = CallTrace.None;

        /// <param name="Note">To be saved.</param>
        /// <param name="Pause">Before the rest is sent; none after the last byte.</param>
        public sealed record Moved(UploadNote Note, TimeSpan? Pause) : Result
        {
            /// <summary>Waiting rather than going on at once gives the rest an attempt's full time.</summary>
            public StepResult Answer(ContainerCheckpoint saved, DateTimeOffset now) => Pause is { } pause
                ? new StepResult.Wait(now + pause, saved.ToJson()) { Trace = Trace }
                : new StepResult.Again(saved.ToJson()) { Trace = Trace };
        }

        /// <summary>The container is of no use any more.</summary>
        public sealed record Lost(ContainerLook.Lost Why) : Result;

        public sealed record Failed(StepResult Why) : Result;
    }

    public async Task<Result> SendAsync(StepCall call, ItemContainer container, PlatformMedia media, CancellationToken ct)
    {
        var (answer, look) = await containers.ReadAsync(call, container, "id,status_code,status,video_status", ct);
        var trace = answer.Trace with { Handle = container.ContainerId };
        switch (look)
        {
            case null:
                return new Result.Failed(StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow())) { Trace = trace };
            case ContainerLook.Lost lost:
                return new Result.Lost(lost) { Trace = trace };
            case ContainerLook.Ready or ContainerLook.Published:
                return Done(container) with { Trace = trace };
        }

        var (offset, complete) = answer is GraphAnswer.Done seen ? UploadProgress.Of(seen.Body, "video_status") : (0, false);
        if (complete || offset >= media.Bytes) return Done(container) with { Trace = trace };
        var note = container.Upload! with { Offset = offset, Stalls = offset > container.Upload.Offset ? 0 : container.Upload.Stalls };
        if (note.Stalls >= MaxStalls) return new Result.Lost(Stuck) { Trace = trace };

        if (trace.PauseUntil is { } blocked) return new Result.Moved(note, blocked > time.GetUtcNow() ? blocked - time.GetUtcNow() : TimeSpan.Zero) { Trace = trace };
        if (!media.Reader.Exists) return new Result.Failed(new StepResult.Unavailable(NoFile, Restart: true)) { Trace = trace };
        if (await media.Reader.TryOpenAtAsync(offset, ct) is not { } bytes) return new Result.Failed(new StepResult.Unavailable(NoFile)) { Trace = trace };
        await using (bytes)
        {
            var sent = await graph.UploadAsync(call.Account, container.ContainerId!, new FileBody(media.ContentType, bytes, media.Bytes - offset), offset, ct);
            return Judge(sent, call, note) with { Trace = trace.Then(sent.Trace) };
        }
    }

    private Result Judge(GraphAnswer sent, StepCall call, UploadNote note)
    {
        var stalled = note with { Stalls = note.Stalls + 1 };
        switch (sent)
        {
            case GraphAnswer.Done done when UploadComplaint.Find(done.Body) is null:
                return new Result.Moved(note with { Done = true }, Pause: null);
            // Cut by the window or on the way: the next look tells how much has arrived.
            case GraphAnswer.Lost lost:
                return new Result.Moved(stalled, lost.Reason == "timed_out" ? TimeSpan.Zero : Pause(stalled));
            case GraphAnswer.Done { Body: var body } when UploadComplaint.Find(body) is { } complaint:
                return Judge(complaint, stalled);
            case GraphAnswer.Unreadable { Status: 401 }:
            case GraphAnswer.Unreadable { Body: { } unauthorized } when UploadComplaint.Find(unauthorized)?.Type == "NotAuthorizedError":
                return new Result.Failed(new StepResult.Unauthorized(NotAuthorized));
            case GraphAnswer.Unreadable { Body: { } body } when UploadComplaint.Find(body) is { } complaint:
                return Judge(complaint, stalled);
            case GraphAnswer.Unreadable unreadable:
                return new Result.Moved(stalled, unreadable.RetryAfter ?? Pause(stalled));
            default:
                return new Result.Failed(StepAnswers.ForFailure(sent, call, StepKind.Repeatable, options, time.GetUtcNow()));
        }
    }

    /// <summary>Only what Instagram made of the bytes is final. Every other complaint (a request cut short, a wrong offset,
    /// another request at work) is answered by the next look, whatever <c>retriable</c> says.</summary>
    private Result Judge(UploadComplaint complaint, UploadNote stalled) => complaint is { Type: "ProcessingFailedError", Retriable: false }
        ? new Result.Lost(ContainerLook.JudgeError(complaint.Message, options))
        : new Result.Moved(stalled, Pause(stalled));

    private static Result.Moved Done(ItemContainer container) => new(container.Upload! with { Done = true }, Pause: null);

    private static TimeSpan Pause(UploadNote stalled) => TimeSpan.FromSeconds(1 << Math.Min(stalled.Stalls, 5));

    private static ContainerLook.Lost Stuck { get; } = new(new PlatformError
    {
        Kind = ErrorKind.RetryLater,
        Code = "upload_stalled",
        Message = "The upload of the video does not get ahead.",
        Advice = "Posthaste tries again. If it keeps failing, check the connection, or let Instagram fetch the file (Platforms:Instagram:VideoHandover).",
        Field = "mediaIds",
    });

    private static PlatformError NoFile { get; } = PlatformError.Passing("file_unreadable", "The video's file cannot be read at the moment.");

    private static PlatformError NotAuthorized { get; } = new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "upload_not_authorized",
        Message = "Instagram no longer accepts the account's token.",
        Advice = "Connect the account again.",
    };
}
