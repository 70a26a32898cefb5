using Posthaste.Media.Files;

namespace Posthaste.Storage.Copies;

/// <summary>Makes a backup, of a server that may be running: all tables as they are at one moment, then the keys, then the files that those tables name.</summary>
internal sealed class MakeBackup(MediaFiles files)
{
    /// <param name="source">Disposed of as soon as the tables are read: the media take longer, and never change.</param>
    /// <param name="provider"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="program">The version of this program.</param>
    /// <param name="keysPath">Where keys.json is; null to leave it out.</param>
    /// <param name="path">Where the backup is to be; there is no such file.</param>
    /// <param name="ct">Ends it; nothing is left behind then.</param>
    /// <param name="workspace">Whose rows the source has; null where it has everybody's.</param>
    /// <exception cref="BackupException">There is such a file, or it cannot be written.</exception>
    public async Task<BackupManifest> RunAsync(ITableSource source, string provider, string program, string? keysPath, string path, CancellationToken ct, BackupManifest.WorkspaceEntry? workspace = null)
    {
        var (target, draft) = (Path.GetFullPath(path), $"{Path.GetFullPath(path)}.{Environment.ProcessId}.part");
        if (File.Exists(target) || Directory.Exists(target)) throw new BackupException($"{path} is there already, and is not written over. Give another name.");
        try
        {
            BackupManifest manifest;
            await using (var archive = SecretFile.Create(draft))
            {
                manifest = await WriteAsync(archive, source, provider, program, keysPath, workspace, ct);
                archive.Flush(flushToDisk: true);
            }
            File.Move(draft, target, overwrite: false);
            FolderSync.Flush(Path.GetDirectoryName(target)!, Path.GetDirectoryName(target)!);
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(Path.GetDirectoryName(draft))) File.Delete(draft);
        }
    }

    private async Task<BackupManifest> WriteAsync(
        FileStream archive, ITableSource source, string provider, string program, string? keysPath, BackupManifest.WorkspaceEntry? workspace, CancellationToken ct)
    {
        var at = source.At;
        await using var writer = new BackupWriter(archive, at, workspace);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await using (source)
        {
            foreach (var table in source.Tables) await writer.AddTableAsync(table, Noting(table, source.ReadAsync(table, ct), names), ct);
        }
        // After the rows: a key that sealed one of them is in the file, and none goes within an hour of being replaced.
        if (keysPath is not null)
        {
            await using var keys = new FileStream(keysPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await writer.AddKeysAsync(keys, ct);
        }
        foreach (var name in names)
        {
            await using var file = Find(name);
            await writer.AddMediaAsync(name, file, ct);
        }
        return await writer.FinishAsync(program, provider, source.Version, ct);
    }

    /// <summary>Notes which files the rows name, as they go by.</summary>
    private static async IAsyncEnumerable<object?[]> Noting(TableShape table, IAsyncEnumerable<object?[]> rows, SortedSet<string> names)
    {
        var column = table.Name is "media" or "media_renditions" ? table.Columns.Select(column => column.Name).ToList().IndexOf("sha256") : -1;
        await foreach (var row in rows)
        {
            if (column >= 0 && row[column] is string name) names.Add(name);
            yield return row;
        }
    }

    private FileStream? Find(string sha256)
    {
        try
        {
            return new FileStream(files.PathOf(sha256), new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 128 * 1024, Options = FileOptions.SequentialScan });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return null;
        }
    }
}
