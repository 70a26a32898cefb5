namespace Posthaste.Media.Hosting;

/// <summary>A file on its way to an object store. Written down before the first byte is sent, so that what a crash or an outage leaves behind
/// can be gone on with, or found and removed.</summary>
public sealed record HostingUpload
{
    /// <summary>Also the id of the copy that it becomes.</summary>
    public required Guid Id { get; init; }

    public required Guid MediaId { get; init; }

    public required string Sha256 { get; init; }

    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    public required MediaHosting Hosting { get; init; }

    /// <summary>What the store calls the object; never used twice.</summary>
    public required string ObjectKey { get; init; }

    /// <summary>What the store calls the upload in parts; null where none has begun.</summary>
    public string? RemoteId { get; init; }

    /// <summary>Bytes of each part but the last; a store takes no other size half-way. 0 where none has begun.</summary>
    public long PartBytes { get; init; }

    /// <summary>From the beginning, without a gap.</summary>
    public long SentBytes { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Until then it is somebody's, and nobody else goes on with it.</summary>
    public required DateTimeOffset HeldUntil { get; init; }
}

/// <summary>Rows of uploads that are under way or were left.</summary>
public interface IHostingUploadStore
{
    Task AddUploadAsync(HostingUpload upload, CancellationToken ct);

    /// <summary>Takes hold of an upload of exactly these bytes that nobody holds.</summary>
    /// <returns>Null where there is none.</returns>
    Task<HostingUpload?> ClaimUploadAsync(Guid mediaId, string sha256, MediaHosting hosting, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken ct);

    /// <summary>Takes hold of one that nobody has held since <paramref name="before"/>, longest ago first.</summary>
    /// <returns>Null where there is none.</returns>
    Task<HostingUpload?> ClaimLeftUploadAsync(MediaHosting hosting, DateTimeOffset before, DateTimeOffset heldUntil, CancellationToken ct);

    /// <summary>Writes down how far it has come and how long it is held.</summary>
    Task SaveUploadAsync(HostingUpload upload, CancellationToken ct);

    Task<HostingUpload?> FindUploadAsync(Guid id, CancellationToken ct);

    /// <summary>Does nothing where it is gone already.</summary>
    Task DeleteUploadAsync(Guid id, CancellationToken ct);
}
