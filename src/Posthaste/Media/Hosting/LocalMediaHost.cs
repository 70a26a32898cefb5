using Posthaste.Media.Files;

namespace Posthaste.Media.Hosting;

/// <summary>Hands files out through this server. A copy is a row and a signed address; the bytes stay where they are.
/// The public base URL is where the world reaches this server, with its path if it has one.</summary>
internal sealed class LocalMediaHost(
    IMediaStore store, MediaFiles files, MediaSigningKey key, Uri publicBaseUrl, MediaOptions options, TimeProvider time) : IMediaHost
{
    /// <summary>The route the server maps for GET and HEAD, without sign-in.</summary>
    public const string Route = "/m/{copyId}/{expires}/{name}";

    private readonly string _base = AsciiFolder(publicBaseUrl);

    public async Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct)
    {
        if (await store.FindReusableCopyAsync(file.MediaId, file.Sha256, MediaHosting.Local, neededUntil, ct) is { } reusable) return reusable;

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var id = Guid.CreateVersion7(now);
        var expiresAt = WholeSeconds((neededUntil > now ? neededUntil : now) + options.CopyMargin);
        var path = SignedMediaPath.Create(id, expiresAt, MediaType.FromContentType(file.ContentType).Extension, key);
        var copy = new HostedCopy
        {
            Id = id,
            MediaId = file.MediaId,
            Sha256 = file.Sha256,
            ContentType = file.ContentType,
            Bytes = file.Bytes,
            Hosting = MediaHosting.Local,
            Url = new Uri(_base + path),
            ExpiresAt = expiresAt,
            CreatedAt = now,
        };
        await store.AddCopyAsync(copy, ct);
        return copy;
    }

    public Task RemoveAsync(HostedCopy copy, CancellationToken ct) => store.DeleteCopyAsync(copy.Id, ct);

    /// <summary>A copy is nothing but its row here.</summary>
    public Task<int> SweepLeftoversAsync(CancellationToken ct) => Task.FromResult(0);

    /// <summary>What the server answers to a request for <see cref="Route"/>. A wrong signature costs no look into the database.</summary>
    public async Task<LocalCopyResult> ResolveAsync(string copyId, string expires, string name, CancellationToken ct)
    {
        if (SignedMediaPath.Verify(copyId, expires, name, key) is not { } signed) return new LocalCopyResult.NotFound();
        if (signed.ExpiresAt <= time.GetUtcNow()) return new LocalCopyResult.Gone();
        if (await store.FindCopyAsync(signed.CopyId, ct) is not { } copy) return new LocalCopyResult.Gone();
        if (!files.Has(copy.Sha256)) return new LocalCopyResult.NotFound();
        return new LocalCopyResult.Found(files.PathOf(copy.Sha256), copy.ContentType, copy.Bytes, $"\"{copy.Sha256}\"", copy.ExpiresAt) { MediaId = copy.MediaId };
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds((instant.ToUnixTimeMilliseconds() + 999) / 1000);

    /// <summary>Platforms take ASCII only: an international domain goes in its xn-- form, and the path ends in a slash so
    /// that a path can be put behind it.</summary>
    private static string AsciiFolder(Uri url) =>
        new UriBuilder(url) { Host = url.IdnHost, Path = url.AbsolutePath.TrimEnd('/') + "/", Query = "", Fragment = "" }.Uri.AbsoluteUri;
}

/// <summary>What lies behind a public address.</summary>
public abstract record LocalCopyResult
{
    private LocalCopyResult() { }

    /// <summary>To be served with ranges and HEAD. The ETag is strong and has its quotes.</summary>
    public sealed record Found(string Path, string ContentType, long Bytes, string ETag, DateTimeOffset ExpiresAt) : LocalCopyResult
    {
        /// <summary>Of which item it is, for the count of what was served.</summary>
        public required Guid MediaId { get; init; }
    }

    /// <summary>It was genuine and is over: expired, or removed after publishing. 410.</summary>
    public sealed record Gone : LocalCopyResult;

    /// <summary>Never given out, or changed on the way. 404.</summary>
    public sealed record NotFound : LocalCopyResult;
}
