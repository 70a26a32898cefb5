using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Media;
using Posthaste.Media.Files;
using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>Files to host, and the rows about them, of one test's own. The clock begins at the real time: a real store compares signatures
/// with its own.</summary>
internal sealed class HostShelf : IMediaUse, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-hosting-");

    public HostShelf() => Files = new MediaFiles(_folder.FullName, Time);

    public ManualTime Time { get; } = new(TimeProvider.System.GetUtcNow());
    public MediaOptions Options { get; init; } = new();
    public InMemoryMediaStore Store { get; } = new();
    public InMemoryHostingUploadStore Uploads { get; } = new();
    public MediaFiles Files { get; }

    /// <summary>What posts on their way need.</summary>
    public HashSet<Guid> Needed { get; } = [];

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Bytes that begin like their type, and are like no other file's.</summary>
    public MediaFile Put(int bytes = 40_000, string contentType = "image/jpeg")
    {
        var content = RandomNumberGenerator.GetBytes(bytes);
        ((ReadOnlySpan<byte>)(contentType == "image/jpeg" ? [0xFF, 0xD8, 0xFF, 0xE0] : [0, 0, 0, 24, .. "ftypisom"u8])).CopyTo(content);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        Directory.CreateDirectory(Path.GetDirectoryName(Files.PathOf(sha256))!);
        File.WriteAllBytes(Files.PathOf(sha256), content);
        return new MediaFile { MediaId = Guid.NewGuid(), Sha256 = sha256, ContentType = contentType, Bytes = bytes };
    }

    public byte[] BytesOf(MediaFile file) => File.ReadAllBytes(Files.PathOf(file.Sha256));

    public RemoteMediaHost Remote(IObjectStore objects) => new(objects, Store, Uploads, Files, Options, Time);

    public SweepHostedCopies Sweep(IMediaHost host) => new(Store, this, host, Options, Time, NullLogger<SweepHostedCopies>.Instance);

    public Task<IReadOnlyList<MediaUse>> FindUsesAsync(Guid mediaId, CancellationToken ct) =>
        throw new InvalidOperationException("Nobody asks at the shelf.");

    public Task<bool> MayBeFetchedAsync(Guid mediaId, CancellationToken ct) => Task.FromResult(Needed.Contains(mediaId));

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>What somebody gets who fetches an address.</summary>
internal sealed record Fetched(int Status, string? ContentType, byte[] Bytes);
