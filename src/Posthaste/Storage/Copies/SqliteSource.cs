using Microsoft.Data.Sqlite;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Storage.Copies;

/// <summary>A SQLite file, also one that a server is writing: a read transaction keeps its moment, and keeps nobody from writing.</summary>
internal sealed class SqliteSource : ITableSource
{
    public const string HasSchema = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _moment;

    private SqliteSource(SqliteConnection connection, SqliteTransaction moment) => (_connection, _moment) = (connection, moment);

    public required int Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<TableShape> Tables { get; init; }

    /// <exception cref="BackupException">There is no database.</exception>
    /// <exception cref="NewerDatabaseException">It is a newer program's.</exception>
    public static async Task<SqliteSource> OpenAsync(string path, TimeProvider time, CancellationToken ct)
    {
        if (!File.Exists(path)) throw new BackupException($"There is no database at {path}. Name the server's folder with --DataDir, or its database with --Storage:Provider and --Storage:ConnectionString.");
        SqliteLibrary.Load();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            var moment = connection.BeginTransaction(deferred: true);
            // The first read is the moment.
            var version = await TableCatalog.ReadVersionAsync(connection, HasSchema);
            var at = time.GetUtcNow();
            CopyChecks.Version(version, path);
            return new SqliteSource(connection, moment) { Version = version, At = at, Tables = await TableCatalog.ReadSqliteAsync(connection) };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection, table, ct);

    public async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
