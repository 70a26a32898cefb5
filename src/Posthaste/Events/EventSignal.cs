namespace Posthaste.Events;

/// <summary>Says that events were committed. Only a hint: missing one costs a poll interval.</summary>
public sealed class EventSignal
{
    private TaskCompletionSource _here = New();
    private TaskCompletionSource _anywhere = New();

    /// <summary>Ends with the next commit of this process. Take it before looking, so that none falls in between.</summary>
    public Task NextHere => Volatile.Read(ref _here).Task;

    /// <summary>Ends with the next commit of any node, as far as its hint arrives.</summary>
    public Task Next => Volatile.Read(ref _anywhere).Task;

    /// <summary>This process has committed.</summary>
    public void Ring()
    {
        Interlocked.Exchange(ref _here, New()).TrySetResult();
        RingFromElsewhere();
    }

    /// <summary>Another node has; to tell it on from here would go round for ever.</summary>
    public void RingFromElsewhere() => Interlocked.Exchange(ref _anywhere, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
