using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

/// <summary>Rows in dictionaries, for tests of everything above the store.</summary>
internal sealed class InMemoryMediaStore : IMediaStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, MediaItem> _items = [];
    private readonly Dictionary<Guid, HostedCopy> _copies = [];
    private readonly Dictionary<Guid, Rendition> _renditions = [];

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

    public Task<MediaPage> ListAsync(MediaQuery query, CancellationToken ct)
    {
        lock (_gate)
        {
            var items = _items.Values.Where(item => item.WorkspaceId == query.WorkspaceId)
                .Where(item => query.Kind is null || item.Kind == query.Kind)
                .Where(item => query.Search is null || item.FileName.Contains(query.Search, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(Key, StringComparer.Ordinal)
                .Where(item => query.After is not { } after || string.CompareOrdinal(Key(item), after.ToString()) < 0)
                .Take(query.Limit + 1).ToList();
            return Task.FromResult(items.Count > query.Limit
                ? new MediaPage(items[..query.Limit], items[query.Limit - 1].Id)
                : new MediaPage(items, null));
        }
    }

    public Task<bool> DeleteAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_items.GetValueOrDefault(id)?.WorkspaceId == workspaceId && _items.Remove(id));
    }

    public Task<bool> IsFileNeededAsync(string sha256, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_items.Values.Any(item => item.Sha256 == sha256) || _renditions.Values.Any(made => made.Sha256 == sha256));
    }

    public Task SetDetailsAsync(Guid mediaId, MediaDetails details, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_items.TryGetValue(mediaId, out var item)) _items[mediaId] = item with { Details = details };
        }
        return Task.CompletedTask;
    }

    public Task<Rendition?> AddRenditionAsync(Rendition rendition, CancellationToken ct)
    {
        lock (_gate)
        {
            if (!_items.ContainsKey(rendition.MediaId)) return Task.FromResult<Rendition?>(null);
            var standing = Made(rendition.MediaId, rendition.Recipe);
            if (standing is null) _renditions.Add(rendition.Id, rendition);
            return Task.FromResult<Rendition?>(standing ?? rendition);
        }
    }

    public Task<Rendition?> UseRenditionAsync(Guid mediaId, string recipe, DateTimeOffset usedAt, CancellationToken ct)
    {
        lock (_gate)
        {
            if (Made(mediaId, recipe) is not { } made) return Task.FromResult<Rendition?>(null);
            if (made.UsedAt < usedAt) _renditions[made.Id] = made = made with { UsedAt = usedAt };
            return Task.FromResult<Rendition?>(made);
        }
    }

    public Task<Rendition?> FindRenditionOfBytesAsync(string sourceSha256, string recipe, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_renditions.Values.FirstOrDefault(made => made.SourceSha256 == sourceSha256 && made.Recipe == recipe));
    }

    public Task<IReadOnlyList<Rendition>> ListRenditionsAsync(Guid mediaId, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<Rendition>>([.. _renditions.Values.Where(made => made.MediaId == mediaId)]);
    }

    public Task<IReadOnlyList<Rendition>> ListUnaskedRenditionsAsync(DateTimeOffset before, Rendition? after, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Rendition>>([.. _renditions.Values
                .Where(made => made.UsedAt < before)
                .OrderBy(made => made.UsedAt).ThenBy(made => made.Id.ToString("N"), StringComparer.Ordinal)
                .Where(made => after is null || made.UsedAt > after.UsedAt
                    || (made.UsedAt == after.UsedAt && string.CompareOrdinal(made.Id.ToString("N"), after.Id.ToString("N")) > 0))
                .Take(limit)]);
        }
    }

    public Task<bool> DeleteRenditionAsync(Guid renditionId, DateTimeOffset? unaskedSince, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult(_renditions.TryGetValue(renditionId, out var made)
                && (unaskedSince is null || made.UsedAt < unaskedSince) && _renditions.Remove(renditionId));
        }
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

    public Task<IReadOnlyList<HostedCopy>> ListLivingCopiesAsync(DateTimeOffset before, DateTimeOffset now, HostedCopy? after, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<HostedCopy>>([.. _copies.Values
                .Where(copy => copy.CreatedAt < before && copy.ExpiresAt > now)
                .OrderBy(copy => copy.CreatedAt).ThenBy(copy => copy.Id.ToString("N"), StringComparer.Ordinal)
                .Where(copy => after is null || copy.CreatedAt > after.CreatedAt
                    || (copy.CreatedAt == after.CreatedAt && string.CompareOrdinal(copy.Id.ToString("N"), after.Id.ToString("N")) > 0))
                .Take(limit)]);
        }
    }

    public Task<bool> ProlongCopyAsync(HostedCopy copy, CancellationToken ct)
    {
        lock (_gate)
        {
            if (!_copies.TryGetValue(copy.Id, out var known)) return Task.FromResult(false);
            _copies[copy.Id] = known with { Url = copy.Url, ExpiresAt = copy.ExpiresAt };
            return Task.FromResult(true);
        }
    }

    public Task DeleteCopyAsync(Guid copyId, CancellationToken ct)
    {
        lock (_gate) _copies.Remove(copyId);
        return Task.CompletedTask;
    }

    private MediaItem? Find(Guid workspaceId, string sha256) =>
        _items.Values.FirstOrDefault(item => item.WorkspaceId == workspaceId && item.Sha256 == sha256);

    private Rendition? Made(Guid mediaId, string recipe) =>
        _renditions.Values.FirstOrDefault(made => made.MediaId == mediaId && made.Recipe == recipe);

    /// <summary>Text, because it orders as the bytes of a UUIDv7 do.</summary>
    private static string Key(MediaItem item) => item.Id.ToString("N");
}
