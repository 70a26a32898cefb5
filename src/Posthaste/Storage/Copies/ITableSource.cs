namespace Posthaste.Storage.Copies;

/// <summary>One look at a whole database: all that is read is as it was at one moment, whoever writes meanwhile.</summary>
internal interface ITableSource : IAsyncDisposable
{
    /// <summary>The schema's.</summary>
    int Version { get; }

    /// <summary>When the moment was, by the database's clock.</summary>
    DateTimeOffset At { get; }

    /// <summary>In the order of their references.</summary>
    IReadOnlyList<TableShape> Tables { get; }

    /// <summary>In the order of the primary key. One table at a time.</summary>
    IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct);
}

/// <summary>A database that is being filled: a new one, or one that has other rows already. Until <see cref="FinishAsync"/> there is nothing of it to be seen.</summary>
internal interface ITableTarget : IAsyncDisposable
{
    /// <summary>Makes the tables of a version, all of them empty; in a database that is there, sees that they are of that version.</summary>
    /// <exception cref="BackupException">There is a database already; or it is of another version.</exception>
    Task BeginAsync(int version, CancellationToken ct);

    /// <summary>In the order of their references.</summary>
    IReadOnlyList<TableShape> Tables { get; }

    Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct);

    /// <summary>In the order of the primary key.</summary>
    IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct);

    /// <summary>Runs a statement that goes with the copy. Parameters as in Dapper.</summary>
    Task RunAsync(string sql, object parameters);

    /// <summary>Asks for a number. Parameters as in Dapper.</summary>
    Task<long> CountAsync(string sql, object parameters);

    /// <summary>Brings the schema up to a version, and makes everything last.</summary>
    Task FinishAsync(int version, CancellationToken ct);
}
