using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Posthaste.Storage.Sqlite;

/// <summary>One file, one process: readers beside one writer. Every commit reaches the disk before it is reported
/// (WAL with <c>synchronous=FULL</c>: with NORMAL a committed intent could vanish in a power loss).</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly string _path;
    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly FileClaim _claim;
    private readonly SqliteWriter _writer;

    /// <exception cref="DatabaseInUseException">Another process writes this file.</exception>
    public SqliteDatabase(string path, TimeProvider time)
    {
        SqliteLibrary.Load();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _path = path;
        _time = time;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 10 }.ToString();
        _claim = FileClaim.Take(path);
        _writer = new SqliteWriter(OpenWriter());
    }

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    public override string ForKeyShare => "";

    // Dapper expands the list into one parameter for each value.
    public override string AnyOf(string parameter) => $"IN @{parameter}";

    public override DynamicParameters ListOf(IEnumerable<Guid> ids)
    {
        var list = new DynamicParameters();
        list.Add("Ids", ids.Select(SqlTypes.ToBytes).ToArray());
        return list;
    }

    public override string Says(string title, string content, string parameter) =>
        $"({title} GLOB @{parameter} OR json_extract({content}, '$.caption') GLOB @{parameter})";

    public override string PatternOf(string text) => SearchPattern.Glob(text);

    public override bool IsExclusive => true;

    public override string Greatest => "MAX";

    public override string Least => "MIN";

    public override Task<IReadOnlyList<LaneTaken>> ClaimLanesAsync(DbConnection connection, LaneClaim claim) =>
        SqliteClaim.RunAsync(connection, _writer.Statements, claim);

    public override Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) => Task.FromResult(_time.GetUtcNow());

    public override async Task MigrateAsync(CancellationToken ct)
    {
        // The file lock is the migration's lock: no other process can be here.
        var scripts = MigrationScript.For("sqlite");
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(MigrationScript.Versions);
        var current = await connection.ExecuteScalarAsync<int?>(MigrationScript.Newest) ?? 0;
        if (current > scripts[^1].Number) throw new NewerDatabaseException(current, scripts[^1].Number);
        if (current > 0 && current < scripts[^1].Number) BackUp(connection, current);

        foreach (var script in scripts.Where(script => script.Number > current))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await script.ApplyAsync(connection, transaction);
            await transaction.CommitAsync(ct);
        }
    }

    public override Task<bool> WriteUnderLeaseAsync(LaneWrite write, CancellationToken ct) =>
        _writer.EnqueueAsync(WritePriority.Publish, connection =>
        {
            var changed = _writer.Execute(write);
            Failpoint.Reach(write.Name, ".before_commit");
            return Task.FromResult(changed);
        }, ct);

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _claim.Dispose();
    }

    protected override async Task<T> ReadAloneAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        return await read(connection);
    }

    protected override Task<T> WriteAloneAsync<T>(WritePriority priority, Func<DbConnection, Task<T>> write, CancellationToken ct) =>
        _writer.EnqueueAsync(priority, write, ct);

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_connectionString + ";Pooling=False");
        connection.Open();
        // 4,000 pages: a checkpoint every 16 MB instead of every 4, so that fewer commits wait for one.
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-65536");
        var durable = connection.ExecuteScalar<int>("PRAGMA synchronous") == 2
            && connection.ExecuteScalar<string>("PRAGMA journal_mode") == "wal";
        return durable ? connection : throw new InvalidOperationException(
            $"{_path} could not be opened with WAL and synchronous=FULL. Is it on a network share? Put DataDir on a local disk.");
    }

    private void BackUp(SqliteConnection connection, int version) =>
        connection.Execute("VACUUM INTO @File", new { File = $"{_path}.before-{version + 1}-{_time.GetUtcNow():yyyyMMddHHmmss}" });
}
