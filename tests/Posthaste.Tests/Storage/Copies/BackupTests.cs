using Dapper;
using Posthaste.Media.Files;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Tests.Storage.Copies;

/// <summary>A backup of a database that is being written, restored into an empty one of either kind, and compared table by table, row by row.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.FullName, "a.backup");

    private string Keys => Path.Combine(_folder.FullName, "keys.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sqlite", "sqlite")]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    [InlineData("postgres", "postgres")]
    public async Task What_is_restored_is_what_there_was_at_one_moment_while_others_wrote(string from, string to)
    {
        await using var source = await FilledAsync(from);
        await using var target = await CopySide.StartAsync(to);
        await using var database = source.OpenDatabase();
        var before = await source.SumsAsync();
        using var writing = new CancellationTokenSource();
        var writer = new Writer(database);
        var work = writer.RunAsync(writing.Token);
        await writer.WrittenAsync(20);

        var look = new PausingSource(await source.OpenSourceAsync(), "events", () => writer.WrittenAsync(writer.Written + 20));
        var manifest = await new MakeBackup(Files("source")).RunAsync(look, from, "0.1.0", Keys, File, Ct);
        await writing.CancelAsync();
        await work;
        await RestoreAsync(target);

        Assert.True(look.HasPaused, "Others wrote in the middle of the look.");
        var after = await target.SumsAsync();
        foreach (var table in manifest.Tables)
        {
            if (table.Name is "nodes" or "generations") continue;
            Assert.Equal((table.Name, table.Sum), (table.Name, after[table.Name]));
            // What nobody wrote is as it was.
            if (table.Name is not ("events" or "notification_cursor")) Assert.Equal((table.Name, before[table.Name]), (table.Name, after[table.Name]));
        }
        // Both halves of each transaction are there, or none.
        await using var restored = target.OpenDatabase();
        Assert.InRange(await Writer.CountEventsAsync(restored), 20, writer.Written);
        Assert.Equal(await Writer.CountEventsAsync(restored), await Writer.ReadCursorAsync(restored));
    }

    [Fact]
    public async Task Media_and_keys_come_back_and_nobody_else_may_read_the_backup()
    {
        await using var source = await FilledAsync("sqlite");
        await using var target = await CopySide.StartAsync("sqlite");
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        await using (var database = source.OpenDatabase())
            await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync("UPDATE media_renditions SET sha256 = @name", new { name }), Ct);
        using (var staged = Files("source").Stage())
        {
            await staged.AppendAsync(bytes, Ct);
            Files("source").Keep(staged);
        }

        var manifest = await new MakeBackup(Files("source")).RunAsync(await source.OpenSourceAsync(), "sqlite", "0.1.0", Keys, File, Ct);
        await RestoreAsync(target);

        Assert.Equal((1, 300_000L, 6), (manifest.Media.Files, manifest.Media.Bytes, manifest.Media.Missing));
        Assert.Equal(bytes, await System.IO.File.ReadAllBytesAsync(Files("target").PathOf(name), Ct));
        Assert.Equal("secret of the source", await System.IO.File.ReadAllTextAsync(Path.Combine(Target, "keys.json"), Ct));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Path.Combine(Target, "keys.json")));
    }

    [Fact]
    public async Task A_table_of_many_chunks_comes_back_and_a_backup_without_keys_has_none()
    {
        await using var source = await FilledAsync("sqlite");
        await using var target = await CopySide.StartAsync("sqlite");
        await using (var database = source.OpenDatabase())
        {
            // Random text that no compression makes small: 12 MB of it.
            await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
                INSERT INTO events (id, workspace_id, kind, subject_id, at, actor, data) SELECT randomblob(16), randomblob(16), 'test.many', randomblob(16), i, 'a', hex(randomblob(10000)) FROM n
                """), Ct);
        }

        var manifest = await new MakeBackup(Files("source")).RunAsync(await source.OpenSourceAsync(), "sqlite", "0.1.0", keysPath: null, File, Ct);
        await RestoreAsync(target);

        var events = manifest.Tables.Single(table => table.Name == "events");
        Assert.True(events.Members.Count > 1, $"{events.Members.Count} member");
        Assert.Equal(events.Sum, (await target.SumsAsync())["events"]);
        Assert.Null(manifest.Keys);
        Assert.False(System.IO.File.Exists(Path.Combine(Target, "keys.json")));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_damaged_backup_and_one_that_ends_early_restore_nothing(string to)
    {
        await using var source = await FilledAsync("sqlite");
        await using var target = await CopySide.StartAsync(to);
        await new MakeBackup(Files("source")).RunAsync(await source.OpenSourceAsync(), "sqlite", "0.1.0", Keys, File, Ct);
        var whole = await System.IO.File.ReadAllBytesAsync(File, Ct);

        foreach (var length in new[] { 0, 1000, whole.Length / 2, whole.Length - 12_000 }) await RefusesAsync("no whole backup", whole[..length]);
        var keys = whole.AsSpan().IndexOf("secret of the source"u8);
        await RefusesAsync("keys.json is not what was written", [.. whole[..keys], (byte)'S', .. whole[(keys + 1)..]]);
        var manifest = whole.AsSpan().IndexOf("\"provider\":\"sqlite\""u8);
        await RefusesAsync("is damaged", [.. whole[..(manifest + 12)], (byte)'S', .. whole[(manifest + 13)..]]);

        async Task RefusesAsync(string expected, byte[] bytes)
        {
            await System.IO.File.WriteAllBytesAsync(File, bytes, Ct);
            var thrown = await Assert.ThrowsAsync<BackupException>(() => RestoreAsync(target));
            Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Target));
            await Assert.ThrowsAnyAsync<Exception>(() => target.OpenSourceAsync());
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Nothing_is_put_over_an_instance_or_over_other_keys(string to)
    {
        await using var source = await FilledAsync("sqlite");
        await using var target = await CopySide.StartAsync(to);
        await new MakeBackup(Files("source")).RunAsync(await source.OpenSourceAsync(), "sqlite", "0.1.0", Keys, File, Ct);
        Directory.CreateDirectory(Target);
        await System.IO.File.WriteAllTextAsync(Path.Combine(Target, "keys.json"), "others", Ct);

        Assert.Contains("keys.json holds other keys", (await Assert.ThrowsAsync<BackupException>(() => RestoreAsync(target))).Message, StringComparison.Ordinal);
        Assert.Equal("others", await System.IO.File.ReadAllTextAsync(Path.Combine(Target, "keys.json"), Ct));
        System.IO.File.Delete(Path.Combine(Target, "keys.json"));
        await RestoreAsync(target);
        var sums = await target.SumsAsync();

        Assert.Contains("already", (await Assert.ThrowsAsync<BackupException>(() => RestoreAsync(target))).Message, StringComparison.Ordinal);
        Assert.Equal(sums, await target.SumsAsync());
        Assert.Contains("is there already", (await Assert.ThrowsAsync<BackupException>(async () =>
            await new MakeBackup(Files("source")).RunAsync(await source.OpenSourceAsync(), "sqlite", "0.1.0", Keys, File, Ct))).Message, StringComparison.Ordinal);
    }

    private string Target => Path.Combine(_folder.FullName, "target");

    private MediaFiles Files(string name) => new(Path.Combine(_folder.FullName, name), TimeProvider.System);

    private async Task<CopySide> FilledAsync(string provider)
    {
        await System.IO.File.WriteAllTextAsync(Keys, "secret of the source", Ct);
        return await CopySide.FilledAsync(provider);
    }

    private async Task RestoreAsync(CopySide to)
    {
        await using var backup = await BackupReader.OpenAsync(File, Ct);
        await using var target = to.OpenTarget();
        await new RestoreBackup(Files("target"), TimeProvider.System).RunAsync(backup, target, Target, takeKeys: true, Ct);
    }
}
