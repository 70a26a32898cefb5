using Dapper;
using Microsoft.Data.Sqlite;
using Posthaste.Media.Files;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Storage.Copies;

/// <summary>A new SQLite file. It is filled under another name beside its place, without regard for power cuts, and moved there once it is on the disk.</summary>
internal sealed class SqliteTarget : ITableTarget
{
    private readonly string _path;
    private readonly string _draft;
    private readonly FileClaim _claim;
    private SqliteConnection? _connection;
    private int _version;

    /// <exception cref="DatabaseInUseException">A server is using the place.</exception>
    public SqliteTarget(string path)
    {
        SqliteLibrary.Load();
        _path = Path.GetFullPath(path);
        _draft = _path + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _claim = FileClaim.Take(_path);
    }

    public IReadOnlyList<TableShape> Tables { get; private set; } = [];

    public async Task BeginAsync(int version, CancellationToken ct)
    {
        if (File.Exists(_path)) throw new BackupException($"There is a database at {_path} already, and nothing is put over it. Name an empty folder with --DataDir, or move that file away with its -wal and -shm.");
        // What a copy that was broken off left behind.
        foreach (var ending in new[] { "", "-journal" }) File.Delete(_draft + ending);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _draft, Pooling = false }.ToString());
        await _connection.OpenAsync(ct);
        await _connection!.ExecuteAsync("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536");
        await _connection!.ExecuteAsync(MigrationScript.Versions);
        await MigrateAsync(version);
        Tables = await TableCatalog.ReadSqliteAsync(_connection);
        foreach (var table in Tables.Reverse()) await _connection!.ExecuteAsync($"DELETE FROM {table.Name}");
    }

    public async Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await _connection!.ExecuteAsync("BEGIN TRANSACTION");
        await SqliteRows.FillAsync(_connection!, table, rows, ct);
        await _connection!.ExecuteAsync("COMMIT TRANSACTION");
    }

    public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => TableRows.ReadAsync(_connection!, table, ct);

    public Task RunAsync(string sql, object parameters) => _connection!.ExecuteAsync(sql, parameters);

    public Task<long> CountAsync(string sql, object parameters) => _connection!.ExecuteScalarAsync<long>(sql, parameters);

    public async Task FinishAsync(int version, CancellationToken ct)
    {
        await MigrateAsync(version);
        await _connection!.DisposeAsync();
        await using (var file = new FileStream(_draft, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        File.Move(_draft, _path);
        FolderSync.Flush(Path.GetDirectoryName(_path)!, Path.GetDirectoryName(_path)!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        File.Delete(_draft);
        _claim.Dispose();
    }

    private async Task MigrateAsync(int until)
    {
        foreach (var script in MigrationScript.For("sqlite").Where(script => script.Number > _version && script.Number <= until)) await script.ApplyAsync(_connection!, null);
        _version = until;
    }
}
