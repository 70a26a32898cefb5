namespace Posthaste.Tests.PowerLoss;

/// <summary>What happened to the files of a folder, and what was told of it, in order.</summary>
internal sealed class DiskLog
{
    private readonly Lock _gate = new();
    private readonly List<DiskEvent> _events = [];

    public IReadOnlyList<DiskEvent> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    /// <summary>Notes that something was reported as committed.</summary>
    public void Tell(Guid committed)
    {
        lock (_gate) _events.Add(new DiskEvent.Told(committed));
    }

    /// <summary>Does it, and notes it where it succeeded.</summary>
    public int Add(Func<int> call, Func<DiskEvent> happened)
    {
        lock (_gate)
        {
            var result = call();
            if (result == 0) _events.Add(happened());
            return result;
        }
    }
}

/// <summary>One thing that happened.</summary>
internal abstract record DiskEvent
{
    private DiskEvent() { }

    internal sealed record Written(string File, long Offset, byte[] Bytes) : DiskEvent;

    internal sealed record Cut(string File, long Size) : DiskEvent;

    internal sealed record Synced(string File) : DiskEvent;

    internal sealed record Removed(string File) : DiskEvent;

    internal sealed record Told(Guid Committed) : DiskEvent;
}
