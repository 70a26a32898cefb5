using Posthaste.Channels;
using Posthaste.Media.Files;

namespace Posthaste.Storage.Copies;

/// <summary>Puts a backup into an empty instance. Whatever goes wrong, there is no database afterwards, and the same can be tried again.</summary>
internal sealed class RestoreBackup(MediaFiles files, TimeProvider time)
{
    /// <param name="backup">Whole, as its opening has seen.</param>
    /// <param name="target">Where the database is to be.</param>
    /// <param name="dataFolder">Where keys.json belongs, and where servers note what they have seen of a database.</param>
    /// <param name="takeKeys">False where this server has its master keys from elsewhere.</param>
    /// <param name="ct">Ends it; no database is left behind then.</param>
    /// <exception cref="BackupException">It is of a newer program, or there is an instance already.</exception>
    public async Task RunAsync(BackupReader backup, ITableTarget target, string dataFolder, bool takeKeys, CancellationToken ct)
    {
        var manifest = backup.Manifest;
        if (manifest.Workspace is { } workspace)
            throw new BackupException($"This is the export of one workspace, {workspace.Name}, and no backup. Bring it into a server with posthaste-server import.");
        CopyChecks.Readable(manifest);
        var keysPath = KeyFile.PathIn(dataFolder);
        if (takeKeys && manifest.Keys is { } keys && await ReadSumAsync(keysPath, ct) is { } there && there != keys.Sha256)
            throw new BackupException($"{keysPath} holds other keys than the backup, and is not written over. Move it away, or name an empty folder with --DataDir.");

        await target.BeginAsync(manifest.Schema, ct);
        await CopyTables.FillAsync(backup, target, ct);
        await CopyTables.MarkRestoredAsync(target, manifest.At, time.GetUtcNow());
        try
        {
            while (await backup.ReadFileAsync(ct) is var (name, content))
            {
                if (name != BackupManifest.KeysName) await files.KeepAsync(content, ct);
                else if (takeKeys) await KeepKeysAsync(keysPath, content, ct);
            }
            await target.FinishAsync(CopyChecks.Known, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The files could not be written, and there is no database yet: {e.Message} Make room or give the folder to this user, then try the same again.", e);
        }
    }

    private static async Task KeepKeysAsync(string path, Stream content, CancellationToken ct)
    {
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = SecretFile.Create(path, FileMode.CreateNew);
        await content.CopyToAsync(file, ct);
        file.Flush(flushToDisk: true);
    }

    private static async Task<string?> ReadSumAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, ct));
    }
}
