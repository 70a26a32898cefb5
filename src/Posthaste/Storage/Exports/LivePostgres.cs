using System.Data.Common;
using Dapper;
using Npgsql;
using Posthaste.Storage.Copies;

namespace Posthaste.Storage.Exports;

/// <summary>A PostgreSQL database that servers may be working with: they see what is put in whole or not at all.</summary>
internal sealed class LivePostgres : LiveDatabase
{
    private readonly NpgsqlConnection _connection;

    public LivePostgres(string connectionString)
        : this(PostgresSource.Connection(connectionString))
    {
    }

    private LivePostgres(NpgsqlConnection connection)
        : base(connection) => _connection = connection;

    public override Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct) => PostgresRows.FillAsync(_connection, table, rows, ct);

    protected override async ValueTask<DbTransaction> BeginTransactionAsync(CancellationToken ct)
    {
        await _connection.ExecuteAsync("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0");
        return await _connection.BeginTransactionAsync(ct);
    }

    protected override async Task<IReadOnlyList<TableShape>> ReadTablesAsync(int version)
    {
        CopyChecks.Current(await TableCatalog.ReadVersionAsync(_connection, PostgresSource.HasSchema), version, $"The database {_connection.Database}");
        return await TableCatalog.ReadPostgresAsync(_connection);
    }
}
