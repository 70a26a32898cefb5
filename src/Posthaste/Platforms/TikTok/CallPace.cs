namespace Posthaste.Platforms.TikTok;

/// <summary>Keeps to what TikTok allows one account in a minute. It knows this process's calls only: what other nodes make too many, TikTok refuses and
/// everybody waits for a minute.</summary>
/// <remarks>docs/platforms/tiktok.md#limits.</remarks>
internal sealed class CallPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid ChannelId, PacedCall Call), Queue<DateTimeOffset>> _calls = [];

    /// <returns>Null where the call may be made, and is counted; else when there is room.</returns>
    public DateTimeOffset? Take(PlatformAccount account, PacedCall call)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_calls.TryGetValue((account.ChannelId, call), out var times)) _calls[(account.ChannelId, call)] = times = [];
            while (times.TryPeek(out var first) && first <= now - Window) times.Dequeue();
            if (times.Count >= (int)call) return times.Peek() + Window;
            times.Enqueue(now);
            return null;
        }
    }
}

/// <summary>Calls that TikTok counts apart, by how many it allows in a minute.</summary>
internal enum PacedCall
{
    Init = 6,
    Creator = 20,
    Status = 30,
}
