using System.Text.Json.Nodes;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>The call that makes a post go live, and the read that follows it.</summary>
/// <remarks>docs/platforms/facebook.md#a-lost-answer.</remarks>
internal sealed class PublishSteps(GraphApi graph, PagePosts posts, PhotoSteps preparation, FacebookOptions options, TimeProvider time)
{
    /// <summary>Until Facebook is asked for the first time whether a reel is live.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    /// <summary>A post is sometimes unreadable for its first seconds.</summary>
    private static readonly TimeSpan[] LinkWaits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)];

    public Task<StepResult> PublishAsync(StepCall call, CancellationToken ct) => FacebookRules.IsReel(call.Post.Type) ? FinishReelAsync(call, ct) : PostAsync(call, ct);

    /// <summary>Reads where the post is. Its having been published is settled: a post that cannot be read, even one deleted meanwhile, ends this step without a link.</summary>
    public async Task<StepResult> ReadPermalinkAsync(StepCall call, CancellationToken ct)
    {
        if (call.RemoteId is null) return new StepResult.Advance(call.Checkpoint);

        var answer = await graph.GetAsync(call.Account, FacebookGraph.Path(call.RemoteId), [new("fields", "id,permalink_url,created_time")], ct);
        var trace = answer.Trace with { Handle = call.RemoteId };
        if (answer is GraphAnswer.Done done && PageLinks.Of(done.Body, options) is { } link) return new StepResult.Found(link, done.Body.Time("created_time")) { Trace = trace };
        if (answer is GraphAnswer.Done || answer.IsMissing) return LookAgain(call) with { Trace = trace };

        var failure = GraphFailure.Judge(answer, call, StepKind.Repeatable, FacebookGraph.TermsOf(options), time.GetUtcNow()) with { Trace = trace };
        return failure is StepResult.Rejected ? new StepResult.Advance(call.Checkpoint) { Trace = trace } : failure;
    }

    private async Task<StepResult> PostAsync(StepCall call, CancellationToken ct)
    {
        if (FacebookCheckpoint.Read(call.Checkpoint) is not { NotedAt: { } notedAt } checkpoint || checkpoint.Photos.Count < call.Post.Media.Count) return Forgotten(call);
        var trace = CallTrace.None;
        if (call.PublishedBefore)
        {
            (var end, trace) = await LookAsync(call, checkpoint, notedAt, ct);
            if (end is not null) return end;
        }
        else if (preparation.IsOld(checkpoint))
        {
            return new StepResult.Unavailable(PhotoSteps.Dropped, Restart: true);
        }

        var answer = await graph.PostOnceAsync(call.Account, $"{FacebookGraph.Path(call.Account.RemoteId)}/feed", Form(call.Post, checkpoint), ct);
        StepResult result = answer switch
        {
            GraphAnswer.Done done when done.Body.Text("id") is { } id => new StepResult.Published(id),
            GraphAnswer.Done => new StepResult.Unknown(Doubt(NoId), answer.Trace.PauseUntil),
            _ => GraphFailure.Judge(answer, call, StepKind.Irreversible, FacebookGraph.TermsOf(options), time.GetUtcNow()),
        };
        return result with { Trace = trace.Then(answer.Trace) };
    }

    /// <summary>An earlier call is held for one without effect, and Facebook has no key that would make two of them one: so the Page is looked at once more, in the same breath.</summary>
    /// <returns>The end of the step where nothing may be sent.</returns>
    private async Task<(StepResult? End, CallTrace Trace)> LookAsync(StepCall call, FacebookCheckpoint checkpoint, DateTimeOffset notedAt, CancellationToken ct)
    {
        var seen = await posts.FindAsync(call.Account, call.Post, checkpoint, notedAt, time.GetUtcNow(), ct);
        StepResult? end = seen switch
        {
            { Own: { } own } => new StepResult.Published(own.RemoteId, own.Permalink, own.At),
            { Failure: { } failure } => GraphFailure.Judge(failure, call, StepKind.Repeatable, FacebookGraph.TermsOf(options), time.GetUtcNow()),
            { Complete: true, Matches.Count: 0 } => null,
            // Which of them is this one is found out with the patience that it takes.
            _ => new StepResult.Unknown(Doubt(Alike)),
        };
        return (end is null ? null : end with { Trace = seen.Trace }, seen.Trace);
    }

    /// <summary>Facebook takes the call and works on the video before it goes live: it is asked about until it has.</summary>
    private async Task<StepResult> FinishReelAsync(StepCall call, CancellationToken ct)
    {
        if (FacebookCheckpoint.Read(call.Checkpoint) is not { VideoId: { } id, IsUploaded: true } checkpoint) return Forgotten(call);
        if (!call.PublishedBefore && preparation.IsOld(checkpoint)) return new StepResult.Unavailable(PhotoSteps.Dropped, Restart: true);

        List<KeyValuePair<string, string>> form = [new("upload_phase", "finish"), new("video_id", id), new("video_state", "PUBLISHED")];
        if (call.Post.Caption.Length > 0) form.Add(new("description", call.Post.Caption));
        var answer = await graph.PostOnceAsync(call.Account, $"{FacebookGraph.Path(call.Account.RemoteId)}/video_reels", form, ct);
        StepResult result = answer switch
        {
            GraphAnswer.Done done when IsSuccess(done) => new StepResult.Taken((checkpoint with { TakenAt = time.GetUtcNow() }).ToJson(), FirstLook),
            GraphAnswer.Done => new StepResult.Unknown(Doubt(NoSuccess), answer.Trace.PauseUntil),
            _ => GraphFailure.Judge(answer, call, StepKind.Irreversible, FacebookGraph.TermsOf(options), time.GetUtcNow()),
        };
        return result with { Trace = answer.Trace with { Handle = id } };
    }

    private static bool IsSuccess(GraphAnswer.Done done) => done.Body.TryGetProperty("success", out var word) && word.ValueKind is System.Text.Json.JsonValueKind.True;

    private static StepResult Forgotten(StepCall call) => call.PublishedBefore ? new StepResult.Unknown(Doubt(PhotoSteps.Forgotten.Error)) : PhotoSteps.Forgotten;

    private static IEnumerable<KeyValuePair<string, string>> Form(PlatformPost post, FacebookCheckpoint checkpoint)
    {
        if (post.Caption.Length > 0) yield return new("message", post.Caption);
        // Without this an address in the text has no preview.
        if (post.Media.Count == 0 && CaptionText.Links(post.Caption) is [var first, ..]) yield return new("link", post.Caption[first.Start..first.End]);
        if (post.Options.LocationId is { } place) yield return new("place", place);
        for (var i = 0; i < checkpoint.Photos.Count; i++) yield return new($"attached_media[{i}]", new JsonObject { ["media_fbid"] = checkpoint.Photos[i].Id }.ToJsonString());
    }

    private StepResult LookAgain(StepCall call)
    {
        if (FacebookCheckpoint.Read(call.Checkpoint) is not { } checkpoint || checkpoint.LinkTries >= LinkWaits.Length) return new StepResult.Advance(call.Checkpoint);
        var tried = checkpoint with { LinkTries = checkpoint.LinkTries + 1 };
        return new StepResult.Wait(time.GetUtcNow() + LinkWaits[checkpoint.LinkTries], tried.ToJson());
    }

    private static PlatformError Doubt(PlatformError error) => GraphErrorClassifier.Doubt(error, FacebookErrors.Table);

    private static PlatformError NoId { get; } = PlatformError.Passing("answer_unreadable", "Facebook's answer named no post.");

    private static PlatformError NoSuccess { get; } = PlatformError.Passing("answer_unreadable", "Facebook's answer did not say that it publishes the reel.");

    private static PlatformError Alike { get; } = PlatformError.Passing("alike_posts", "The Page shows a post with this text.");
}
