namespace Posthaste;

/// <summary>Makes the writes of several nouns one commit: all of them, or none.</summary>
/// <remarks>Stores called inside join the transaction by themselves. Only the store may be awaited inside: on
/// SQLite every other writer waits meanwhile. A transaction inside a transaction joins it.</remarks>
public interface ITransactions
{
    Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct);

    /// <summary>Runs once the current transaction has committed, or at once where there is none.</summary>
    void AfterCommit(Action action);
}
