using Posthaste.Server.Verbs;

namespace Posthaste.Tests.Server;

/// <summary>What the verbs of backups say no to before they do anything.</summary>
public sealed class BackupVerbRefusalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--without-key")]
    [InlineData("--Without-Keys")]
    public async Task A_mistyped_wish_to_leave_the_keys_out_makes_no_backup_with_them(string flag)
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var (file, other) = (Path.Combine(_folder.FullName, "a.backup"), Path.Combine(_folder.FullName, "b.backup"));

        Assert.Equal(1, await Backup.RunAsync(file, [flag, $"--DataDir={server.DataDir}"]));
        Assert.False(File.Exists(file));

        Assert.Equal(0, await Backup.RunAsync(other, ["--without-keys", $"--DataDir={server.DataDir}"]));
        Assert.Equal(-1, (await File.ReadAllBytesAsync(other, TestContext.Current.CancellationToken)).AsSpan().IndexOf("\"mediaSecret\""u8));
    }

    [Fact]
    public async Task Without_a_database_there_is_no_backup_and_without_a_backup_no_restore()
    {
        var file = Path.Combine(_folder.FullName, "a.backup");
        string[] args = [$"--DataDir={Path.Combine(_folder.FullName, "data")}"];

        Assert.Equal(1, await Backup.RunAsync(file, args));
        Assert.Equal(1, await Restore.RunAsync(file, args));

        Assert.False(File.Exists(file));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "data", "posthaste.db")));
    }
}
