namespace Posthaste.Sandbox.Mastodon;

/// <summary>Counts calls in windows that begin at fixed times, as the server does.</summary>
internal sealed class MastodonRates
{
    private readonly Dictionary<(string Who, string Kind), (DateTimeOffset Ends, int Count)> _windows = [];

    /// <summary>Counts a call, refused ones too.</summary>
    public MastodonRate Take(string who, string kind, int limit, TimeSpan length, DateTimeOffset now)
    {
        var known = _windows.GetValueOrDefault((who, kind));
        if (known.Ends <= now) known = (new DateTimeOffset((now.UtcTicks / length.Ticks * length.Ticks) + length.Ticks, TimeSpan.Zero), 0);
        _windows[(who, kind)] = known with { Count = known.Count + 1 };
        return new MastodonRate(limit, Math.Max(0, limit - known.Count - 1), known.Ends, known.Count + 1 > limit);
    }
}

/// <summary>What stands in the headers.</summary>
internal sealed record MastodonRate(int Limit, int Remaining, DateTimeOffset Reset, bool IsOver);
