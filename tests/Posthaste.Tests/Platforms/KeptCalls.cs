using System.Collections.Concurrent;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

/// <summary>Keeps what was counted, as it was counted.</summary>
public sealed class KeptCalls : ICallMeter
{
    public ConcurrentQueue<(Guid ChannelId, CallTotals Made)> All { get; } = [];

    public void Count(Guid channelId, CallTotals made) => All.Enqueue((channelId, made));
}
