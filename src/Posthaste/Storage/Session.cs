using System.Data.Common;

namespace Posthaste.Storage;

/// <summary>The transaction that the current flow of control is inside of.</summary>
internal sealed class Session(DbConnection connection)
{
    private static readonly AsyncLocal<Session?> Ambient = new();
    private readonly List<Action> _afterCommit = [];
    private bool _ended;

    // A task started inside a transaction may outlive it; to such a task there is none.
    public static Session? Current => Ambient.Value is { _ended: false } session ? session : null;

    public DbConnection Connection { get; } = connection;

    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Runs <paramref name="work"/> with this session as the current one; it ends with the call.</summary>
    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work)
    {
        Ambient.Value = this;
        try
        {
            return await work(Connection);
        }
        finally
        {
            _ended = true;
        }
    }

    /// <summary>To be called once the commit is certain.</summary>
    public void Committed()
    {
        foreach (var action in _afterCommit) action();
    }
}
