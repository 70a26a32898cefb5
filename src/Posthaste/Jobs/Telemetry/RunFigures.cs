namespace Posthaste.Jobs.Telemetry;

/// <summary>Counts what the end of a run came to.</summary>
internal sealed class RunFigures(EngineMeter meter)
{
    /// <param name="end">As it was committed.</param>
    /// <param name="intentAt">Of the publish call that was under way or unknown; null where there was none.</param>
    public void Count(RunEnd end, DateTimeOffset? intentAt, DateTimeOffset now)
    {
        var job = end.Job;
        var platform = new KeyValuePair<string, object?>("platform", job.Platform);
        if (end.Attempt is { } attempt)
        {
            meter.Attempts.Add(1, platform, new("outcome", Words.Of(attempt.Outcome)));
            if (attempt.Counted && job.State is JobState.Scheduled or JobState.Preparing or JobState.Ready) meter.Retries.Add(1, platform);
            if (SettledAs(attempt.Outcome) is { } settled)
            {
                meter.Settled.Add(1, platform, new("outcome", settled));
                if (intentAt is { } unknownSince) meter.Settling.Record((now - unknownSince).TotalSeconds, platform, new("outcome", settled));
            }
            if (attempt.Outcome is AttemptOutcome.Published or AttemptOutcome.SettledPublished && job.State == JobState.Published)
            {
                meter.Published.Add(1, platform, new("proof", attempt.Outcome == AttemptOutcome.Published ? "answer" : "settled"));
                if (job.LatenessMs is { } lateness) meter.Lateness.Record(lateness / 1000.0, platform);
            }
        }
        if (end.Order is { } order) meter.HandedOver.Add(1, platform, new("cause", Words.Of(order.Cause)));
        // How long a person left it in their inbox says nothing of the network.
        if (end.Verdict is not null && end.Attempt?.Outcome == AttemptOutcome.Published && job.LatenessMs is not null && intentAt is { } begun)
            meter.Latency.Record((now - begun).TotalSeconds, platform);
        if (job is { State: JobState.NeedsAttention, WakeAt: null } or { State: JobState.Failed })
        {
            meter.Failed.Add(1, platform, new("kind", job.LastError is { } error ? Words.Of(error.Kind) : "none"),
                new("reason", job.Reason is { } reason ? Words.Of(reason) : "none"));
        }
    }

    private static string? SettledAs(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.SettledPublished => "published",
        AttemptOutcome.SettledNotPublished => "not_published",
        AttemptOutcome.Undecidable => "undecidable",
        _ => null,
    };
}
