namespace Posthaste.Sandbox;

/// <summary>The one door to the <see cref="World"/>. Whatever a call decides, it decides inside one
/// <see cref="Run{T}"/>, so a publish and its line in the ledger cannot come apart.</summary>
internal sealed class SandboxState(SandboxClock clock)
{
    private readonly Lock _gate = new();
    private World _world = new(clock.Now);

    /// <summary>Runs alone. The world must not be kept beyond the call; records taken from it may be.</summary>
    public T Run<T>(Func<World, T> work)
    {
        lock (_gate) return work(_world);
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Action<World> work)
    {
        lock (_gate) work(_world);
    }

    /// <summary>Back to how the sandbox starts, clock included.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            clock.Reset();
            _world = new World(clock.Now);
        }
    }
}
