using System.Diagnostics;

namespace Posthaste.Platforms.Instagram;

/// <summary>What a Graph call that did not succeed means for the step that made it.</summary>
internal static class StepAnswers
{
    /// <param name="answer">Anything but <see cref="GraphAnswer.Done"/>.</param>
    /// <param name="call">The step's call.</param>
    /// <param name="kind">What a second run of the step would do.</param>
    /// <param name="options">Waits.</param>
    /// <param name="now">UTC.</param>
    public static StepResult ForFailure(GraphAnswer answer, StepCall call, StepKind kind, InstagramOptions options, DateTimeOffset now)
    {
        StepResult result = answer switch
        {
            GraphAnswer.NotSent notSent => new StepResult.Unavailable(Describe(notSent)),
            GraphAnswer.Refused refused => GraphErrorClassifier.Classify(refused.Error, new ErrorSetting
            {
                Kind = kind,
                HttpStatus = refused.Status,
                Now = now,
                Options = options,
                PublishedBefore = call.PublishedBefore,
                RegainAt = refused.Trace.PauseUntil,
                RetryAfter = refused.RetryAfter,
            }),
            GraphAnswer.Lost or GraphAnswer.Unreadable when kind is StepKind.Irreversible =>
                new StepResult.Unknown(GraphErrorClassifier.Doubt(Describe(answer)), answer.Trace.PauseUntil),
            GraphAnswer.Lost => new StepResult.Unavailable(Describe(answer)),
            GraphAnswer.Unreadable unreadable => new StepResult.Unavailable(Describe(answer), unreadable.RetryAfter),
            _ => throw new UnreachableException(),
        };
        return result with { Trace = answer.Trace };
    }

    public static PlatformError Describe(GraphAnswer answer) => answer switch
    {
        GraphAnswer.Refused refused => GraphErrorClassifier.Describe(refused.Error),
        GraphAnswer.NotSent notSent => PlatformError.Passing(notSent.Reason, "Instagram could not be reached."),
        GraphAnswer.Lost lost => PlatformError.Passing(lost.Reason, "The connection to Instagram ended before its answer was read."),
        GraphAnswer.Unreadable unreadable => PlatformError.Passing("answer_unreadable", $"Instagram's answer could not be read (HTTP {unreadable.Status})."),
        _ => throw new UnreachableException(),
    };
}
