using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Posthaste.Storage;
using Posthaste.Storage.Postgres;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Tests.Storage;

/// <summary>A fresh, migrated database that is gone after the test. A contract takes one in its constructor, so that
/// each store is proved on both by two subclasses of one line.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What the tests' clock starts at.</summary>
    public static readonly DateTimeOffset Start = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    public ManualTime Time { get; } = new(Start);

    internal abstract Database Database { get; }

    /// <summary>Makes the database. A PostgreSQL that is not there is a skip at home and a failure in CI.</summary>
    public abstract Task StartAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>A file in a folder of its own.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("posthaste-test-").FullName;
    private SqliteDatabase? _database;

    internal override Database Database => _database!;

    public override async Task StartAsync()
    {
        var file = Path.Combine(_folder, "posthaste.db");
        await SqliteTemplate.CopyAsync(file);
        _database = new SqliteDatabase(file, Time);
        await _database.MigrateAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Makes a copy as an operator would, while the server runs.</summary>
    public async Task BackUpAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "posthaste.db")};Pooling=False");
        await connection.ExecuteAsync("VACUUM INTO @File", new { File = Path.Combine(_folder, "copy.db") });
    }

    /// <summary>Puts the copy in the place of the database. Whoever has it open must have stopped.</summary>
    public async Task RestoreAsync()
    {
        await _database!.DisposeAsync();
        var file = Path.Combine(_folder, "posthaste.db");
        foreach (var ending in new[] { "", "-wal", "-shm" }) File.Delete(file + ending);
        File.Copy(Path.Combine(_folder, "copy.db"), file);
        _database = new SqliteDatabase(file, Time);
        await _database.MigrateAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A database of its own on the server that <c>POSTHASTE_TEST_POSTGRES</c> names (a connection string whose
/// user may create databases).</summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    private const string Variable = "POSTHASTE_TEST_POSTGRES";

    private readonly string _name = $"ph_{Guid.NewGuid():N}";
    private string? _server;
    private PostgresDatabase? _database;

    internal override Database Database => _database!;

    /// <summary>For work that runs beside the tests, where none is current; else null.</summary>
    public PostgresTemplate? Template { get; init; }

    /// <summary>Connections that the test may have at once; few, since many tests at once share the server's.</summary>
    public int MaxPoolSize { get; init; } = 8;

    /// <summary>Waits, and stands still in a transaction, for longer than a server should: for a test in which many wait for one lock, or start all at once, on a machine that has much else to do.</summary>
    public bool IsPatient { get; init; }

    /// <summary>There is nothing in it, not even a schema.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Of this database, for another process.</summary>
    public string ConnectionString { get; private set; } = "";

    public override async Task StartAsync()
    {
        _server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(_server))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{Variable} is not set.");
            Assert.Fail($"{Variable} is not set: in CI every store is proved on PostgreSQL too.");
        }
        if (IsEmpty) await PostgresTemplate.RunAsync(_server, $"CREATE DATABASE {_name}", TestContext.Current.CancellationToken);
        else await CopyTemplateAsync(_server);
        var settings = new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = MaxPoolSize };
        if (IsPatient) (settings.Timeout, settings.CommandTimeout, settings.Options) = (120, 120, "-c idle_in_transaction_session_timeout=120s");
        ConnectionString = settings.ToString();
        // A machine that runs all tests at once lets a connection wait longer than a server should.
        settings.Timeout = 120;
        _database = new PostgresDatabase(settings.ToString());
        if (!IsEmpty) await _database.MigrateAsync(TestContext.Current.CancellationToken);
    }

    private async Task CopyTemplateAsync(string server)
    {
        var template = Template ?? await TestContext.Current.GetFixture<PostgresTemplate>() ?? throw new InvalidOperationException("There is no test under way.");
        await template.CopyAsync(server, _name, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_database is null) return;
        await _database.DisposeAsync();
        await PostgresTemplate.RunAsync(_server!, $"DROP DATABASE {_name} WITH (FORCE)", CancellationToken.None);
    }
}
