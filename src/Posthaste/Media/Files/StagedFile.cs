using System.Buffers;
using System.Security.Cryptography;

namespace Posthaste.Media.Files;

/// <summary>A file on its way into the library. Unless it is kept, disposing of it leaves nothing behind.</summary>
internal sealed class StagedFile : IDisposable
{
    // The handle stays open until the end: its lock tells a sweep in another process that the file is alive.
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _kept;

    public StagedFile(string path)
    {
        Path = path;
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            // The caller's buffer is the only one.
            BufferSize = 0,
        });
    }

    public string Path { get; }

    public long Bytes { get; private set; }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        _hash.AppendData(bytes.Span);
        await _file.WriteAsync(bytes, ct);
        Bytes += bytes.Length;
    }

    /// <summary>Takes what a program has written to <see cref="Path"/> as this file's content.</summary>
    /// <returns>False where it is empty.</returns>
    public async Task<bool> AdoptAsync(CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var written = new FileStream(Path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            for (int length; (length = await written.ReadAsync(buffer, ct)) > 0; Bytes += length) _hash.AppendData(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Bytes > 0;
    }

    /// <summary>Lower-case hex of everything appended so far.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Brings the bytes to the disk, then the name: after a power cut the target is whole or not there.</summary>
    public void MoveTo(string target, DateTimeOffset now)
    {
        File.SetLastWriteTimeUtc(_file.SafeFileHandle, now.UtcDateTime);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        File.Move(Path, target, overwrite: true);
        _kept = true;
    }

    public void Dispose()
    {
        _hash.Dispose();
        if (!_kept) File.Delete(Path);
        _file.Dispose();
    }
}
