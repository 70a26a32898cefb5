namespace Posthaste.Media.Hosting;

/// <summary>What this process last saw of hosting media, for a person who looks at its settings. Kept in memory: after a start nothing is known until it happens.</summary>
internal sealed class HostJournal(TimeProvider time)
{
    private volatile HostFailure? _lastFailure;
    private volatile Sweep? _lastSweep;

    /// <summary>Null where nothing has failed since the start.</summary>
    public HostFailure? LastFailure => _lastFailure;

    /// <summary>When the last sweep of public copies ended well; null where none has since the start.</summary>
    public DateTimeOffset? LastSweepAt => _lastSweep?.At;

    public void Swept() => _lastSweep = new Sweep(time.GetUtcNow());

    public void Failed(MediaHostException failure) => _lastFailure = new HostFailure(time.GetUtcNow(), $"{failure.Message} {failure.Advice}");

    private sealed record Sweep(DateTimeOffset At);
}

/// <summary>A media host did not do what it was asked for.</summary>
/// <param name="At">When.</param>
/// <param name="Sentence">For a person, with what to do; no key, signature or address beyond the host's.</param>
public sealed record HostFailure(DateTimeOffset At, string Sentence);
