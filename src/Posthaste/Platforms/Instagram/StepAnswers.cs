using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>What a Graph call that did not succeed means for the step that made it, at Instagram.</summary>
internal static class StepAnswers
{
    /// <inheritdoc cref="GraphFailure.Judge"/>
    public static StepResult ForFailure(GraphAnswer answer, StepCall call, StepKind kind, InstagramOptions options, DateTimeOffset now) =>
        GraphFailure.Judge(answer, call, kind, InstagramGraph.TermsOf(options), now);

    public static PlatformError Describe(GraphAnswer answer) => GraphFailure.Describe(answer, InstagramErrors.Table);

    /// <inheritdoc cref="GraphErrorClassifier.Doubt"/>
    public static PlatformError Doubt(PlatformError error) => GraphErrorClassifier.Doubt(error, InstagramErrors.Table);
}
