using System.Globalization;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>The steps before the publish call of text and pictures. Nobody can see what they do, so each may run again: a picture that no post uses is dropped after a day.</summary>
internal sealed class PhotoSteps(GraphApi graph, PagePosts posts, FacebookOptions options, TimeProvider time)
{
    public static StepResult.Unavailable Forgotten { get; } =
        new(PlatformError.Passing("checkpoint_missing", "What was prepared of the post was forgotten."), Restart: true);

    /// <summary>Sends one picture. One whose answer is lost is sent again, and Facebook drops the first.</summary>
    public async Task<StepResult> UploadAsync(StepCall call, CancellationToken ct)
    {
        var checkpoint = FacebookCheckpoint.Read(call.Checkpoint) ?? FacebookCheckpoint.Empty;
        var index = checkpoint.Photos.Count;
        if (index >= call.Post.Media.Count) return new StepResult.Advance(checkpoint.ToJson());

        var (media, field) = (call.Post.Media[index], $"mediaIds[{index.ToString(CultureInfo.InvariantCulture)}]");
        // Taken before the call, so that the picture is never younger than believed.
        var sentAt = time.GetUtcNow();
        if (!media.Reader.Exists || await media.Reader.TryOpenAtAsync(0, ct) is not { } bytes) return new StepResult.Unavailable(NoFile(field));
        await using (bytes)
        {
            List<KeyValuePair<string, string>> fields = [new("published", "false")];
            if (!string.IsNullOrEmpty(media.AltText)) fields.Add(new("alt_text_custom", media.AltText));
            var answer = await graph.PostFileAsync(call.Account, $"{FacebookGraph.Path(call.Account.RemoteId)}/photos", new FileBody(media.ContentType, bytes, media.Bytes), fields, ct);
            if (answer is not GraphAnswer.Done done) return Named(GraphFailure.Judge(answer, call, StepKind.Repeatable, FacebookGraph.TermsOf(options), time.GetUtcNow()), field);
            if (done.Body.Text("id") is not { } id) return new StepResult.Unavailable(NoId) { Trace = answer.Trace };
            return new StepResult.Again((checkpoint with { Photos = [.. checkpoint.Photos, new SentPhoto(id, sentAt)] }).ToJson()) { Trace = answer.Trace with { Handle = id } };
        }
    }

    /// <summary>Notes which posts the Page has, so that settling never takes an older one for ours. Not worth failing for: without the list, settling still has the time.</summary>
    public async Task<StepResult> NoteRecentAsync(StepCall call, CancellationToken ct)
    {
        var checkpoint = (FacebookCheckpoint.Read(call.Checkpoint) ?? FacebookCheckpoint.Empty) with { NotedAt = time.GetUtcNow(), KnownIds = null };
        var answer = await posts.ReadPageAsync(call.Account, PagePosts.Edge(call.Post.Type), after: null, ct);
        if (answer is GraphAnswer.Done done)
            return new StepResult.Advance((checkpoint with { KnownIds = [.. done.Body.Data().Select(post => post.Text("id")).OfType<string>()] }).ToJson()) { Trace = answer.Trace };
        // These two the publish call would meet as well, and there they would leave its outcome in doubt.
        var failure = GraphFailure.Judge(answer, call, StepKind.Repeatable, FacebookGraph.TermsOf(options), time.GetUtcNow());
        return failure is StepResult.RateLimited || answer is GraphAnswer.Refused { Error.MeansDeadToken: true }
            ? failure
            : new StepResult.Advance(checkpoint.ToJson()) { Trace = answer.Trace };
    }

    /// <summary>Facebook may have dropped what is that old, or be about to.</summary>
    public bool IsOld(FacebookCheckpoint checkpoint) =>
        checkpoint.Photos.Select(photo => photo.At).Append(checkpoint.VideoId is null ? DateTimeOffset.MaxValue : checkpoint.StartedAt).Any(at => time.GetUtcNow() - at >= options.MediaLife);

    public static PlatformError Dropped { get; } = PlatformError.Passing("media_dropped", "The files lay at Facebook for so long that it may have dropped them.");

    public static PlatformError NoFile(string field) => PlatformError.Passing("file_unreadable", "A file of the post cannot be read at the moment.") with { Field = field };

    /// <summary>The same refusal, about a file that a person can find.</summary>
    private static StepResult Named(StepResult failure, string field) => failure is StepResult.Rejected rejected && rejected.Error.Field is null or "mediaIds"
        ? rejected with { Error = rejected.Error with { Field = field } }
        : failure;

    private static PlatformError NoId { get; } = PlatformError.Passing("answer_unreadable", "Facebook took the picture without saying under which id.");
}
