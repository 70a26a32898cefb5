using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Verbs;

/// <summary><c>move-to-postgres</c>: brings everything from the SQLite file into the empty PostgreSQL database that the settings name by now.</summary>
internal static class MoveDatabase
{
    /// <summary>Behind the name of the file that was moved: no server starts on it by mistake, and it can be brought back.</summary>
    public const string MovedSuffix = ".moved-to-postgres";

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = ServerApp.Build(args);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var ends = app.Services.GetRequiredService<CopyEnds>();
        if (ends.Provider != "postgres") return VerbAnswer.Fail("Put the new database into the settings first: Storage:Provider=postgres and Storage:ConnectionString=Host=…;Database=…;Username=…;Password=…. The file is found in DataDir.");
        try
        {
            var (tables, rows) = await MoveAsync(ends);
            await MoveToPostgres.NotePlaceAsync(app.Services.GetRequiredService<Database>(), CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in {tables} tables are in PostgreSQL, and each is the same there. Start the server with these settings."));
            Console.WriteLine($"The file is kept as {SetAside(ends.SqlitePath)}. Media and keys.json stay where they are.");
            return 0;
        }
        catch (BackupException e)
        {
            return VerbAnswer.Fail(e.Message);
        }
    }

    private static async Task<(int Tables, long Rows)> MoveAsync(CopyEnds ends)
    {
        if (!File.Exists(ends.SqlitePath)) throw new BackupException($"There is no database at {ends.SqlitePath}. Name the server's folder with --DataDir.");
        using var claim = ends.ClaimSqlite();
        await using var source = await ends.OpenSqliteAsync(CancellationToken.None);
        await using var target = ends.OpenTarget();
        var (tables, all) = (0, 0L);
        await MoveToPostgres.RunAsync(source, target, (name, rows) =>
        {
            (tables, all) = (tables + 1, all + rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {rows:N0}"));
        }, CancellationToken.None);
        return (tables, all);
    }

    private static string SetAside(string path)
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + ending)) File.Move(path + ending, path + MovedSuffix + ending);
        }
        return path + MovedSuffix;
    }
}
