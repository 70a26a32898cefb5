using Microsoft.Extensions.Options;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Asks before a call whether the channel's limits leave room for it. Publishing and settling have a share of the calls
/// to themselves; preparing takes what they leave, and figures what that leaves.</summary>
internal sealed class LimitGate(ILimitStore store, UsageLedger usage, CallBlocks blocks, PlatformReader reader, EngineClock clock, IOptions<JobsOptions> options)
{
    /// <summary>Before a step that prepares. Before the first one also whether the post will fit at its time: what is prepared
    /// and cannot go out ends unused.</summary>
    /// <param name="pipeline">How many publish calls the post makes, and of what kind.</param>
    /// <param name="first">Nothing is prepared yet.</param>
    /// <returns>Null where the step may run.</returns>
    public async Task<LimitWait?> BeforeStepAsync(
        Job job, PublishStep step, Pipeline pipeline, bool first, IPlatform platform, PlatformAccount account, CancellationToken ct)
    {
        if (platform.Limits == PlatformLimits.None && (!first || options.Value.PostsPerHour == 0)) return null;
        var ledger = await LedgerAsync(job.ChannelId, platform, ct);
        if (ledger.ForPreparing(step.Creates) is { } full) return full;
        if (!first) return null;
        // The network counts what waits there before it takes the first byte.
        if (pipeline.Delivers) return ledger.ForDeliveringSoon(clock.Now);

        if (ledger.NeedsReading) ledger = await AskAsync(job, platform, account, ct) ?? ledger;
        var due = job.DueAt > clock.Now ? job.DueAt : clock.Now;
        if (ledger.ForPublishing(due, pipeline.PublishCalls) is not { } spent) return null;
        // It fits later: prepared ahead of then, like any other.
        var start = spent.Until - job.Lead;
        return start > clock.Now ? spent with { Until = start } : null;
    }

    /// <summary>Before a publish call.</summary>
    /// <param name="step">That makes it.</param>
    /// <param name="parts">How many are left of the post: it does not begin what it cannot end.</param>
    /// <returns>Null for no wait; and what the database may let through.</returns>
    public async Task<(LimitWait? Wait, PublishAllowance Allowance)> BeforePublishAsync(
        Job job, PublishStep step, int parts, IPlatform platform, PlatformAccount account, CancellationToken ct)
    {
        if (platform.Limits == PlatformLimits.None && options.Value.PostsPerHour == 0) return (null, PublishAllowance.Unlimited);
        var ledger = await LedgerAsync(job.ChannelId, platform, ct);
        var due = job.DueAt > clock.Now ? job.DueAt : clock.Now;
        if (step.Delivers) return (ledger.ForDeliveringSoon(due), ledger.InboxAllowance);
        var wait = ledger.ForPublishing(due, parts);
        // A call is worth it where everything else would be waiting on an old figure.
        if (wait is not null && ledger.NeedsReading && await AskAsync(job, platform, account, ct) is { } asked)
            (ledger, wait) = (asked, asked.ForPublishing(due, parts));
        return (wait, ledger.Allowance);
    }

    /// <summary>Before a call that no post waits for.</summary>
    /// <returns>Null where it may be made.</returns>
    public async Task<DateTimeOffset?> BeforeMetricsAsync(Job job, IPlatform platform, CancellationToken ct)
    {
        if (blocks.Find(job.ChannelId, job.Platform, clock.Now) is { } block) return block.Until;
        return platform.Limits == PlatformLimits.None ? null : (await LedgerAsync(job.ChannelId, platform, ct)).ForMetrics()?.Until;
    }

    private async Task<QuotaLedger> LedgerAsync(Guid channelId, IPlatform platform, CancellationToken ct)
    {
        var now = clock.Now;
        var counts = await store.ReadCountsAsync(channelId, now, ct);
        return new QuotaLedger(counts.With(usage.Pending(channelId), now), platform.Limits, options.Value.PostsPerHour, now);
    }

    /// <summary>Asks the platform for its own figure, and keeps it.</summary>
    /// <returns>Null where it did not tell: then what is known stands.</returns>
    private async Task<QuotaLedger?> AskAsync(Job job, IPlatform platform, PlatformAccount account, CancellationToken ct)
    {
        // Taken before the call: a post published meanwhile counts twice rather than not at all.
        var readAt = clock.Now;
        var reading = await reader.AskAsync(job, "quota", timed => platform.ReadQuotaAsync(account, timed), ct);
        if (reading.Value is not { } quota) return null;

        await store.SaveQuotaAsync(job.ChannelId, new QuotaNote(quota.Used, quota.Total, quota.Window, readAt), ct);
        return await LedgerAsync(job.ChannelId, platform, ct);
    }
}
