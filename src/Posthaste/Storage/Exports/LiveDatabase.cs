using System.Data.Common;
using Dapper;
using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Exports;

/// <summary>A database with workspaces in it already. What is put in is one transaction.</summary>
internal abstract class LiveDatabase(DbConnection connection) : ITableTarget
{
    private DbTransaction? _transaction;

    public IReadOnlyList<TableShape> Tables { get; private set; } = [];

    public async Task BeginAsync(int version, CancellationToken ct)
    {
        await connection.OpenAsync(ct);
        _transaction = await BeginTransactionAsync(ct);
        Tables = await ReadTablesAsync(version);
    }

    public abstract Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct);

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(connection, table, ct);

    public Task RunAsync(string sql, object parameters) => connection.ExecuteAsync(sql, parameters);

    public Task<long> CountAsync(string sql, object parameters) => connection.ExecuteScalarAsync<long>(sql, parameters);

    public Task FinishAsync(int version, CancellationToken ct) => _transaction!.CommitAsync(ct);

    public virtual async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    protected abstract ValueTask<DbTransaction> BeginTransactionAsync(CancellationToken ct);

    /// <exception cref="BackupException">Its schema is not of <paramref name="version"/>.</exception>
    protected abstract Task<IReadOnlyList<TableShape>> ReadTablesAsync(int version);
}
