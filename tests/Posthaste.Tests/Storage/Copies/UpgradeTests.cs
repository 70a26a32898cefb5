using System.Security.Cryptography;
using Posthaste.Media.Files;
using Posthaste.Server.Verbs;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Tests.Storage.Copies;

/// <summary>Whoever runs a released version gets to this one with everything they had: each released schema is kept with rows of every table, and is
/// brought up to date on both databases. Storage/Released/README.md says how the next one is added.</summary>
public sealed class UpgradeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> Released
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var version in ReleasedRows.Versions)
            {
                rows.Add(version, "sqlite");
                rows.Add(version, "postgres");
            }
            return rows;
        }
    }

    [Theory, MemberData(nameof(Released))]
    public async Task A_released_database_is_brought_up_to_date_with_every_value_it_had(int version, string provider)
    {
        await using var side = await CopySide.StartAsync(provider);
        var released = ReleasedRows.Read(version);
        await using (var target = side.OpenTarget()) await released.FillAsync(target, version, Ct);

        await using (var database = side.OpenDatabase()) await database.MigrateAsync(Ct);

        await HasEverythingAsync(side, released);
    }

    [Theory, MemberData(nameof(Released))]
    public async Task A_backup_that_a_released_version_made_is_restored_with_every_value_it_had(int version, string provider)
    {
        await using var side = await CopySide.StartAsync(provider);
        var folder = Directory.CreateTempSubdirectory("posthaste-test-");
        try
        {
            var files = new MediaFiles(folder.FullName, TimeProvider.System);
            await using var backup = await BackupReader.OpenAsync(Path.Combine(ReleasedRows.Folder, $"posthaste-{version:0000}.backup"), Ct);
            await using (var target = side.OpenTarget()) await new RestoreBackup(files, TimeProvider.System).RunAsync(backup, target, folder.FullName, takeKeys: true, Ct);

            await HasEverythingAsync(side, ReleasedRows.Read(version), isRestored: true);
            Assert.Equal(backup.Manifest.Media.Files, Directory.EnumerateFiles(Path.Combine(folder.FullName, "media"), "*", SearchOption.AllDirectories).Count());
            Assert.True(File.Exists(Path.Combine(folder.FullName, "keys.json")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_migration_of_a_released_version_was_edited_since()
    {
        var folder = Path.Combine(Repository.Root, "src", "Posthaste", "Storage", "Migrations");
        var now = Directory.EnumerateFiles(folder, "*.sql").Select(path => (Name: Path.GetFileName(path), Path: path))
            .Where(file => int.Parse(file.Name.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture) <= ReleasedRows.Versions[^1])
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.Path)))}  {file.Name}");

        // sha256sum wrote the list. What is released stays as it is: a change is a new migration.
        Assert.Equal(File.ReadAllLines(Path.Combine(ReleasedRows.Folder, "migrations.sha256")), now);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_newer_database_refuses_this_program_and_says_what_to_do(string provider)
    {
        await using var side = await CopySide.StartAsync(provider);
        var released = ReleasedRows.Read(ReleasedRows.Versions[^1]);
        await using (var target = side.OpenTarget())
        {
            await target.BeginAsync(released.Version, Ct);
            await target.RunAsync("INSERT INTO schema_version (number, name) VALUES (9999, '9999_of_the_future')", new { });
            await target.FinishAsync(released.Version, Ct);
        }

        await using var database = side.OpenDatabase();
        var thrown = await Assert.ThrowsAsync<NewerDatabaseException>(() => database.MigrateAsync(Ct));

        Assert.Equal(StartErrors.Describe(thrown), thrown.Message);
        Assert.Contains("schema version 9999", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Start the newer Posthaste, or restore a backup made before the upgrade", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NewerDatabaseException>(() => side.OpenSourceAsync());
    }

    private static async Task HasEverythingAsync(CopySide side, ReleasedRows released, bool isRestored = false)
    {
        await using var source = await side.OpenSourceAsync();
        Assert.Equal(MigrationScript.For(side.Provider)[^1].Number, source.Version);
        foreach (var table in released.Tables)
        {
            // A restore adds a generation, and takes the servers' leases away.
            if (isRestored && table.Name is "generations" or "nodes") continue;
            var shape = ReleasedRows.ShapeIn(source.Tables, table);
            Assert.Equal((table.Name, await TableSum.OfAsync(ReleasedRows.RowsOf(table, shape), Ct)), (table.Name, await TableSum.OfAsync(source.ReadAsync(shape, Ct), Ct)));
        }
    }
}
