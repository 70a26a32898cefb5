namespace Posthaste.Media.Hosting;

/// <summary>Hosts where the setting <c>Media:Hosting</c> says, and removes copies where they were put, also after the setting has changed.</summary>
internal sealed class MediaHosts(LocalMediaHost local, IEnumerable<RemoteMediaHost> remotes, IMediaStore store, MediaOptions options) : IMediaHost
{
    private readonly RemoteMediaHost[] _remotes = [.. remotes];

    /// <summary>Null where this server hands media out itself.</summary>
    public RemoteMediaHost? Remote => options.Hosting == MediaHosting.Local ? null : _remotes.Single(remote => remote.Hosting == options.Hosting);

    public Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct) =>
        Remote is { } remote ? remote.HostAsync(file, neededUntil, ct) : local.HostAsync(file, neededUntil, ct);

    public Task RemoveAsync(HostedCopy copy, CancellationToken ct) =>
        copy.Hosting == MediaHosting.Local ? local.RemoveAsync(copy, ct)
        : _remotes.FirstOrDefault(remote => remote.Hosting == copy.Hosting) is { } remote ? remote.RemoveAsync(copy, ct)
        // Its settings were taken away: nobody can reach it any more, and the record must not stay for ever.
        : store.DeleteCopyAsync(copy.Id, ct);

    public async Task<int> SweepLeftoversAsync(CancellationToken ct)
    {
        var removed = 0;
        foreach (var remote in _remotes) removed += await remote.SweepLeftoversAsync(ct);
        return removed;
    }
}
