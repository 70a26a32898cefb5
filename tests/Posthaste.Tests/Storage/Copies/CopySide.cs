using Posthaste.Storage.Copies;
using Posthaste.Storage.Exports;
using Posthaste.Storage.Postgres;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Tests.Storage.Copies;

/// <summary>A place for a database, empty at first, in one of the two.</summary>
public abstract class CopySide : IAsyncDisposable
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>As the settings call it.</summary>
    public abstract string Provider { get; }

    internal abstract Task<ITableSource> OpenSourceAsync();

    internal abstract ITableTarget OpenTarget();

    /// <summary>The database that is there.</summary>
    internal abstract ITableTarget OpenLive();

    /// <summary>As a server opens it.</summary>
    internal abstract Posthaste.Storage.Database OpenDatabase();

    public abstract Task StartAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Makes the place.</summary>
    public static async Task<CopySide> StartAsync(string provider)
    {
        CopySide side = provider == "postgres" ? new PostgresSide(new PostgresTestDatabase { IsEmpty = true }) : new SqliteSide();
        await side.StartAsync();
        return side;
    }

    /// <summary>Makes the place, with all that an installation of the newest released version held, brought up to date.</summary>
    public static async Task<CopySide> FilledAsync(string provider)
    {
        var side = await StartAsync(provider);
        await using var target = side.OpenTarget();
        await ReleasedRows.Read(ReleasedRows.Versions[^1]).FillAsync(target, CopyChecks.Known, Ct);
        return side;
    }

    /// <summary>The sum of each table.</summary>
    internal async Task<IReadOnlyDictionary<string, TableSum>> SumsAsync()
    {
        await using var source = await OpenSourceAsync();
        var sums = new Dictionary<string, TableSum>();
        foreach (var table in source.Tables) sums[table.Name] = await TableSum.OfAsync(source.ReadAsync(table, Ct), Ct);
        return sums;
    }

    private sealed class SqliteSide : CopySide
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");

        public override string Provider => "sqlite";

        private string File => Path.Combine(_folder.FullName, "posthaste.db");

        internal override async Task<ITableSource> OpenSourceAsync() => await SqliteSource.OpenAsync(File, TimeProvider.System, Ct);

        internal override ITableTarget OpenTarget() => new SqliteTarget(File);

        internal override ITableTarget OpenLive() => LiveSqlite.Claim(File);

        internal override Posthaste.Storage.Database OpenDatabase() => new SqliteDatabase(File, TimeProvider.System);

        public override Task StartAsync() => Task.CompletedTask;

        public override ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class PostgresSide(PostgresTestDatabase database) : CopySide
    {
        private readonly PostgresTestDatabase _database = database;

        public override string Provider => "postgres";

        internal override async Task<ITableSource> OpenSourceAsync() => await PostgresSource.OpenAsync(_database.ConnectionString, Ct);

        internal override ITableTarget OpenTarget() => new PostgresTarget(_database.ConnectionString);

        internal override ITableTarget OpenLive() => new LivePostgres(_database.ConnectionString);

        internal override Posthaste.Storage.Database OpenDatabase() => new PostgresDatabase(_database.ConnectionString);

        public override Task StartAsync() => _database.StartAsync();

        public override ValueTask DisposeAsync() => _database.DisposeAsync();
    }
}
