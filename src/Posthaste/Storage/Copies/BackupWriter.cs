using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Posthaste.Storage.Copies;

/// <summary>Writes the archive of a backup, front to back: a tar file with the tables as compressed lines, the keys, the media and the
/// manifest. Of a table no more than a chunk is in memory.</summary>
internal sealed class BackupWriter(Stream archive, DateTimeOffset at, BackupManifest.WorkspaceEntry? workspace) : IAsyncDisposable
{
    /// <summary>Compressed bytes after which a table goes on in another member: tar wants to know the length before the first byte.</summary>
    private const int ChunkBytes = 4 * 1024 * 1024;

    private readonly TarWriter _tar = new(archive, TarEntryFormat.Pax, leaveOpen: true);
    private readonly List<BackupManifest.TableEntry> _tables = [];
    private BackupManifest.KeysEntry? _keys;
    private int _files;
    private long _bytes;
    private int _missing;

    public async Task AddTableAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        using var sum = new TableSummer();
        using var chunk = new MemoryStream();
        var members = new List<BackupManifest.MemberEntry>();
        GZipStream? zip = null;
        await foreach (var row in rows.WithCancellation(ct))
        {
            zip ??= new GZipStream(chunk, CompressionLevel.Fastest, leaveOpen: true);
            await zip.WriteAsync(sum.Add(row), ct);
            if (chunk.Length < ChunkBytes) continue;
            await CloseAsync();
        }
        await CloseAsync();
        _tables.Add(new BackupManifest.TableEntry(table.Name, table.Columns, sum.Sum, members));

        async Task CloseAsync()
        {
            if (zip is null) return;
            await zip.DisposeAsync();
            zip = null;
            chunk.Position = 0;
            var name = $"tables/{_tables.Count + 1:000}-{table.Name}/{members.Count + 1:00000}.jsonl.gz";
            members.Add(new BackupManifest.MemberEntry(name, await AddAsync(name, chunk, ct)));
            chunk.SetLength(0);
        }
    }

    public async Task AddKeysAsync(Stream keys, CancellationToken ct) =>
        _keys = new BackupManifest.KeysEntry(await AddAsync(BackupManifest.KeysName, keys, ct));

    /// <param name="sha256">Its name.</param>
    /// <param name="file">Null where there is none.</param>
    public async Task AddMediaAsync(string sha256, Stream? file, CancellationToken ct)
    {
        if (file is null)
        {
            _missing++;
            return;
        }
        _files++;
        _bytes += file.Length;
        await _tar.WriteEntryAsync(Entry(BackupManifest.MediaPrefix + sha256, file), ct);
    }

    /// <returns>The manifest, which is in the archive now.</returns>
    public async Task<BackupManifest> FinishAsync(string program, string provider, int schema, CancellationToken ct)
    {
        var manifest = new BackupManifest
        {
            Format = workspace is null ? BackupManifest.OfEverything : BackupManifest.OfWorkspace,
            Workspace = workspace,
            Program = program,
            Schema = schema,
            Provider = provider,
            At = at,
            Tables = _tables,
            Keys = _keys,
            Media = new BackupManifest.MediaEntry(_files, _bytes, _missing),
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json);
        using var text = new MemoryStream(bytes);
        await _tar.WriteEntryAsync(Entry(BackupManifest.NamePrefix + Convert.ToHexStringLower(SHA256.HashData(bytes)) + BackupManifest.NameSuffix, text), ct);
        return manifest;
    }

    public ValueTask DisposeAsync() => _tar.DisposeAsync();

    private async Task<string> AddAsync(string name, Stream content, CancellationToken ct)
    {
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        content.Position = 0;
        await _tar.WriteEntryAsync(Entry(name, content), ct);
        return sha256;
    }

    private PaxTarEntry Entry(string name, Stream content) => new(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        ModificationTime = at,
        Mode = SecretFile.OwnerOnly,
    };
}
