using System.Buffers;
using System.Text.Json;
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
        if (manifest.Schema > CopyChecks.Known)
            throw new BackupException($"The backup was made by Posthaste {manifest.Program}, which is newer: its schema has version {manifest.Schema}, and this program knows up to {CopyChecks.Known}. Restore it with that version or a later one.");
        var keysPath = KeyFile.PathIn(dataFolder);
        if (takeKeys && manifest.Keys is { } keys && await ReadSumAsync(keysPath, ct) is { } there && there != keys.Sha256)
            throw new BackupException($"{keysPath} holds other keys than the backup, and is not written over. Move it away, or name an empty folder with --DataDir.");

        await target.BeginAsync(manifest.Schema, ct);
        await FillAsync(backup, target, ct);
        await CopyTables.MarkRestoredAsync(target, manifest.At, time.GetUtcNow());
        try
        {
            while (await backup.ReadFileAsync(ct) is var (name, content))
            {
                if (name != BackupManifest.KeysName) await KeepMediaAsync(content, ct);
                else if (takeKeys) await KeepKeysAsync(keysPath, content, ct);
            }
            await target.FinishAsync(CopyChecks.Known, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The files could not be written, and there is no database yet: {e.Message} Make room or give the folder to this user, then try the same again.", e);
        }
    }

    private static async Task FillAsync(BackupReader backup, ITableTarget target, CancellationToken ct)
    {
        foreach (var entry in backup.Manifest.Tables)
        {
            var table = CopyChecks.Like(new TableShape(entry.Name, entry.Columns, "", []), target.Tables);
            try
            {
                await CopyTables.RunAsync(target, table, backup.ReadRowsAsync(entry, table, ct), entry.Sum, ct);
            }
            catch (JsonException e)
            {
                throw new BackupException($"The backup's table {entry.Name} has a row that cannot be read. Nothing was kept; this is a fault of the program, please report it.", e);
            }
        }
    }

    // A file is named by its content, so one that is there already can only be the same.
    private async Task KeepMediaAsync(Stream content, CancellationToken ct)
    {
        using var staged = files.Stage();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (int length; (length = await content.ReadAsync(buffer, ct)) > 0;) await staged.AppendAsync(buffer.AsMemory(0, length), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        files.Keep(staged);
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
