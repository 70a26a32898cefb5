namespace Posthaste.Planning.Recurring;

/// <summary>Has the posts of series made before the hour is over. Only a hint: missing one costs that hour.</summary>
public sealed class SeriesSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next <see cref="Wake"/>. Take it before looking for work, so that none falls in between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Wake() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
