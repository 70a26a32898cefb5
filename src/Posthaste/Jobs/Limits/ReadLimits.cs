using Microsoft.Extensions.Options;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Limits;

/// <summary>Tells how much of a channel's limits is used. Asks nobody but the store.</summary>
internal sealed class ReadLimits(ILimitStore store, IPlatforms platforms, UsageLedger usage, CallBlocks blocks, EngineClock clock, IOptions<JobsOptions> options)
{
    public async Task<ChannelLimits> RunAsync(Guid channelId, string platform, CancellationToken ct)
    {
        var now = clock.Now;
        var counts = (await store.ReadCountsAsync(channelId, now, ct)).With(usage.Pending(channelId), now);
        var limits = platforms.Find(platform)?.Limits ?? PlatformLimits.None;
        var heard = blocks.Find(channelId, platform, now)?.Until;
        return new ChannelLimits(
            new QuotaLedger(counts, limits, options.Value.PostsPerHour, now).States,
            heard > counts.PausedUntil || counts.PausedUntil is null ? heard : counts.PausedUntil);
    }
}

/// <summary>A channel's limits.</summary>
/// <param name="States">Each that it has.</param>
/// <param name="BlockedUntil">The platform said to stop calling until then; null where it did not.</param>
public sealed record ChannelLimits(IReadOnlyList<LimitState> States, DateTimeOffset? BlockedUntil);
