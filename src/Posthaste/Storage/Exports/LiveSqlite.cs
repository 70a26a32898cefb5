using Dapper;
using Microsoft.Data.Sqlite;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Storage.Exports;

/// <summary>A SQLite file that has a database already, while no server uses it. What is put in is one transaction.</summary>
internal sealed class LiveSqlite : ITableTarget
{
    private readonly string _path;
    private readonly FileClaim _claim;
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    /// <exception cref="BackupException">There is no database.</exception>
    /// <exception cref="DatabaseInUseException">A server is using it.</exception>
    public LiveSqlite(string path)
    {
        if (!File.Exists(path)) throw new BackupException($"There is no database at {path}. Start the server once, stop it, and try again; or name its folder with --DataDir.");
        SqliteLibrary.Load();
        (_path, _claim) = (path, FileClaim.Take(path));
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = true }.ToString());
    }

    public IReadOnlyList<TableShape> Tables { get; private set; } = [];

    public async Task BeginAsync(int version, CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        await _connection.ExecuteAsync("PRAGMA synchronous=FULL");
        _transaction = _connection.BeginTransaction(deferred: false);
        CopyChecks.Current(await TableCatalog.ReadVersionAsync(_connection, SqliteSource.HasSchema), version, _path);
        Tables = await TableCatalog.ReadSqliteAsync(_connection);
    }

    public Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct) => SqliteRows.FillAsync(_connection, table, rows, ct);

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection, table, ct);

    public Task RunAsync(string sql, object parameters) => _connection.ExecuteAsync(sql, parameters);

    public Task<long> CountAsync(string sql, object parameters) => _connection.ExecuteScalarAsync<long>(sql, parameters);

    public async Task FinishAsync(int version, CancellationToken ct) => await _transaction!.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        _claim.Dispose();
    }
}
