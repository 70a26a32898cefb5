using System.Data;
using Dapper;
using Npgsql;
using Posthaste.Storage.Postgres;

namespace Posthaste.Storage.Copies;

/// <summary>A PostgreSQL database while servers work with it: one transaction that sees a single moment.</summary>
internal sealed class PostgresSource : ITableSource
{
    public const string HasSchema = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_version'";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _moment;

    private PostgresSource(NpgsqlConnection connection, NpgsqlTransaction moment) => (_connection, _moment) = (connection, moment);

    public required int Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<TableShape> Tables { get; init; }

    /// <exception cref="BackupException">There is no schema.</exception>
    /// <exception cref="NewerDatabaseException">It is a newer program's.</exception>
    public static async Task<PostgresSource> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = Connection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            // A slow disk under the backup must not end the look half way.
            await connection.ExecuteAsync("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0");
            var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await connection.ExecuteAsync("SET TRANSACTION READ ONLY");
            // The first read is the moment.
            var version = await TableCatalog.ReadVersionAsync(connection, HasSchema);
            var at = await connection.ExecuteScalarAsync<long>("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)");
            CopyChecks.Version(version, $"The database {connection.Database}");
            return new PostgresSource(connection, moment)
            {
                Version = version,
                At = DateTimeOffset.FromUnixTimeMilliseconds(at),
                Tables = await TableCatalog.ReadPostgresAsync(connection),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection for copying: of its own, and with patience.</summary>
    public static NpgsqlConnection Connection(string connectionString)
    {
        var settings = PostgresDatabase.Complete(connectionString);
        settings.Pooling = false;
        settings.CommandTimeout = 0;
        return new NpgsqlConnection(settings.ToString());
    }

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection, table, ct);

    public async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
