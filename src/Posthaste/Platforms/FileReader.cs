namespace Posthaste.Platforms;

/// <summary>A way to read a file's bytes. All are equal, so that what carries one compares by what it is.</summary>
/// <param name="open">Opens the file at its first byte; null where there is no way.</param>
public readonly struct FileReader(Func<CancellationToken, Task<Stream>>? open) : IEquatable<FileReader>
{
    private readonly Func<CancellationToken, Task<Stream>>? _open = open;

    /// <summary>The bytes can be read.</summary>
    public bool Exists => _open is not null;

    public Task<Stream> OpenAsync(CancellationToken ct) =>
        _open is { } open ? open(ct) : throw new InvalidOperationException("There is no way to this file's bytes.");

    /// <summary>Opens it further in.</summary>
    /// <returns>Null where it cannot be opened, or ends before; whoever gets it closes it.</returns>
    public async Task<Stream?> TryOpenAtAsync(long offset, CancellationToken ct)
    {
        Stream? bytes = null;
        try
        {
            bytes = await OpenAsync(ct);
            if (bytes.CanSeek) bytes.Seek(offset, SeekOrigin.Begin);
            else await SkipAsync(bytes, offset, ct);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (bytes is not null) await bytes.DisposeAsync();
            return null;
        }
    }

    private static async Task SkipAsync(Stream bytes, long count, CancellationToken ct)
    {
        var buffer = new byte[64 * 1_024];
        while (count > 0)
        {
            var read = await bytes.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), ct);
            if (read == 0) throw new EndOfStreamException("The file is shorter than its record says.");
            count -= read;
        }
    }

    public bool Equals(FileReader other) => true;

    public override bool Equals(object? obj) => obj is FileReader;

    public override int GetHashCode() => 0;

    public static bool operator ==(FileReader left, FileReader right) => left.Equals(right);

    public static bool operator !=(FileReader left, FileReader right) => !left.Equals(right);
}
