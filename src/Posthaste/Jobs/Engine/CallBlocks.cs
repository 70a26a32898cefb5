using System.Collections.Concurrent;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Who may not be called, and until when, as this process has heard it: what runs already for the same channel must
/// not call either. Others see the pause in the lanes at their next claim.</summary>
internal sealed class CallBlocks
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _channels = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _platforms = [];

    /// <summary>A later time already set stays.</summary>
    public void Add(Guid channelId, string platform, RateScope scope, DateTimeOffset until)
    {
        if (scope == RateScope.App) _platforms.AddOrUpdate(platform, until, (_, known) => known > until ? known : until);
        else _channels.AddOrUpdate(channelId, until, (_, known) => known > until ? known : until);
    }

    /// <returns>Null where calling is allowed.</returns>
    public DateTimeOffset? Until(Guid channelId, string platform, DateTimeOffset now)
    {
        var channel = _channels.GetValueOrDefault(channelId);
        var app = _platforms.GetValueOrDefault(platform);
        var until = channel > app ? channel : app;
        return until > now ? until : null;
    }

    /// <summary>What a step's answer asks for.</summary>
    public void Heed(Job job, StepResult result)
    {
        if (result is StepResult.RateLimited limited) Add(job.ChannelId, job.Platform, limited.Scope, limited.Until);
        if (result is StepResult.Unknown { BlockedUntil: { } blocked }) Add(job.ChannelId, job.Platform, RateScope.Channel, blocked);
        if (result.Trace.PauseUntil is { } pause) Add(job.ChannelId, job.Platform, RateScope.Channel, pause);
    }

    public static PlatformError Blocked { get; } = new()
    {
        Kind = ErrorKind.WaitUntil,
        Code = "blocked",
        Message = "The platform asked us to stop calling for a while.",
        Advice = "Nothing to do: Posthaste goes on when the platform allows it.",
    };
}
