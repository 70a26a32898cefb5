namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>Calls of the last minute, by token and kind.</summary>
internal sealed class TikTokRates
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Token, string Kind), Queue<DateTimeOffset>> _calls = [];

    /// <summary>Counts a call, refused ones too.</summary>
    /// <returns>False where it is one too many.</returns>
    public bool Take(string token, string kind, int limit, DateTimeOffset now)
    {
        if (!_calls.TryGetValue((token, kind), out var times)) _calls[(token, kind)] = times = [];
        while (times.TryPeek(out var first) && first <= now - _window) times.Dequeue();
        times.Enqueue(now);
        return times.Count <= limit;
    }
}
