namespace Posthaste.Tests.Simulation.Model;

// One operation at a time, or several as one.
internal sealed partial class ModelStore
{
    private readonly List<Action> _afterCommit = [];
    private int _depth;

    /// <summary>Runs the work at once under the lock, and what was left for after the commit when it is done. Nothing is rolled
    /// back: work that throws leaves what it had written, and no use case writes before it throws.</summary>
    /// <exception cref="InvalidOperationException">The work awaits something else than this store.</exception>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        Task<T> done;
        Action[] actions;
        lock (_gate)
        {
            // A transaction inside a transaction joins it.
            if (_depth > 0) return Nested(work);
            _afterCommit.Clear();
            done = Nested(work);
            actions = done.IsCompletedSuccessfully ? [.. _afterCommit] : [];
        }
        foreach (var action in actions) action();
        return done;
    }

    public void AfterCommit(Action action)
    {
        lock (_gate)
        {
            if (_depth > 0)
            {
                _afterCommit.Add(action);
                return;
            }
        }
        action();
    }

    private Task<T> Do<T>(Func<T> operation)
    {
        try
        {
            lock (_gate) return Task.FromResult(operation());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }

    private Task<T> Nested<T>(Func<Task<T>> work)
    {
        _depth++;
        try
        {
            var done = work();
            return done.IsCompleted ? done : throw new InvalidOperationException("Only the store may be awaited inside a transaction.");
        }
        finally
        {
            _depth--;
        }
    }

    private Task<bool> Do(Action operation) => Do(() =>
    {
        operation();
        return true;
    });
}
