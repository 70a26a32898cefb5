namespace Posthaste.Platforms;

/// <summary>Hears what calls to networks came to, for the account they were made for.</summary>
public interface ICallMeter
{
    void Count(Guid channelId, CallTotals made);
}

/// <summary>What some calls came to.</summary>
/// <param name="Calls">Requests sent, or tried to be; 0 where whoever asked for them counts them.</param>
/// <param name="Errors">Those of them that had no answer, or a refusal.</param>
/// <param name="BytesOut">Of the bodies that were sent, also of files and where the connection broke. Headers and addresses are left out: a
/// library writes them, and nobody bills them.</param>
/// <param name="BytesIn">Of the bodies that were answered, headers left out again.</param>
public readonly record struct CallTotals(int Calls, int Errors, long BytesOut, long BytesIn)
{
    public static CallTotals operator +(CallTotals one, CallTotals other) =>
        new(one.Calls + other.Calls, one.Errors + other.Errors, one.BytesOut + other.BytesOut, one.BytesIn + other.BytesIn);
}

/// <summary>Counts the calls of work that is no job's, such as connecting an account, of which only the end shows whose calls they were. It counts
/// what is called by the method that began it and by what that method awaits, until it is disposed.</summary>
public sealed class CallTally : IDisposable
{
    private static readonly AsyncLocal<CallTally?> Ambient = new();

    private readonly Lock _gate = new();
    private readonly CallTally? _outer = Ambient.Value;
    private CallTotals _totals;
    private bool _ended;

    private CallTally() { }

    // A task that was started meanwhile may outlive it; its calls are counted as any others.
    internal static CallTally? Current => Ambient.Value is { _ended: false } tally ? tally : null;

    public CallTotals Totals
    {
        get
        {
            lock (_gate) return _totals;
        }
    }

    public static CallTally Begin() => Ambient.Value = new CallTally();

    public void Dispose()
    {
        _ended = true;
        Ambient.Value = _outer;
    }

    internal void Add(CallTotals made)
    {
        lock (_gate) _totals += made;
    }
}
