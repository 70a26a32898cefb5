namespace Posthaste.Jobs;

/// <summary>Wakes the workers of this process before their sleep ends. Only a hint: missing one costs a poll interval.</summary>
public sealed class WakeSignal
{
    private readonly TaskCompletionSource[] _next = [.. Enum.GetValues<LaneKind>().Select(_ => New())];

    private TaskCompletionSource _asked = New();

    /// <summary>Ends with the next <see cref="Wake()"/>: something changed that workers of other nodes may want to look at too.</summary>
    public Task NextAsked => Volatile.Read(ref _asked).Task;

    /// <summary>Ends with the next <see cref="Wake(LaneKind)"/> of this kind. Take it before looking for work, so that none falls in between.</summary>
    public Task Next(LaneKind kind) => Volatile.Read(ref _next[(int)kind]).Task;

    /// <summary>Wakes the workers of lanes of both kinds.</summary>
    public void Wake()
    {
        Wake(LaneKind.Prepare);
        Wake(LaneKind.Publish);
        Interlocked.Exchange(ref _asked, New()).TrySetResult();
    }

    /// <summary>Wakes only those of lanes of this kind.</summary>
    public void Wake(LaneKind kind) => Interlocked.Exchange(ref _next[(int)kind], New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
