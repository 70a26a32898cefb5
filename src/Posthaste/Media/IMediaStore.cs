using Posthaste.Media.Renditions;

namespace Posthaste.Media;

/// <summary>Rows of the media library and of hosted copies. The files themselves are <see cref="Files.MediaFiles"/>'.</summary>
public interface IMediaStore
{
    /// <summary>Adds a row, or leaves the one that already holds these bytes in this workspace: unique are
    /// (workspace, SHA-256).</summary>
    /// <returns>The row that stands afterwards; another id than the argument's means the bytes were there already.</returns>
    Task<MediaItem> AddAsync(MediaItem item, CancellationToken ct);

    Task<MediaItem?> FindAsync(Guid workspaceId, Guid id, CancellationToken ct);

    Task<MediaItem?> FindBySha256Async(Guid workspaceId, string sha256, CancellationToken ct);

    /// <summary>Newest first, by id (UUIDv7).</summary>
    Task<MediaPage> ListAsync(MediaQuery query, CancellationToken ct);

    /// <returns>False where no such row was there.</returns>
    Task<bool> DeleteAsync(Guid workspaceId, Guid id, CancellationToken ct);

    /// <summary>Keeps what was found out later about a file. Does nothing where the item is gone.</summary>
    Task SetDetailsAsync(Guid mediaId, MediaDetails details, CancellationToken ct);

    /// <summary>Whether any row of any workspace, an original or a rendition, still needs the file of this name.</summary>
    Task<bool> IsFileNeededAsync(string sha256, CancellationToken ct);

    /// <summary>Adds a row, or leaves the one that already stands for this media item and recipe.</summary>
    /// <returns>The row that stands afterwards; null where the item was deleted meanwhile.</returns>
    Task<Rendition?> AddRenditionAsync(Rendition rendition, CancellationToken ct);

    /// <summary>What was made of an item by a recipe; marks it as asked for at this time, so that no sweep takes it now.</summary>
    Task<Rendition?> UseRenditionAsync(Guid mediaId, string recipe, DateTimeOffset usedAt, CancellationToken ct);

    /// <summary>What was made of the same bytes by the same recipe for another workspace; its file serves here too.</summary>
    Task<Rendition?> FindRenditionOfBytesAsync(string sourceSha256, string recipe, CancellationToken ct);

    Task<IReadOnlyList<Rendition>> ListRenditionsAsync(Guid mediaId, CancellationToken ct);

    /// <summary>Renditions not asked for since this instant, longest ago first, that come after <paramref name="after"/> in that order.</summary>
    Task<IReadOnlyList<Rendition>> ListUnaskedRenditionsAsync(DateTimeOffset before, Rendition? after, int limit, CancellationToken ct);

    /// <param name="unaskedSince">Only where it was not asked for since then; null in any case.</param>
    /// <returns>False where nothing was deleted.</returns>
    Task<bool> DeleteRenditionAsync(Guid renditionId, DateTimeOffset? unaskedSince, CancellationToken ct);

    Task AddCopyAsync(HostedCopy copy, CancellationToken ct);

    Task<HostedCopy?> FindCopyAsync(Guid copyId, CancellationToken ct);

    /// <summary>The copy of exactly these bytes that lives longest, where it expires at <paramref name="neededUntil"/> or later.</summary>
    Task<HostedCopy?> FindReusableCopyAsync(Guid mediaId, string sha256, MediaHosting hosting, DateTimeOffset neededUntil, CancellationToken ct);

    /// <summary>Every copy of one media item, expired or not.</summary>
    Task<IReadOnlyList<HostedCopy>> ListCopiesAsync(Guid mediaId, CancellationToken ct);

    /// <summary>Copies that expired before this instant, oldest first.</summary>
    Task<IReadOnlyList<HostedCopy>> ListExpiredCopiesAsync(DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>Copies made before this instant that still live at <paramref name="now"/>, oldest first, that come after
    /// <paramref name="after"/> in that order.</summary>
    Task<IReadOnlyList<HostedCopy>> ListLivingCopiesAsync(DateTimeOffset before, DateTimeOffset now, HostedCopy? after, int limit, CancellationToken ct);

    /// <summary>Gives a copy another address and end.</summary>
    /// <returns>False where it is gone.</returns>
    Task<bool> ProlongCopyAsync(HostedCopy copy, CancellationToken ct);

    /// <summary>Does nothing where the copy is gone already.</summary>
    Task DeleteCopyAsync(Guid copyId, CancellationToken ct);
}

/// <summary>A page of a workspace's library.</summary>
public sealed record MediaQuery
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Only files with this in their name, in whatever case (on SQLite: of ASCII letters); null for all.</summary>
    public string? Search { get; init; }

    public MediaKind? Kind { get; init; }

    /// <summary>The <see cref="MediaPage.Next"/> of the page before; null for the first.</summary>
    public Guid? After { get; init; }

    public required int Limit { get; init; }
}

/// <summary>A part of a list.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record MediaPage(IReadOnlyList<MediaItem> Items, Guid? Next);

/// <summary>A public copy on record: where it lies and until when its address works.</summary>
public sealed record HostedCopy
{
    public required Guid Id { get; init; }

    public required Guid MediaId { get; init; }

    /// <summary>Of the bytes hosted: the original's or a rendition's.</summary>
    public required string Sha256 { get; init; }

    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    public required MediaHosting Hosting { get; init; }

    /// <summary>Public and signed: whoever has it can fetch the file. Never logged. Kept and sent as its
    /// <see cref="Uri.AbsoluteUri"/>; <c>ToString</c> would undo escapes, and platforms take ASCII only.</summary>
    public required Uri Url { get; init; }

    /// <summary>What an object store calls it; null for a copy that this server hands out.</summary>
    public string? ObjectKey { get; init; }

    /// <summary>Whole seconds. The address stops working then; the record goes <see cref="MediaOptions.CopyRetention"/> later.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
