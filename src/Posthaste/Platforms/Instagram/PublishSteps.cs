using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The publish call, and the read that follows it.</summary>
internal sealed class PublishSteps(GraphApi graph, InstagramOptions options, TimeProvider time)
{
    /// <summary>A post is sometimes unreadable for its first seconds.</summary>
    private static readonly TimeSpan[] LinkWaits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)];

    /// <summary>Sends the container's id, once. What decides between "no" and "nobody knows" is
    /// <see cref="GraphErrorClassifier"/>.</summary>
    /// <param name="call">The step.</param>
    /// <param name="part">Which container: the post's, or that of one story of several.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<StepResult> PublishAsync(StepCall call, string part, CancellationToken ct)
    {
        var container = ContainerCheckpoint.Read(call.Checkpoint)?.For(part);
        if (BeforeTheCall(container, call.PublishedBefore) is { } obstacle) return obstacle;

        var answer = await graph.PostOnceAsync(
            call.Account, $"{Uri.EscapeDataString(call.Account.RemoteId)}/media_publish",
            [new("creation_id", container!.ContainerId!)], ct);
        var trace = answer.Trace with { Handle = container.ContainerId };
        if (answer is GraphAnswer.Done done)
        {
            return done.Body.Text("id") is { } id
                ? new StepResult.Published(id) { Trace = trace }
                : new StepResult.Unknown(StepAnswers.Doubt(NoId), trace.PauseUntil) { Trace = trace };
        }
        var failure = StepAnswers.ForFailure(answer, call, StepKind.Irreversible, options, time.GetUtcNow()) with { Trace = trace };
        return failure is StepResult.Wait wait ? wait with { Checkpoint = call.Checkpoint } : failure;
    }

    /// <summary>Reads where the post is. Its having been published is settled: a post that cannot be read, even one
    /// deleted meanwhile, ends this step without a link.</summary>
    public async Task<StepResult> ReadPermalinkAsync(StepCall call, CancellationToken ct)
    {
        if (call.RemoteId is null) return new StepResult.Advance(call.Checkpoint);

        var answer = await graph.GetAsync(call.Account, Uri.EscapeDataString(call.RemoteId), [new("fields", "id,permalink,timestamp")], ct);
        var trace = answer.Trace with { Handle = call.RemoteId };
        if (answer is GraphAnswer.Done done && done.Body.Link("permalink") is { } link)
            return new StepResult.Found(link, done.Body.Time("timestamp")) { Trace = trace };
        if (answer is GraphAnswer.Done || IsMissing(answer)) return LookAgain(call) with { Trace = trace };

        var failure = StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow()) with { Trace = trace };
        return failure is StepResult.Rejected ? new StepResult.Advance(call.Checkpoint) { Trace = trace } : failure;
    }

    /// <summary>What rules the call out without making it. A container that was sent before is never given up here:
    /// only Instagram may say that it can no longer go live.</summary>
    private StepResult? BeforeTheCall(ItemContainer? container, bool publishedBefore) => container switch
    {
        null when publishedBefore => new StepResult.Unknown(StepAnswers.Doubt(Forgotten)),
        null => new StepResult.Unavailable(Forgotten, Restart: true),
        { SeenPublished: true } => new StepResult.Unknown(StepAnswers.Doubt(AlreadyPublished)),
        _ when publishedBefore || time.GetUtcNow() - container.CreatedAt < options.ContainerLife => null,
        _ => new StepResult.Unavailable(TooOld, Restart: true),
    };

    private StepResult LookAgain(StepCall call)
    {
        if (ContainerCheckpoint.Read(call.Checkpoint) is not { } container || container.LinkTries >= LinkWaits.Length)
            return new StepResult.Advance(call.Checkpoint);
        var tried = container with { LinkTries = container.LinkTries + 1 };
        return new StepResult.Wait(time.GetUtcNow() + LinkWaits[container.LinkTries], tried.ToJson());
    }

    private static bool IsMissing(GraphAnswer answer) => answer switch
    {
        GraphAnswer.Unreadable unreadable => unreadable.Status == 404,
        GraphAnswer.Refused refused => refused.Status == 404
            || InstagramErrors.Table.Find(refused.Error.Code, refused.Error.Subcode)?.Class is GraphErrorClass.NotFound,
        _ => false,
    };

    private static PlatformError NoId { get; } =
        PlatformError.Passing("answer_unreadable", "Instagram's answer named no post.");

    private static PlatformError Forgotten { get; } =
        PlatformError.Passing("checkpoint_missing", "The prepared post was forgotten.");

    private static PlatformError AlreadyPublished { get; } =
        PlatformError.Passing("container_published", "Instagram says that the prepared post was published before this call.");

    private static PlatformError TooOld { get; } =
        PlatformError.Passing("container_expired", "The prepared post is too old to be published.");
}
