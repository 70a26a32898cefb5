using Dapper;
using Npgsql;
using Posthaste.Storage.Postgres;

namespace Posthaste.Storage.Copies;

/// <summary>An empty PostgreSQL database. Everything is one transaction, so a copy that is broken off leaves it empty.</summary>
internal sealed class PostgresTarget(string connectionString) : ITableTarget
{
    private readonly NpgsqlConnection _connection = PostgresSource.Connection(connectionString);
    private NpgsqlTransaction? _transaction;
    private int _version;

    public IReadOnlyList<TableShape> Tables { get; private set; } = [];

    public async Task BeginAsync(int version, CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        await _connection.ExecuteAsync("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0");
        _transaction = await _connection.BeginTransactionAsync(ct);
        // A server that starts on it now waits, and finds everything in its place.
        await _connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@Key)", new { Key = PostgresDatabase.MigrationLock });
        if (await _connection.ExecuteScalarAsync<long>(PostgresSource.HasSchema) != 0 || (await TableCatalog.ReadPostgresAsync(_connection)).Count > 0)
            throw new BackupException($"The database {_connection.Database} has Posthaste's tables already, and nothing is put over them. Make an empty one with CREATE DATABASE, and name that in Storage:ConnectionString.");
        await _connection.ExecuteAsync(MigrationScript.Versions);
        await MigrateAsync(version);
        Tables = await TableCatalog.ReadPostgresAsync(_connection);
        foreach (var table in Tables.Reverse()) await _connection.ExecuteAsync($"DELETE FROM {table.Name}");
    }

    public Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct) => PostgresRows.FillAsync(_connection, table, rows, ct);

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection, table, ct);

    public Task RunAsync(string sql, object parameters) => _connection.ExecuteAsync(sql, parameters);

    public Task<long> CountAsync(string sql, object parameters) => _connection.ExecuteScalarAsync<long>(sql, parameters);

    public async Task FinishAsync(int version, CancellationToken ct)
    {
        await MigrateAsync(version);
        await _transaction!.CommitAsync(ct);
        // Without it the first queries are planned as if the tables were empty.
        await _connection.ExecuteAsync("ANALYZE;");
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task MigrateAsync(int until)
    {
        foreach (var script in MigrationScript.For("postgres").Where(script => script.Number > _version && script.Number <= until)) await script.ApplyAsync(_connection, null);
        _version = until;
    }
}
