using System.Globalization;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>The steps before the publish call. Nobody can see what they do, so each may run again: a file that no post uses is swept after a day.</summary>
internal sealed class PreparationSteps(MastodonApi api, ServerBook servers, MastodonOptions options, TimeProvider time)
{
    /// <summary>Waits for a file that the server works on; the last one repeats.</summary>
    private static readonly TimeSpan[] Waits = [.. new[] { 1, 2, 3, 5, 10, 20, 30, 60 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>An hour and a half of them.</summary>
    private const int MaxPolls = 100;

    public static StepResult.Unavailable Forgotten { get; } =
        new(PlatformError.Passing("checkpoint_missing", "What was prepared of the post was forgotten."), Restart: true);

    /// <summary>Asks what the server takes, refuses what it does not, and makes the key that all calls of this post share.</summary>
    public async Task<StepResult> ReadServerAsync(StepCall call, CancellationToken ct)
    {
        var (facts, answer) = await servers.ReadAsync(call.Account, ct);
        var trace = answer?.Trace ?? CallTrace.None;
        if (facts is null) return StepAnswers.ForFailure(answer!, StepKind.Repeatable, options, time.GetUtcNow());
        if (facts.Refuse(call.Post) is { } error) return new StepResult.Rejected(error) { Trace = trace };

        var now = time.GetUtcNow();
        var checkpoint = new MastodonCheckpoint
        {
            IdempotencyKey = $"posthaste-{Guid.CreateVersion7(now).ToString("N", CultureInfo.InvariantCulture)}",
            KeyMadeAt = now,
            IsMastodon = facts.IsMastodon,
        };
        return new StepResult.Advance(checkpoint.ToJson()) { Trace = trace };
    }

    /// <summary>Sends one file. One whose answer is lost is sent again, and the server sweeps the first.</summary>
    public async Task<StepResult> UploadAsync(StepCall call, CancellationToken ct)
    {
        if (MastodonCheckpoint.Read(call.Checkpoint) is not { } checkpoint) return Forgotten;
        var index = checkpoint.Files.Count;
        if (index >= call.Post.Media.Count) return new StepResult.Advance(call.Checkpoint);

        var (media, field) = (call.Post.Media[index], FieldOf(index));
        // Taken before the call, so that the file is never younger than believed.
        var sentAt = time.GetUtcNow();
        if (!media.Reader.Exists || await media.Reader.TryOpenAtAsync(0, ct) is not { } bytes) return new StepResult.Unavailable(NoFile(field));
        await using (bytes)
        {
            var form = new FormFile(bytes, media.Bytes, media.ContentType, string.IsNullOrEmpty(media.AltText) ? [] : [new("description", media.AltText)]);
            var answer = await api.UploadAsync(call.Account, form, ct);
            if (answer is not MastodonAnswer.Done done || done.Body.Word("id") is not { } id) return Failed(call, answer, field);

            // While it is worked on, the address is null.
            var file = new SentFile(id, IsReady: done.Status == 200 && done.Body.Word("url") is not null, sentAt);
            return new StepResult.Again((checkpoint with { Files = [.. checkpoint.Files, file] }).ToJson()) { Trace = answer.Trace with { Handle = id } };
        }
    }

    /// <summary>Waits until the server has worked on every file: one that is not ready cannot be posted.</summary>
    public async Task<StepResult> ProcessAsync(StepCall call, CancellationToken ct)
    {
        if (MastodonCheckpoint.Read(call.Checkpoint) is not { } checkpoint || checkpoint.Files.Count < call.Post.Media.Count) return Forgotten;
        var index = checkpoint.Files.ToList().FindIndex(file => !file.IsReady);
        if (index < 0) return new StepResult.Advance(call.Checkpoint);

        var file = checkpoint.Files[index];
        var answer = await api.GetAsync(call.Account, $"api/v1/media/{Uri.EscapeDataString(file.Id)}", ct);
        var trace = answer.Trace with { Handle = file.Id };
        switch (answer)
        {
            case MastodonAnswer.Done { Status: 200 }:
                var ready = checkpoint.Files.Select((known, i) => i == index ? known with { IsReady = true } : known);
                return new StepResult.Again((checkpoint with { Files = [.. ready], Polls = 0 }).ToJson()) { Trace = trace };
            case MastodonAnswer.Done when checkpoint.Polls >= MaxPolls:
                return new StepResult.Unavailable(Stuck(FieldOf(index)), Restart: true) { Trace = trace };
            case MastodonAnswer.Done:
                var wait = Waits[Math.Min(checkpoint.Polls, Waits.Length - 1)];
                return new StepResult.Wait(time.GetUtcNow() + wait, (checkpoint with { Polls = checkpoint.Polls + 1 }).ToJson()) { Trace = trace };
            // It was swept, or the server lost it.
            case MastodonAnswer.Refused { Status: 404 }:
                return new StepResult.Unavailable(Swept, Restart: true) { Trace = trace };
            default:
                return Failed(call, answer, FieldOf(index));
        }
    }

    /// <summary>The server may have swept what is that old, or be about to.</summary>
    public bool IsOld(MastodonCheckpoint checkpoint) => checkpoint.Files.Any(file => time.GetUtcNow() - file.At >= options.MediaLife);

    public static PlatformError Swept { get; } = PlatformError.Passing("media_swept", "The files lay at the server for so long that it may have swept them.");

    /// <summary>What limits files alone holds up this post alone: the channel's others go on.</summary>
    private StepResult Failed(StepCall call, MastodonAnswer answer, string field) => StepAnswers.BlockedUntil(answer, options, time.GetUtcNow()) is { } until
        ? new StepResult.Wait(until, call.Checkpoint) { Trace = answer.Trace }
        : StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow(), field);

    private static string FieldOf(int index) => $"mediaIds[{index.ToString(CultureInfo.InvariantCulture)}]";

    private static PlatformError NoFile(string field) => PlatformError.Passing("file_unreadable", "A file of the post cannot be read at the moment.") with { Field = field };

    private static PlatformError Stuck(string field) => new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "media_stalled",
        Message = "The server does not get done with a file.",
        Advice = "Posthaste sends it again. If it keeps failing, try a smaller file.",
        Field = field,
    };
}
