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
