namespace Posthaste.Jobs;

/// <summary>Wakes the workers of this process before their sleep ends. Only a hint: missing one costs a poll interval.</summary>
public sealed class WakeSignal
{
    private volatile TaskCompletionSource _next = New();

    /// <summary>Ends with the next <see cref="Wake"/>. Take it before looking for work, so that none falls in between.</summary>
    public Task Next => _next.Task;

    public void Wake() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
