using System.Diagnostics;

namespace Posthaste.Platforms.Graph;

/// <summary>What a Graph call that did not succeed means for the step that made it.</summary>
internal static class GraphFailure
{
    /// <param name="answer">Anything but <see cref="GraphAnswer.Done"/>.</param>
    /// <param name="call">The step's call.</param>
    /// <param name="kind">What a second run of the step would do.</param>
    /// <param name="terms">Waits, and what errors mean.</param>
    /// <param name="now">UTC.</param>
    public static StepResult Judge(GraphAnswer answer, StepCall call, StepKind kind, GraphTerms terms, DateTimeOffset now)
    {
        StepResult result = answer switch
        {
            GraphAnswer.NotSent => new StepResult.Unavailable(Describe(answer, terms.Errors)),
            GraphAnswer.Refused refused => Classify(refused, kind, call.PublishedBefore, terms, now),
            GraphAnswer.Lost or GraphAnswer.Unreadable when kind is StepKind.Irreversible =>
                new StepResult.Unknown(GraphErrorClassifier.Doubt(Describe(answer, terms.Errors), terms.Errors), answer.Trace.PauseUntil),
            GraphAnswer.Lost => new StepResult.Unavailable(Describe(answer, terms.Errors)),
            GraphAnswer.Unreadable unreadable => new StepResult.Unavailable(Describe(answer, terms.Errors), unreadable.RetryAfter),
            _ => throw new UnreachableException(),
        };
        return result with { Trace = answer.Trace };
    }

    /// <summary>When Graph will listen again; null where the answer does not say to stop.</summary>
    public static DateTimeOffset? BlockedUntil(GraphAnswer? answer, GraphTerms terms, DateTimeOffset now) =>
        answer is GraphAnswer.Refused refused ? (Classify(refused, StepKind.Repeatable, publishedBefore: false, terms, now) as StepResult.RateLimited)?.Until : null;

    public static PlatformError Describe(GraphAnswer answer, GraphErrorTable errors) => answer switch
    {
        GraphAnswer.Refused refused => GraphErrorClassifier.Describe(refused.Error, errors),
        GraphAnswer.NotSent notSent => PlatformError.Passing(notSent.Reason, $"{errors.Network} could not be reached."),
        GraphAnswer.Lost lost => PlatformError.Passing(lost.Reason, $"The connection to {errors.Network} ended before its answer was read."),
        GraphAnswer.Unreadable unreadable => PlatformError.Passing("answer_unreadable", $"{errors.Network}'s answer could not be read (HTTP {unreadable.Status})."),
        _ => throw new UnreachableException(),
    };

    private static StepResult Classify(GraphAnswer.Refused refused, StepKind kind, bool publishedBefore, GraphTerms terms, DateTimeOffset now) =>
        GraphErrorClassifier.Classify(refused.Error, new ErrorSetting
        {
            Kind = kind,
            HttpStatus = refused.Status,
            Now = now,
            Terms = terms,
            PublishedBefore = publishedBefore,
            RegainAt = refused.Trace.PauseUntil,
            RetryAfter = refused.RetryAfter,
        });
}
