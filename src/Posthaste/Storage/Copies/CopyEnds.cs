using Posthaste.Storage.Exports;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Storage.Copies;

/// <summary>Where copies come from and go to, as the settings say.</summary>
internal sealed class CopyEnds(StorageOptions storage, string dataDir, TimeProvider time)
{
    public string Provider => storage.Provider;

    public string DataFolder => dataDir;

    /// <summary>The SQLite file, also where the settings name PostgreSQL: then it is what there was before.</summary>
    public string SqlitePath => storage.SqlitePath(dataDir);

    /// <exception cref="BackupException">There is no database.</exception>
    public async Task<ITableSource> OpenSourceAsync(CancellationToken ct) => storage.IsPostgres
        ? await PostgresSource.OpenAsync(storage.ConnectionString ?? "", ct)
        : await OpenSqliteAsync(ct);

    /// <exception cref="BackupException">There is no file.</exception>
    public Task<SqliteSource> OpenSqliteAsync(CancellationToken ct) => SqliteSource.OpenAsync(SqlitePath, time, ct);

    /// <exception cref="DatabaseInUseException">A server is using its place.</exception>
    public ITableTarget OpenTarget() => storage.IsPostgres ? new PostgresTarget(storage.ConnectionString ?? "") : new SqliteTarget(SqlitePath);

    /// <summary>The database that is there, to put more into it.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    /// <exception cref="DatabaseInUseException">A server is using the SQLite file.</exception>
    public ITableTarget OpenLive() => storage.IsPostgres ? new LivePostgres(storage.ConnectionString ?? "") : LiveSqlite.Claim(SqlitePath);

    /// <summary>Keeps servers away from the SQLite file.</summary>
    /// <exception cref="DatabaseInUseException">One is using it.</exception>
    public FileClaim ClaimSqlite() => FileClaim.Take(SqlitePath);
}
