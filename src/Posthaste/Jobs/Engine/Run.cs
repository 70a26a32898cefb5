using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>One run of a claimed job.</summary>
/// <param name="Claimed">What was claimed.</param>
/// <param name="Ends">How it can end.</param>
/// <param name="Deadline">When it must have ended.</param>
internal sealed record Run(ClaimedJob Claimed, RunEnds Ends, DateTimeOffset Deadline)
{
    /// <summary>It read figures, or found that there are no more to read.</summary>
    public bool Measured { get; set; }

    /// <summary>Of the last call, for the attempt's row.</summary>
    public CallTrace LastTrace { get; set; } = CallTrace.None;
}
