using System.Data.Common;
using Dapper;
using Posthaste.Events;
using Posthaste.Jobs.Generations;

namespace Posthaste.Storage;

/// <summary>What goes first when several writers want the one writer of a SQLite file.</summary>
internal enum WritePriority
{
    /// <summary>Intents and outcomes: a post is waiting for its instant.</summary>
    Publish,
    Claim,
    Api,

    /// <summary>Pruning, sweeping, backup.</summary>
    Upkeep,
}

/// <summary>One of the two databases. SQL is written once, beside the method that runs it; what differs is here.</summary>
internal abstract class Database : ITransactions, IAsyncDisposable
{
    static Database() => SqlTypes.Register();

    /// <summary>Ends a SELECT that must hold its rows until the commit; empty where the one writer holds everything.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Like <see cref="ForUpdate"/>, and leaves out the rows somebody else holds.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>Ends a SELECT whose rows nobody must delete until the commit; others may still read and change them.</summary>
    public abstract string ForKeyShare { get; }

    /// <summary>Follows a column: its value is one of the list in this parameter.</summary>
    public abstract string AnyOf(string parameter);

    /// <summary>Ids as the list parameter <c>Ids</c> of <see cref="AnyOf"/>.</summary>
    public abstract DynamicParameters ListOf(IEnumerable<Guid> ids);

    /// <summary>A condition: a post's title or caption has what the parameter looks for, which is made by <see cref="PatternOf"/>.</summary>
    /// <param name="title">A column of text.</param>
    /// <param name="content">A column with the post's content as JSON.</param>
    /// <param name="parameter">Its name.</param>
    public abstract string Says(string title, string content, string parameter);

    /// <summary>Looks for a text of a person, whatever the case of its letters.</summary>
    public abstract string PatternOf(string text);

    /// <summary>The function that gives the larger of two values.</summary>
    public abstract string Greatest { get; }

    /// <summary>The function that gives the smaller of two values.</summary>
    public abstract string Least { get; }

    /// <summary>Rung after each commit with an event in it.</summary>
    public EventSignal Events { get; } = new();

    /// <summary>Only one process can use this database at a time.</summary>
    public abstract bool IsExclusive { get; }

    /// <summary>Takes the lanes that are ready, with the job at the head of each.</summary>
    public abstract Task<IReadOnlyList<LaneTaken>> ClaimLanesAsync(DbConnection connection, LaneClaim claim);

    /// <summary>Reads: inside the current transaction where there is one, else from a connection of its own.</summary>
    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken ct) =>
        Session.Current is { } session ? read(session.Connection) : ReadAloneAsync(read, ct);

    /// <summary>Writes in one transaction that is durable when the task ends; joins the current one where there is one.</summary>
    public Task<T> WriteAsync<T>(WritePriority priority, Func<DbConnection, Task<T>> write, CancellationToken ct) =>
        Session.Current is { } session ? write(session.Connection) : WriteAloneAsync(priority, write, ct);

    /// <summary>Writes under a lease: shares its transaction with those of other jobs that are ready at the same moment.</summary>
    /// <returns>Whether its first statement changed a row.</returns>
    public abstract Task<bool> WriteUnderLeaseAsync(LaneWrite write, CancellationToken ct);

    /// <summary>Brings the schema up to this program's, under a lock.</summary>
    public abstract Task MigrateAsync(CancellationToken ct);

    /// <summary>The database's clock, for the engine's offset.</summary>
    public abstract Task<DateTimeOffset> ReadClockAsync(CancellationToken ct);

    /// <summary>Tells the other nodes something, best effort: it may be lost, and is no part of any transaction.</summary>
    public virtual Task TellNodesAsync(string hint, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Hears what nodes tell, this one too, until the connection breaks.</summary>
    /// <param name="heard">Called with each hint; must return at once.</param>
    /// <param name="ct">Ends it.</param>
    public virtual Task HearNodesAsync(Action<string> heard, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Where the database is, so far as it tells; null for a file.</summary>
    public virtual Task<DatabasePlace?> ReadPlaceAsync(CancellationToken ct) => Task.FromResult<DatabasePlace?>(null);

    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken ct) =>
        WriteAsync(WritePriority.Api, _ => work(), ct);

    public void AfterCommit(Action action)
    {
        if (Session.Current is { } session) session.AfterCommit(action);
        else action();
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task<T> ReadAloneAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken ct);

    protected abstract Task<T> WriteAloneAsync<T>(WritePriority priority, Func<DbConnection, Task<T>> write, CancellationToken ct);
}
