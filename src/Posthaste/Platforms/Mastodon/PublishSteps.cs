using System.Text.Json.Nodes;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>The call that makes a post go live.</summary>
/// <remarks>docs/platforms/mastodon.md#a-lost-answer.</remarks>
internal sealed class PublishSteps(MastodonApi api, RecentStatuses recent, PreparationSteps preparation, MastodonOptions options, TimeProvider time)
{
    private static readonly Dictionary<PostPrivacy, string> Visibilities = new()
    {
        [PostPrivacy.Public] = "public",
        [PostPrivacy.Followers] = "private",
        // Seen by whom it mentions, which is nobody.
        [PostPrivacy.OnlyMe] = "direct",
    };

    public async Task<StepResult> PublishAsync(StepCall call, CancellationToken ct)
    {
        if (MastodonCheckpoint.Read(call.Checkpoint) is not { IdempotencyKey: { } key } checkpoint)
            return call.PublishedBefore ? new StepResult.Unknown(StepAnswers.Doubt(PreparationSteps.Forgotten.Error)) : PreparationSteps.Forgotten;
        var trace = CallTrace.None;
        if (call.PublishedBefore)
        {
            (var end, trace) = await LookAgainAsync(call, checkpoint, ct);
            if (end is not null) return end;
        }
        else if (preparation.IsOld(checkpoint))
        {
            return new StepResult.Unavailable(PreparationSteps.Swept, Restart: true);
        }

        var answer = await api.PublishAsync(call.Account, Body(call.Post, checkpoint), key, ct);
        return Judge(call, answer) with { Trace = trace.Then(answer.Trace) };
    }

    private StepResult Judge(StepCall call, MastodonAnswer answer) => answer switch
    {
        MastodonAnswer.Done done when RecentStatuses.Post(done.Body) is { } post => new StepResult.Published(post.RemoteId, post.Permalink, post.At),
        // Files that an earlier call has used up are refused just as ones that never were.
        MastodonAnswer.Refused { Status: 404 or 422 } when call.PublishedBefore && call.Post.Media.Count > 0 => new StepResult.Unknown(StepAnswers.Doubt(StepAnswers.Describe(answer))),
        _ => StepAnswers.ForFailure(answer, StepKind.Irreversible, options, time.GetUtcNow()),
    };

    /// <summary>An earlier call is held for one without effect. This one may come long after it, when the server has forgotten the key: so the account is looked at once more, in the same breath.</summary>
    /// <returns>The end of the step where nothing may be sent.</returns>
    private async Task<(StepResult? End, CallTrace Trace)> LookAgainAsync(StepCall call, MastodonCheckpoint checkpoint, CancellationToken ct)
    {
        var seen = await recent.FindAsync(call.Account, call.Post, checkpoint.Files, checkpoint.KeyMadeAt, time.GetUtcNow(), ct);
        StepResult? end = seen switch
        {
            { Own: { } own } => new StepResult.Published(own.RemoteId, own.Permalink, own.At),
            { Failure: { } failure } => StepAnswers.ForFailure(failure, StepKind.Repeatable, options, time.GetUtcNow()),
            { Complete: true, Matches.Count: 0 } => null,
            // Which of them is this one is found out with the patience that it takes.
            _ => new StepResult.Unknown(StepAnswers.Doubt(Alike)),
        };
        return (end is null ? null : end with { Trace = seen.Trace }, seen.Trace);
    }

    private static JsonObject Body(PlatformPost post, MastodonCheckpoint checkpoint)
    {
        var body = new JsonObject { ["status"] = post.Caption };
        if (checkpoint.Files.Count > 0) body["media_ids"] = new JsonArray([.. checkpoint.Files.Select(file => JsonValue.Create(file.Id))]);
        // Left out it is what the account's owner has set at the server.
        if (post.Options.Privacy is { } privacy) body["visibility"] = Visibilities[privacy];
        return body;
    }

    private static PlatformError Alike { get; } = PlatformError.Passing("alike_posts", "The account shows a post with this text.");
}
