using Posthaste.Media;

namespace Posthaste.Tests.Media;

/// <summary>Rows in dictionaries, for tests of everything above the store.</summary>
internal sealed class InMemoryMediaStore : IMediaStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, MediaItem> _items = [];
    private readonly Dictionary<Guid, HostedCopy> _copies = [];

    public Task<MediaItem> AddAsync(MediaItem item, CancellationToken ct)
    {
        lock (_gate)
        {
            var standing = Find(item.WorkspaceId, item.Sha256);
            if (standing is null) _items.Add(item.Id, item);
            return Task.FromResult(standing ?? item);
        }
    }

    public Task<MediaItem?> FindAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_items.GetValueOrDefault(id) is { } item && item.WorkspaceId == workspaceId ? item : null);
    }

    public Task<MediaItem?> FindBySha256Async(Guid workspaceId, string sha256, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(Find(workspaceId, sha256));
    }

    public Task<MediaPage> ListAsync(Guid workspaceId, string? cursor, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            var items = _items.Values.Where(item => item.WorkspaceId == workspaceId)
                .OrderByDescending(Key, StringComparer.Ordinal)
                .Where(item => cursor is null || string.CompareOrdinal(Key(item), cursor) < 0)
                .Take(limit + 1).ToList();
            return Task.FromResult(items.Count > limit
                ? new MediaPage(items[..limit], Key(items[limit - 1]))
                : new MediaPage(items, null));
        }
    }

    public Task<bool> DeleteAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_items.GetValueOrDefault(id)?.WorkspaceId == workspaceId && _items.Remove(id));
    }

    public Task<bool> IsFileNeededAsync(string sha256, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_items.Values.Any(item => item.Sha256 == sha256));
    }

    public Task AddCopyAsync(HostedCopy copy, CancellationToken ct)
    {
        lock (_gate) _copies.Add(copy.Id, copy);
        return Task.CompletedTask;
    }

    public Task<HostedCopy?> FindCopyAsync(Guid copyId, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_copies.GetValueOrDefault(copyId));
    }

    public Task<HostedCopy?> FindReusableCopyAsync(
        Guid mediaId, string sha256, MediaHosting hosting, DateTimeOffset neededUntil, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_copies.Values
                .Where(copy => copy.MediaId == mediaId && copy.Sha256 == sha256 && copy.Hosting == hosting && copy.ExpiresAt >= neededUntil)
                .MaxBy(copy => copy.ExpiresAt));
        }
    }

    public Task<IReadOnlyList<HostedCopy>> ListCopiesAsync(Guid mediaId, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<HostedCopy>>([.. _copies.Values.Where(copy => copy.MediaId == mediaId)]);
    }

    public Task<IReadOnlyList<HostedCopy>> ListExpiredCopiesAsync(DateTimeOffset before, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<HostedCopy>>(
                [.. _copies.Values.Where(copy => copy.ExpiresAt < before).OrderBy(copy => copy.ExpiresAt).Take(limit)]);
        }
    }

    public Task DeleteCopyAsync(Guid copyId, CancellationToken ct)
    {
        lock (_gate) _copies.Remove(copyId);
        return Task.CompletedTask;
    }

    private MediaItem? Find(Guid workspaceId, string sha256) =>
        _items.Values.FirstOrDefault(item => item.WorkspaceId == workspaceId && item.Sha256 == sha256);

    /// <summary>Text, because it orders as the bytes of a UUIDv7 do.</summary>
    private static string Key(MediaItem item) => item.Id.ToString("N");
}
