using Dapper;
using Microsoft.Data.Sqlite;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Tests.Storage;

/// <summary>A migrated database that those of the tests are copies of: the same migrations need not run for each of them.</summary>
internal static class SqliteTemplate
{
    private static readonly Lazy<Task<byte[]>> Made = new(MakeAsync);

    /// <summary>Makes a database where there is none.</summary>
    public static async Task CopyAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, await Made.Value);
    }

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-test-").FullName;
        var (path, copy) = (Path.Combine(folder, "made.db"), Path.Combine(folder, "copy.db"));
        await using (var database = new SqliteDatabase(path, TimeProvider.System))
        {
            await database.MigrateAsync(CancellationToken.None);
            await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            await connection.ExecuteAsync("VACUUM INTO @File", new { File = copy });
        }
        var bytes = await File.ReadAllBytesAsync(copy);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }
}
