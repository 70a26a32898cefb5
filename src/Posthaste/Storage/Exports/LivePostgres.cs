using Dapper;
using Npgsql;
using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Exports;

/// <summary>A PostgreSQL database that servers may be working with. What is put in is one transaction, which they see whole or not at all.</summary>
internal sealed class LivePostgres(string connectionString) : ITableTarget
{
    private readonly NpgsqlConnection _connection = PostgresSource.Connection(connectionString);
    private NpgsqlTransaction? _transaction;

    public IReadOnlyList<TableShape> Tables { get; private set; } = [];

    public async Task BeginAsync(int version, CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        await _connection.ExecuteAsync("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0");
        _transaction = await _connection.BeginTransactionAsync(ct);
        CopyChecks.Current(await TableCatalog.ReadVersionAsync(_connection, PostgresSource.HasSchema), version, $"The database {_connection.Database}");
        Tables = await TableCatalog.ReadPostgresAsync(_connection);
    }

    public Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct) => PostgresRows.FillAsync(_connection, table, rows, ct);

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection, table, ct);

    public Task RunAsync(string sql, object parameters) => _connection.ExecuteAsync(sql, parameters);

    public Task<long> CountAsync(string sql, object parameters) => _connection.ExecuteScalarAsync<long>(sql, parameters);

    public async Task FinishAsync(int version, CancellationToken ct) => await _transaction!.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
