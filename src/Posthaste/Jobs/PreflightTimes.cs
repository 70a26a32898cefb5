namespace Posthaste.Jobs;

/// <summary>When a job is looked at before it is prepared, and again where a look found something. Pure.</summary>
internal static class PreflightTimes
{
    /// <summary>Waits between the looks at what must be mended; the last one repeats.</summary>
    private static readonly TimeSpan[] Ladder = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    /// <summary>The first instant still to come of the checks ahead (<see cref="JobsOptions.Preflight"/>) and the start of
    /// preparing; now where that is over. A check that would come after preparing has begun is left out.</summary>
    public static DateTimeOffset Next(DateTimeOffset dueAt, TimeSpan lead, DateTimeOffset now, JobsOptions options)
    {
        var start = dueAt - lead;
        if (start <= now) return now;
        return options.PreflightAhead().Select(ahead => dueAt - ahead).Where(at => at > now && at < start).Append(start).Min();
    }

    /// <summary>When to look again at a job that a check holds back, or could not judge. The waits grow, but the time to begin
    /// preparing is not slept through; from then on until due it is every minute, to be on time; and at the end of a window, which may be
    /// short, at least once in each quarter of what is left.</summary>
    /// <param name="job">As it was before this look.</param>
    /// <param name="anew">Something was found for the first time: the shortest wait.</param>
    /// <param name="now">When it was looked at.</param>
    public static DateTimeOffset Again(Job job, bool anew, DateTimeOffset now)
    {
        var start = job.DueAt - job.Lead;
        var wait = anew || (now >= start && now < job.DueAt) ? Ladder[0] : After(job.WakeAt - job.UpdatedAt);
        var quarter = (job.LateAt - now) / 4;
        if (quarter < wait) wait = quarter > Ladder[0] ? quarter : Ladder[0];
        var again = now + wait;
        return now < start && start < again ? start : again;
    }

    /// <summary>The next wait, from how long the last one was: nothing but the job's own row is needed. A job that was woken
    /// early, by a person or by a channel that was connected again, begins anew.</summary>
    private static TimeSpan After(TimeSpan? last) => last > Ladder[^1]
        ? Ladder[0]
        // Writing the row took a moment, by which the wait on record is too short.
        : Ladder.FirstOrDefault(wait => last < wait * 0.9, Ladder[^1]);
}
