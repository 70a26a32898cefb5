using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>One run of a claimed job.</summary>
/// <param name="Claimed">What was claimed.</param>
/// <param name="Ends">How it can end.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Timeout">How long it may go on without getting further.</param>
internal sealed record Run(ClaimedJob Claimed, RunEnds Ends, DateTimeOffset StartedAt, TimeSpan Timeout)
{
    /// <summary>How many times its time a run that gets further may take.</summary>
    private const int Extensions = 10;

    /// <summary>When it must have ended, unless it gets further.</summary>
    public DateTimeOffset Deadline { get; private set; } = StartedAt + Timeout;

    /// <summary>It read figures, or found that there are no more to read.</summary>
    public bool Measured { get; set; }

    /// <summary>Of the last call, for the attempt's row.</summary>
    public CallTrace LastTrace { get; set; } = CallTrace.None;

    /// <summary>Something is done and saved: ten slow pictures of a carousel are no reason to begin again.</summary>
    public void GotFurther(DateTimeOffset now)
    {
        var last = StartedAt + Timeout * Extensions;
        Deadline = now + Timeout < last ? now + Timeout : last;
    }
}
