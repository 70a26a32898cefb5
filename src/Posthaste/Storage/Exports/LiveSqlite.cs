using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Storage.Exports;

/// <summary>A SQLite file, while no server uses it.</summary>
internal sealed class LiveSqlite : LiveDatabase
{
    private readonly string _path;
    private readonly FileClaim _claim;
    private readonly SqliteConnection _connection;

    private LiveSqlite(string path, FileClaim claim, SqliteConnection connection)
        : base(connection) => (_path, _claim, _connection) = (path, claim, connection);

    /// <exception cref="BackupException">There is no database.</exception>
    /// <exception cref="DatabaseInUseException">A server is using it.</exception>
    public static LiveSqlite Claim(string path)
    {
        if (!File.Exists(path)) throw new BackupException($"There is no database at {path}. Start the server once, stop it, and try again; or name its folder with --DataDir.");
        SqliteLibrary.Load();
        return new LiveSqlite(path, FileClaim.Take(path), new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = true }.ToString()));
    }

    public override Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct) => SqliteRows.FillAsync(_connection, table, rows, ct);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _claim.Dispose();
    }

    protected override async ValueTask<DbTransaction> BeginTransactionAsync(CancellationToken ct)
    {
        await _connection.ExecuteAsync("PRAGMA synchronous=FULL");
        return _connection.BeginTransaction(deferred: false);
    }

    protected override async Task<IReadOnlyList<TableShape>> ReadTablesAsync(int version)
    {
        CopyChecks.Current(await TableCatalog.ReadVersionAsync(_connection, SqliteSource.HasSchema), version, _path);
        return await TableCatalog.ReadSqliteAsync(_connection);
    }
}
