using Posthaste.Platforms.Bluesky.Answers;
using Posthaste.Platforms.Bluesky.Text;

namespace Posthaste.Platforms.Bluesky;

/// <summary>The steps before the call that publishes. Nobody can see what they do, so each may run again: a file that no post refers to is thrown away.</summary>
internal sealed class PreparationSteps(RepoCalls repos, TidClock names, BlueskyOptions options, TimeProvider time)
{
    public static StepResult.Unavailable Forgotten { get; } =
        new(PlatformError.Passing("checkpoint_missing", "What was prepared of the post was forgotten."), Restart: true);

    /// <summary>Chooses the post's name and finds out whom it mentions.</summary>
    public async Task<StepResult> PrepareAsync(StepCall call, CancellationToken ct)
    {
        var (repo, why) = await repos.OpenAsync(call.Account, ct);
        if (repo is null) return StepAnswers.ForFailure(why!, StepKind.Repeatable, options, time.GetUtcNow());

        var (mentions, trace) = (new Dictionary<string, string>(), repo.Trace);
        foreach (var handle in Facets.In(call.Post.Caption).Where(facet => facet.Kind is FacetKind.Mention).Select(facet => facet.Value).Distinct())
        {
            var answer = await repos.ResolveHandleAsync(repo, handle, ct);
            trace = trace.Then(answer.Trace);
            if (answer is XrpcAnswer.Done done && done.Body.Word("did") is { } did) mentions[handle] = did;
            // A handle that nobody has stays plain text; one that could not be looked up is looked up again.
            else if (answer is not XrpcAnswer.Refused { Status: 400 } || StepAnswers.EndsSession(answer)) return Failed(repo, answer, call) with { Trace = trace };
        }
        return new StepResult.Advance(new BlueskyCheckpoint { Rkey = names.Next(), Mentions = mentions }.ToJson()) { Trace = trace };
    }

    /// <summary>Sends one file.</summary>
    public async Task<StepResult> UploadAsync(StepCall call, CancellationToken ct)
    {
        if (BlueskyCheckpoint.Read(call.Checkpoint) is not { } checkpoint) return Forgotten;
        if (checkpoint.Files.Count >= call.Post.Media.Count) return new StepResult.Advance(call.Checkpoint);
        var media = call.Post.Media[checkpoint.Files.Count];
        if (!media.Reader.Exists) return new StepResult.Unavailable(NoFile);

        var (repo, why) = await repos.OpenAsync(call.Account, ct);
        if (repo is null) return StepAnswers.ForFailure(why!, StepKind.Repeatable, options, time.GetUtcNow());
        await using var bytes = await media.Reader.TryOpenAtAsync(0, ct);
        if (bytes is null) return new StepResult.Unavailable(NoFile);
        // Taken before the call, so that the file is never younger than believed.
        var since = checkpoint.FilesSince ?? time.GetUtcNow();
        var answer = await repos.UploadAsync(repo, new FileBody(media.ContentType, bytes, media.Bytes), ct);
        var trace = repo.Trace.Then(answer.Trace);
        if (answer is not XrpcAnswer.Done done) return Failed(repo, answer, call) with { Trace = trace };
        if (Read(done) is not { } file) return new StepResult.Unavailable(StepAnswers.Describe(answer)) { Trace = trace };

        var next = checkpoint with { Files = [.. checkpoint.Files, file], FilesSince = since };
        return (next.Files.Count < call.Post.Media.Count ? new StepResult.Again(next.ToJson()) : (StepResult)new StepResult.Advance(next.ToJson())) with { Trace = trace with { Handle = file.Cid } };
    }

    /// <summary>What a refused call means where it may be made again. A session that has ended is no reason to fail: the next run opens another one.</summary>
    private StepResult Failed(OpenRepo repo, XrpcAnswer answer, StepCall call) => StepAnswers.EndsSession(answer) && repos.End(repo)
        ? new StepResult.Wait(time.GetUtcNow(), call.Checkpoint)
        : StepAnswers.ForFailure(answer, StepKind.Repeatable, options, time.GetUtcNow());

    private static SentFile? Read(XrpcAnswer.Done done) => done.Body.Part("blob") is { } blob && blob.Part("ref")?.Word("$link") is { } cid && blob.Word("mimeType") is { } type && blob.Count("size") is { } size
        ? new SentFile(cid, type, size)
        : null;

    private static PlatformError NoFile { get; } = PlatformError.Passing("file_unreadable", "A file of the post cannot be read at the moment.");
}
