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

    public bool Equals(FileReader other) => true;

    public override bool Equals(object? obj) => obj is FileReader;

    public override int GetHashCode() => 0;

    public static bool operator ==(FileReader left, FileReader right) => left.Equals(right);

    public static bool operator !=(FileReader left, FileReader right) => !left.Equals(right);
}
