using Posthaste.Server.Verbs;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Tests.Storage.Copies;

/// <summary>From one file to a server of databases, with nothing lost on the way.</summary>
public sealed class MoveToPostgresTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder.FullName, "posthaste.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_row_of_every_table_is_there_and_the_guard_knows_the_place()
    {
        await using var side = await PlaceAsync();
        var sums = await FillAsync();

        Assert.Equal(0, await MoveDatabase.RunAsync(Args(side)));

        var moved = await side.Side.SumsAsync();
        Assert.Equal(sums.Keys.Order(), moved.Keys.Order());
        // The newest life of the database knows where it is by now.
        Assert.All(sums.Where(table => table.Key != "generations"), table => Assert.Equal((table.Key, table.Value), (table.Key, moved[table.Key])));
        await using var source = await side.Side.OpenSourceAsync();
        var generations = source.Tables.Single(table => table.Name == "generations");
        var places = new List<object?>();
        await foreach (var row in source.ReadAsync(generations, Ct)) places.Add(row[generations.Columns.Select(column => column.Name).ToList().IndexOf("place")]);
        Assert.Single(places, place => place is not null);
        Assert.False(File.Exists(Database));
        Assert.True(File.Exists(Database + MoveDatabase.MovedSuffix));
    }

    [Fact]
    public async Task A_file_in_use_and_a_database_with_tables_are_left_alone()
    {
        await using var side = await PlaceAsync();
        var sums = await FillAsync();

        await using (var running = new SqliteDatabase(Database, TimeProvider.System))
            await Assert.ThrowsAsync<DatabaseInUseException>(() => MoveDatabase.RunAsync(Args(side)));
        await using (var database = side.Side.OpenDatabase()) await database.MigrateAsync(Ct);
        Assert.Equal(1, await MoveDatabase.RunAsync(Args(side)));
        Assert.Equal(1, await MoveDatabase.RunAsync([$"--DataDir={_folder.FullName}"]));

        await using var source = await SqliteSource.OpenAsync(Database, TimeProvider.System, Ct);
        foreach (var table in source.Tables) Assert.Equal(sums[table.Name], await TableSum.OfAsync(source.ReadAsync(table, Ct), Ct));
    }

    [Fact]
    public async Task A_value_that_would_come_out_otherwise_keeps_nothing()
    {
        await using var side = await PlaceAsync();
        await FillAsync();
        await using var source = await SqliteSource.OpenAsync(Database, TimeProvider.System, Ct);
        await using (var target = new ChangingTarget(side.Side.OpenTarget()))
        {
            var thrown = await Assert.ThrowsAsync<BackupException>(() => MoveToPostgres.RunAsync(source, target, (_, _) => { }, Ct));
            Assert.Contains("The table workspaces came out", thrown.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<BackupException>(() => side.Side.OpenSourceAsync());
    }

    private async Task<IReadOnlyDictionary<string, TableSum>> FillAsync()
    {
        await using (var target = new SqliteTarget(Database)) await ReleasedRows.Read(ReleasedRows.Versions[^1]).FillAsync(target, CopyChecks.Known, Ct);
        await using var source = await SqliteSource.OpenAsync(Database, TimeProvider.System, Ct);
        var sums = new Dictionary<string, TableSum>();
        foreach (var table in source.Tables) sums[table.Name] = await TableSum.OfAsync(source.ReadAsync(table, Ct), Ct);
        return sums;
    }

    private static async Task<Place> PlaceAsync()
    {
        var database = new PostgresTestDatabase { IsEmpty = true };
        await database.StartAsync();
        return new Place(database, new CopySide.PostgresSide(database));
    }

    private string[] Args(Place place) =>
        [$"--DataDir={_folder.FullName}", "--Logging:LogLevel:Default=None", "--Storage:Provider=postgres", $"--Storage:ConnectionString={place.Database.ConnectionString}"];

    private sealed record Place(PostgresTestDatabase Database, CopySide Side) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Side.DisposeAsync();
    }

    /// <summary>Writes one value otherwise than it was given.</summary>
    private sealed class ChangingTarget(ITableTarget target) : ITableTarget
    {
        public IReadOnlyList<TableShape> Tables => target.Tables;

        public Task BeginAsync(int version, CancellationToken ct) => target.BeginAsync(version, ct);

        public async Task FillAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
        {
            await target.FillAsync(table, rows, ct);
            if (table.Name == "workspaces") await target.RunAsync("UPDATE workspaces SET name = name || ' '", new { });
        }

        public IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct) => target.ReadAsync(table, ct);

        public Task RunAsync(string sql, object parameters) => target.RunAsync(sql, parameters);

        public Task<long> CountAsync(string sql, object parameters) => target.CountAsync(sql, parameters);

        public Task FinishAsync(int version, CancellationToken ct) => target.FinishAsync(version, ct);

        public ValueTask DisposeAsync() => target.DisposeAsync();
    }
}
