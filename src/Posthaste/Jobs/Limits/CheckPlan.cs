using Microsoft.Extensions.Options;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Limits;

/// <summary>Says ahead of its time whether a post fits into its channel's limits, beside what went out and what else is planned.</summary>
internal sealed class CheckPlan(ILimitStore store, IPlatforms platforms, EngineClock clock, IOptions<JobsOptions> options)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <param name="channelId">The channel.</param>
    /// <param name="platform">The channel's network.</param>
    /// <param name="postId">What is planned for it already does not stand in its own way.</param>
    /// <param name="post">As the network would get it; null where that is not known yet, which counts as one publish call.</param>
    /// <param name="at">When it should go out.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>Null where it fits.</returns>
    public async Task<PlanConflict?> RunAsync(Guid channelId, string platform, Guid postId, PlatformPost? post, DateTimeOffset at, CancellationToken ct)
    {
        var planned = await store.ListPlannedAsync(channelId, postId, at - Day, at + Day, ct);
        return await FindAsync(channelId, platform, post, at, [.. planned.SelectMany(other => Enumerable.Repeat(other.DueAt, other.Parts))], ct);
    }

    /// <summary>The same beside what went out already, whatever else is planned: that may still be cancelled or moved.</summary>
    public Task<PlanConflict?> RunBesideLiveAsync(Guid channelId, string platform, PlatformPost post, DateTimeOffset at, CancellationToken ct) =>
        FindAsync(channelId, platform, post, at, planned: [], ct);

    private async Task<PlanConflict?> FindAsync(
        Guid channelId, string platform, PlatformPost? post, DateTimeOffset at, IReadOnlyList<DateTimeOffset> planned, CancellationToken ct)
    {
        if (platforms.Find(platform) is not { } network) return null;
        var now = clock.Now;
        var counts = await store.ReadCountsAsync(channelId, now, ct);
        var ledger = new QuotaLedger(counts with { Planned = planned }, network.Limits, options.Value.PostsPerHour, now);
        var pipeline = post is null ? null : new Pipeline(network.StepsFor(post));
        var due = at > now ? at : now;
        if (pipeline is { Delivers: true }) return ledger.ForDelivering(due) is { } full ? new PlanConflict(full.What, full.Until, IsGuess: true) : null;
        return ledger.ForPublishing(due, pipeline?.PublishCalls ?? 1) is { } wait ? new PlanConflict(wait.What, wait.Until, ledger.WillBeAskedFor(at)) : null;
    }
}

/// <summary>A post does not fit at its time.</summary>
/// <param name="Limit">Which limit, in words: <c>50 posts in 24 hours</c>.</param>
/// <param name="FitsAt">The next time at which it does.</param>
/// <param name="IsGuess">The platform's figure is old, and it is asked for before anything is prepared; or its owner may make room in the account's inbox before.</param>
internal sealed record PlanConflict(string Limit, DateTimeOffset FitsAt, bool IsGuess);
