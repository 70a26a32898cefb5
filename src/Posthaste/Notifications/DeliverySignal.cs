namespace Posthaste.Notifications;

/// <summary>Says that deliveries were made in this process. Only a hint: missing one costs a poll interval.</summary>
internal sealed class DeliverySignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next ring. Take it before looking, so that none falls in between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
