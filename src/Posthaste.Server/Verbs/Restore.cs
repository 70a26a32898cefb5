using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Verbs;

/// <summary><c>restore</c>: puts a backup into an empty instance, after it has been seen to be whole.</summary>
internal static class Restore
{
    public static async Task<int> RunAsync(string file, string[] args)
    {
        await using var app = ServerApp.Build(args);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        SettingChecks.MakeFolder(app.Services.GetRequiredService<DataFolder>());
        var ends = app.Services.GetRequiredService<CopyEnds>();
        var keys = app.Services.GetRequiredService<KeySource>();
        try
        {
            await using var backup = await BackupReader.OpenAsync(file, CancellationToken.None);
            await using (var target = ends.OpenTarget())
            {
                await app.Services.GetRequiredService<RestoreBackup>().RunAsync(backup, target, ends.DataFolder, takeKeys: keys is KeySource.Own, CancellationToken.None);
            }
            Console.WriteLine(Describe(backup.Manifest));
            await TellOfKeysAsync(app, keys, backup.Manifest);
            return 0;
        }
        catch (BackupException e)
        {
            return VerbAnswer.Fail(e.Message);
        }
    }

    private static string Describe(BackupManifest manifest) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Restored what Posthaste {manifest.Program} held at {manifest.At:yyyy-MM-dd HH:mm:ss} UTC: {manifest.Tables.Sum(table => table.Sum.Rows):N0} rows, each compared with the backup, and {manifest.Media.Files:N0} media files.
        Stop every server that still works with the old database before you start one on this. Posts may have gone out since the backup: the first start asks
        their accounts before any job of it publishes, and what cannot be found out waits for a person. See docs/operating.md#restoring-a-backup.
        """);

    /// <summary>Whether what the backup holds sealed can be opened here: better told now than by the first post.</summary>
    private static async Task TellOfKeysAsync(WebApplication app, KeySource keys, BackupManifest manifest)
    {
        if (keys is KeySource.Own && manifest.Keys is null && !File.Exists(KeyFile.PathIn(app.Services.GetRequiredService<CopyEnds>().DataFolder)))
        {
            Console.WriteLine("The backup was made without the master keys. Put keys.json of its time into the data folder before the first start, or connect every account again.");
            return;
        }
        if (await app.Services.GetRequiredService<CountSealed>().RunAsync(CancellationToken.None) is not { Unreadable: > 0 } sealedRows) return;
        Console.Error.WriteLine($"{sealedRows.Unreadable} of {sealedRows.All} secrets cannot be opened with the keys of {keys.Name}: bring back those of the backup's time, or connect those accounts again.");
    }
}
