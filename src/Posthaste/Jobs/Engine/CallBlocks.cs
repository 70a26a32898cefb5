using System.Collections.Concurrent;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Who may not be called, and until when, as this process has heard it: what runs already for the same channel must
/// not call either. Others see the pause in the lanes at their next claim.</summary>
internal sealed class CallBlocks
{
    private static readonly PlatformError StopCalling = new()
    {
        Kind = ErrorKind.WaitUntil,
        Code = "blocked",
        Message = "The platform asked us to stop calling for a while.",
        Advice = "Nothing to do: Posthaste goes on when the platform allows it.",
    };

    private readonly ConcurrentDictionary<Guid, CallBlock> _channels = [];
    private readonly ConcurrentDictionary<string, CallBlock> _platforms = [];

    /// <param name="error">What the platform said; null where it said no more than that.</param>
    public void Add(Guid channelId, string platform, RateScope scope, DateTimeOffset until, PlatformError? error = null)
    {
        var block = new CallBlock(until, error ?? StopCalling);
        if (scope == RateScope.App) _platforms.AddOrUpdate(platform, block, (_, known) => Later(known, block));
        else _channels.AddOrUpdate(channelId, block, (_, known) => Later(known, block));
    }

    /// <returns>Null where calling is allowed.</returns>
    public CallBlock? Find(Guid channelId, string platform, DateTimeOffset now)
    {
        var (channel, app) = (_channels.GetValueOrDefault(channelId), _platforms.GetValueOrDefault(platform));
        var block = channel is null || app?.Until > channel.Until ? app : channel;
        return block?.Until > now ? block : null;
    }

    /// <summary>What a step's answer asks for.</summary>
    public void Heed(Job job, StepResult result)
    {
        if (result is StepResult.RateLimited limited) Add(job.ChannelId, job.Platform, limited.Scope, limited.Until, limited.Error);
        if (result is StepResult.Unknown { BlockedUntil: { } blocked }) Add(job.ChannelId, job.Platform, RateScope.Channel, blocked);
        if (result.Trace.PauseUntil is { } pause) Add(job.ChannelId, job.Platform, RateScope.Channel, pause);
    }

    /// <summary>What was said of the same time first says why.</summary>
    private static CallBlock Later(CallBlock known, CallBlock block) => block.Until > known.Until ? block : known;
}

/// <summary>No calls until then.</summary>
/// <param name="Error">Why, for a person.</param>
internal sealed record CallBlock(DateTimeOffset Until, PlatformError Error);
