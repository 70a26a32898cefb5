using Posthaste.Channels;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Posts.Readiness;

/// <summary>Whether the account may still publish at the time of a job.</summary>
internal sealed class QuotaRule(CheckPlan checkPlan)
{
    /// <returns>Null where it may. Blocking only where what went out already leaves no room before the late window ends; a shorter
    /// wait is a hint, and so is what other plans leave.</returns>
    /// <param name="channel">The account.</param>
    /// <param name="job">Its due time is asked about.</param>
    /// <param name="post">What would go out.</param>
    /// <param name="from">Says from when on something is possible, to the people of the workspace.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Finding?> FindAsync(Channel channel, Job job, PlatformPost post, Func<DateTimeOffset, string> from, CancellationToken ct)
    {
        if (await checkPlan.RunAsync(channel.Id, channel.Platform, job.PostId, post, job.DueAt, ct) is not { } conflict) return null;
        var spent = await checkPlan.RunBesideLiveAsync(channel.Id, channel.Platform, post, job.DueAt, ct);
        // Held back on a guess, it would never get so far that the platform is asked.
        return spent is { IsGuess: false } && spent.FitsAt > job.LateAt ? Of(channel, spent, "and the next time that fits is after its late window", from) : Of(channel, conflict, "the post would wait", from) with { Blocks = false };
    }

    public static Finding Of(Channel channel, PlanConflict conflict, string therefore, Func<DateTimeOffset, string> from) => new("quota_exceeded", "at",
        $"At this time @{channel.Username} has reached its limit of {conflict.Limit}; {therefore}. The next time that fits is {from(conflict.FitsAt)}.",
        Advice: "Choose a later time.");
}
