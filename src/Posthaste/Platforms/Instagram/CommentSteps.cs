using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The first comment: a call of its own that cannot be repeated, below a post that is live whatever becomes of it.</summary>
internal sealed class CommentSteps(GraphApi graph, InstagramOptions options, TimeProvider time)
{
    /// <summary>A post is sometimes unknown to Instagram's replicas for its first seconds.</summary>
    private static readonly TimeSpan[] YoungPostWaits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)];

    public async Task<StepResult> CommentAsync(StepCall call, CancellationToken ct)
    {
        if (call.RemoteId is null) return new StepResult.Rejected(NoPost);

        var answer = await graph.PostOnceAsync(
            call.Account, $"{Uri.EscapeDataString(call.RemoteId)}/comments", [new("message", call.Post.Options.FirstComment!.Trim())], ct);
        var trace = answer.Trace with { Handle = call.RemoteId };
        if (answer is GraphAnswer.Done done)
        {
            return done.Body.Text("id") is { } id
                ? new StepResult.Published(id) { Trace = trace }
                : new StepResult.Unknown(Doubt(NoId), trace.PauseUntil) { Trace = trace };
        }
        if (IsUnknownPost(answer)) return LookAgain(call) with { Trace = trace };

        // There is no container here that an earlier call could have used up: a refusal is one, first call or not.
        var failure = StepAnswers.ForFailure(answer, call with { PublishedBefore = false }, StepKind.Irreversible, options, time.GetUtcNow());
        return Reworded(failure) with { Trace = trace };
    }

    /// <summary>What is commented on is looked up before anything is written, so this one surely had no effect.</summary>
    private static bool IsUnknownPost(GraphAnswer answer) =>
        answer is GraphAnswer.Refused { Error.MeansMissing: true, Status: >= 400 and < 500 };

    private StepResult LookAgain(StepCall call)
    {
        var checkpoint = ContainerCheckpoint.Read(call.Checkpoint) ?? ContainerCheckpoint.Empty;
        if (checkpoint.CommentTries >= YoungPostWaits.Length) return new StepResult.Rejected(NoPost);
        var tried = checkpoint with { CommentTries = checkpoint.CommentTries + 1 };
        return new StepResult.Wait(time.GetUtcNow() + YoungPostWaits[checkpoint.CommentTries], tried.ToJson());
    }

    /// <summary>The sentences of the table speak of posts.</summary>
    private static StepResult Reworded(StepResult failure) => failure switch
    {
        StepResult.Unknown unknown => unknown with { Error = Doubt(unknown.Error) },
        StepResult.Rejected rejected => new StepResult.Rejected(OfComment(rejected.Error)),
        StepResult.Unavailable unavailable => new StepResult.Unavailable(OfComment(unavailable.Error), unavailable.RetryAfter),
        StepResult.Unauthorized unauthorized => new StepResult.Unauthorized(OfComment(unauthorized.Error)),
        StepResult.RateLimited limited => limited with { Error = OfComment(limited.Error) },
        _ => failure,
    };

    private static PlatformError OfComment(PlatformError error) => error with
    {
        Message = $"The post is live, its first comment is not: {error.Message}",
        Field = error.Kind is ErrorKind.FixContent ? Field : error.Field,
    };

    private static PlatformError Doubt(PlatformError error) => error with
    {
        Kind = ErrorKind.OutcomeUnknown,
        Message = "The post is live. Whether its first comment is there is not known yet.",
        Advice = "Nothing to do yet: Posthaste reads the post's comments before it does anything else.",
        Field = Field,
    };

    private const string Field = "options.firstComment";

    private static PlatformError NoId { get; } = PlatformError.Passing("answer_unreadable", "Instagram's answer named no comment.");

    private static PlatformError NoPost { get; } = new()
    {
        Kind = ErrorKind.FixContent,
        Code = "comment_without_post",
        Message = "The first comment could not be written: Instagram does not show the post.",
        Advice = "Open the post in Instagram and comment there, if it still exists.",
        Field = Field,
    };
}
