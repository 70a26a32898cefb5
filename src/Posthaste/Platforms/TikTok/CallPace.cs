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
            if (times.Count >= call.PerMinute) return times.Peek() + Window;
            times.Enqueue(now);
            return null;
        }
    }
}

/// <summary>A call that TikTok counts for each account, apart from the others.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="PerMinute">How many TikTok allows.</param>
internal sealed record PacedCall(string Path, int PerMinute)
{
    public static readonly PacedCall Creator = new("v2/post/publish/creator_info/query/", 20);
    public static readonly PacedCall VideoInit = new("v2/post/publish/video/init/", 6);
    public static readonly PacedCall InboxInit = new("v2/post/publish/inbox/video/init/", 6);
    public static readonly PacedCall PhotoInit = new("v2/post/publish/content/init/", 6);
    public static readonly PacedCall Status = new("v2/post/publish/status/fetch/", 30);

    /// <summary>The one that begins this post.</summary>
    public static PacedCall InitOf(PlatformPost post) => !TikTokRules.IsVideoPost(post.Type) ? PhotoInit : post.IsForInbox() ? InboxInit : VideoInit;
}
