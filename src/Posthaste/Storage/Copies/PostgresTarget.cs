using Dapper;
using Npgsql;
using NpgsqlTypes;
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

    public async Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        var types = table.Columns.Select(column => TypeOf(column.Type)).ToArray();
        await using var import = await _connection.BeginBinaryImportAsync($"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await import.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                switch (row[i], types[i])
                {
                    case (null, _): await import.WriteNullAsync(ct); break;
                    case (long number, NpgsqlDbType.Integer): await import.WriteAsync(checked((int)number), NpgsqlDbType.Integer, ct); break;
                    case (long number, NpgsqlDbType.Smallint): await import.WriteAsync(checked((short)number), NpgsqlDbType.Smallint, ct); break;
                    case (long number, _): await import.WriteAsync(number, NpgsqlDbType.Bigint, ct); break;
                    case (Guid id, _): await import.WriteAsync(id, NpgsqlDbType.Uuid, ct); break;
                    case (var text, _): await import.WriteAsync((string)text, NpgsqlDbType.Text, ct); break;
                }
            }
        }
        await import.CompleteAsync(ct);
    }

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection, table, ct);

    public Task RunAsync(string sql, object parameters) => _connection.ExecuteAsync(sql, parameters);

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

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "smallint" => NpgsqlDbType.Smallint,
        "text" => NpgsqlDbType.Text,
        _ => throw new InvalidOperationException($"Migrations use no type {type}."),
    };

    private async Task MigrateAsync(int until)
    {
        foreach (var script in MigrationScript.For("postgres").Where(script => script.Number > _version && script.Number <= until)) await script.ApplyAsync(_connection, null);
        _version = until;
    }
}
