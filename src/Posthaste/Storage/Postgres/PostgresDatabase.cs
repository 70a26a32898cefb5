using System.Data.Common;
using Dapper;
using Npgsql;
using Posthaste.Jobs.Generations;

namespace Posthaste.Storage.Postgres;

/// <summary>PostgreSQL, shared by as many nodes as there are.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>Any constant: the advisory lock under which one node migrates while the others wait.</summary>
    internal const long MigrationLock = 0x506F_7374_6861_7374;

    /// <summary>Where nodes on the same database tell each other what they did.</summary>
    private const string HintChannel = "posthaste_hints";

    private readonly NpgsqlDataSource _source;
    private readonly PostgresGroupCommit _groupCommit;
    private readonly PostgresPlace _place;

    public PostgresDatabase(string connectionString)
    {
        var settings = Complete(connectionString);
        _source = NpgsqlDataSource.Create(settings);
        _groupCommit = new PostgresGroupCommit(settings);
        _place = new PostgresPlace(_source);
    }

    /// <summary>What the operator did not set. A server that is cut off is noticed in seconds: a statement that waits for longer keeps
    /// every job behind it from its instant.</summary>
    public static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        // ContainsKey says whether Npgsql knows the word at all.
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "posthaste" };
        if (!given.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = 100;
        if (!given.ShouldSerialize("Timeout")) settings.Timeout = 5;
        if (!given.ShouldSerialize("Command Timeout")) settings.CommandTimeout = 10;
        if (!given.ShouldSerialize("Cancellation Timeout")) settings.CancellationTimeout = 1000;
        // A node that stands still in the middle of a transaction holds locks that its rescuers need. An option of the connection: a SET
        // would be forgotten when the connection goes back to the pool.
        if (!given.ShouldSerialize("Options")) settings.Options = "-c idle_in_transaction_session_timeout=5s";
        // A half-open connection in the pool is found by the system, before a job meets it.
        if (!given.ShouldSerialize("Tcp Keepalive")) settings.TcpKeepAlive = true;
        if (!given.ShouldSerialize("Tcp Keepalive Time")) settings.TcpKeepAliveTime = 5;
        if (!given.ShouldSerialize("Tcp Keepalive Interval")) settings.TcpKeepAliveInterval = 1;
        return settings;
    }

    public override string ForUpdate => "FOR UPDATE";

    public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string ForKeyShare => "FOR KEY SHARE";

    public override string AnyOf(string parameter) => $"= ANY(@{parameter})";

    public override DynamicParameters ListOf(IEnumerable<Guid> ids)
    {
        var list = new DynamicParameters();
        list.Add("Ids", ids.ToArray());
        return list;
    }

    // A character that PostgreSQL has in no text is no reason to find nothing at all: such a caption alone is passed over.
    public override string Says(string title, string content, string parameter) =>
        $"""({title} ~ @{parameter} OR CASE WHEN position('\u0000' IN {content}) > 0 THEN '' ELSE {content}::json ->> 'caption' END ~ @{parameter})""";

    public override string PatternOf(string text) => SearchPattern.Regex(text);

    public override bool IsExclusive => false;

    public override string Greatest => "GREATEST";

    public override string Least => "LEAST";

    public override Task<IReadOnlyList<LaneTaken>> ClaimLanesAsync(DbConnection connection, LaneClaim claim) =>
        PostgresClaim.RunAsync((NpgsqlConnection)connection, claim);

    public override async Task<DateTimeOffset> ReadClockAsync(CancellationToken ct)
    {
        // In microseconds: rounded to milliseconds it could be ahead of itself.
        await using var command = _source.CreateCommand("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS bigint)");
        return DateTimeOffset.UnixEpoch.AddMicroseconds((long)(await command.ExecuteScalarAsync(ct))!);
    }

    public override Task<DatabasePlace?> ReadPlaceAsync(CancellationToken ct) => _place.ReadAsync(ct);

    public override async Task TellNodesAsync(string hint, CancellationToken ct)
    {
        // In a transaction of its own: at its commit a NOTIFY takes a lock on the whole database, and the engine's commits must not stand in line for
        // it. No fsync is spent on what may be lost (true: for this transaction alone).
        await using var command = _source.CreateCommand("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = HintChannel });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hint });
        await command.ExecuteNonQueryAsync(ct);
    }

    public override async Task HearNodesAsync(Action<string> heard, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        connection.Notification += (_, told) => heard(told.Payload);
        await connection.ExecuteAsync(new CommandDefinition($"LISTEN {HintChannel}", cancellationToken: ct));
        while (true) await connection.WaitAsync(ct);
    }

    public override async Task MigrateAsync(CancellationToken ct)
    {
        var scripts = MigrationScript.For("postgres");
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // However slow the machine is: nobody waits for what this transaction holds but other nodes that would do the same.
        await connection.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = 0", transaction: transaction);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@Key)", new { Key = MigrationLock }, transaction, commandTimeout: 0);
        await connection.ExecuteAsync(MigrationScript.Versions, transaction: transaction);
        var current = await connection.ExecuteScalarAsync<int?>(MigrationScript.Newest, transaction: transaction) ?? 0;
        if (current > scripts[^1].Number) throw new NewerDatabaseException(current, scripts[^1].Number);
        foreach (var script in scripts.Where(script => script.Number > current)) await script.ApplyAsync(connection, transaction);
        await transaction.CommitAsync(ct);
    }

    public override Task<bool> WriteUnderLeaseAsync(LaneWrite write, CancellationToken ct) =>
        _groupCommit.EnqueueAsync(write, ct);

    public override async ValueTask DisposeAsync()
    {
        await _groupCommit.DisposeAsync();
        await _source.DisposeAsync();
    }

    protected override async Task<T> ReadAloneAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        return await read(connection);
    }

    protected override async Task<T> WriteAloneAsync<T>(WritePriority priority, Func<DbConnection, Task<T>> write, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(connection);
        var result = await session.RunAsync(write);
        await transaction.CommitAsync(ct);
        session.Committed();
        return result;
    }
}
