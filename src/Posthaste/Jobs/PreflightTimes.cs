namespace Posthaste.Jobs;

/// <summary>When a job is looked at before it is prepared, and again where a look found something. Pure.</summary>
internal static class PreflightTimes
{
    /// <summary>Waits between the looks at what must be mended; the last one repeats.</summary>
    private static readonly TimeSpan[] Ladder = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>The first wait of the ladder.</summary>
    public static TimeSpan First => Ladder[0];

    /// <summary>The first instant still to come of the checks ahead (<see cref="JobsOptions.Preflight"/>) and the start of
    /// preparing; now where that is over. A check that would come after preparing has begun is left out.</summary>
    public static DateTimeOffset Next(DateTimeOffset dueAt, TimeSpan lead, DateTimeOffset now, JobsOptions options)
    {
        var start = dueAt - lead;
        if (start <= now) return now;
        return options.PreflightAhead().Select(ahead => dueAt - ahead).Where(at => at > now && at < start).Append(start).Min();
    }

    /// <summary>How long until the next look, from how long the last wait was: nothing but the job's own row is needed. A job
    /// that was woken early, by a person or by a channel that was connected again, begins anew.</summary>
    public static TimeSpan Again(Job job)
    {
        var last = job.WakeAt - job.UpdatedAt;
        if (last > Ladder[^1]) return First;
        // Writing the row took a moment, by which the wait on record is too short.
        return Ladder.FirstOrDefault(wait => last < wait * 0.9, Ladder[^1]);
    }
}
