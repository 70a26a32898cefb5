using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Posthaste.Storage.Copies;

/// <summary>Reads the archive of a backup, front to back, after its opening has seen that it is whole.</summary>
internal sealed class BackupReader : IAsyncDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly TarReader _tar;

    private BackupReader(string path, FileStream file, BackupManifest manifest)
    {
        (_path, _file, Manifest) = (path, file, manifest);
        _tar = new TarReader(file, leaveOpen: true);
    }

    public BackupManifest Manifest { get; }

    /// <summary>Reads everything once, and compares each member with its checksum.</summary>
    /// <exception cref="BackupException">It is no backup, not whole, damaged, or of a newer program.</exception>
    public static async Task<BackupReader> OpenAsync(string path, CancellationToken ct)
    {
        var file = Open(path);
        try
        {
            var manifest = await CheckAsync(path, file, ct);
            file.Position = 0;
            return new BackupReader(path, file, manifest);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of the next table; to be read to their end.</summary>
    public async IAsyncEnumerable<object?[]> ReadRowsAsync(BackupManifest.TableEntry table, TableShape shape, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var member in table.Members)
        {
            var entry = await NextAsync(ct);
            if (entry?.Name != member.Name) throw NotWhole(_path);
            await using var zip = new GZipStream(entry.DataStream!, CompressionMode.Decompress);
            using var lines = new StreamReader(zip, Encoding.UTF8);
            while (await lines.ReadLineAsync(ct) is { } line) yield return RowText.Read(Encoding.UTF8.GetBytes(line), shape);
        }
    }

    /// <summary>What follows the tables: the keys, and the media.</summary>
    /// <returns>Null at the end.</returns>
    public async Task<(string Name, Stream Content)?> ReadFileAsync(CancellationToken ct) =>
        await NextAsync(ct) is { } entry && !IsManifest(entry.Name) ? (entry.Name, entry.DataStream ?? Stream.Null) : null;

    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync();
        await _file.DisposeAsync();
    }

    private ValueTask<TarEntry?> NextAsync(CancellationToken ct) => _tar.GetNextEntryAsync(copyData: false, ct);

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 128 * 1024);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static async Task<BackupManifest> CheckAsync(string path, FileStream file, CancellationToken ct)
    {
        var sums = new Dictionary<string, string>();
        var (files, bytes) = (0, 0L);
        await using var tar = new TarReader(file, leaveOpen: true);
        try
        {
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                var content = entry.DataStream ?? Stream.Null;
                if (IsManifest(entry.Name)) return Compare(path, await ManifestAsync(path, entry, content, ct), sums, files, bytes);
                var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
                if (!entry.Name.StartsWith(BackupManifest.MediaPrefix, StringComparison.Ordinal))
                {
                    sums[entry.Name] = sha256;
                    continue;
                }
                if (entry.Name[BackupManifest.MediaPrefix.Length..] != sha256) throw Damaged(path, entry.Name);
                (files, bytes) = (files + 1, bytes + entry.Length);
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidDataException)
        {
            throw NotWhole(path, e);
        }
        throw NotWhole(path);
    }

    private static async Task<BackupManifest> ManifestAsync(string path, TarEntry entry, Stream content, CancellationToken ct)
    {
        using var text = new MemoryStream();
        await content.CopyToAsync(text, ct);
        if (text.Length < entry.Length) throw NotWhole(path);
        if (entry.Name != BackupManifest.NamePrefix + Convert.ToHexStringLower(SHA256.HashData(text.ToArray())) + BackupManifest.NameSuffix) throw Damaged(path, entry.Name);
        text.Position = 0;
        using var json = await JsonDocument.ParseAsync(text, cancellationToken: ct);
        if (json.RootElement.GetProperty("format").GetInt32() > BackupManifest.OfWorkspace)
            throw new BackupException($"The backup {path} was made by Posthaste {json.RootElement.GetProperty("program").GetString()}, in a form that this program does not know. Restore it with that version.");
        return json.Deserialize<BackupManifest>(BackupManifest.Json)!;
    }

    private static BackupManifest Compare(string path, BackupManifest manifest, Dictionary<string, string> sums, int files, long bytes)
    {
        var expected = manifest.Tables.SelectMany(table => table.Members).Select(member => (member.Name, member.Sha256))
            .Concat(manifest.Keys is { } keys ? [(BackupManifest.KeysName, keys.Sha256)] : []);
        foreach (var (name, sha256) in expected)
        {
            if (!sums.Remove(name, out var found)) throw NotWhole(path);
            if (found != sha256) throw Damaged(path, name);
        }
        return sums.Count == 0 && files == manifest.Media.Files && bytes == manifest.Media.Bytes ? manifest : throw NotWhole(path);
    }

    private static bool IsManifest(string name) => name.StartsWith(BackupManifest.NamePrefix, StringComparison.Ordinal);

    private static BackupException Damaged(string path, string member) =>
        new($"The backup {path} is damaged: {member} is not what was written. Nothing was restored. Take another copy of it, or an older backup.");

    private static BackupException NotWhole(string path, Exception? inner = null) =>
        new($"{path} is no whole backup of Posthaste: parts are missing, or it is another file. Nothing was restored. Take another copy of it, or an older backup.", inner);
}
