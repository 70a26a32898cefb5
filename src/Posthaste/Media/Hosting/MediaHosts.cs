namespace Posthaste.Media.Hosting;

/// <summary>Hosts where the setting <c>Media:Hosting</c> says, and removes copies where they were put, also after the setting has changed.</summary>
internal sealed class MediaHosts(LocalMediaHost local, IEnumerable<RemoteMediaHost> remotes, IMediaStore store, MediaOptions options, HostJournal? journal = null) : IMediaHost
{
    private readonly RemoteMediaHost[] _remotes = [.. remotes];

    /// <summary>Null where this server hands media out itself.</summary>
    public RemoteMediaHost? Remote => options.Hosting == MediaHosting.Local ? null : _remotes.Single(remote => remote.Hosting == options.Hosting);

    public Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct) =>
        Remote is { } remote ? NotedAsync(() => remote.HostAsync(file, neededUntil, ct)) : local.HostAsync(file, neededUntil, ct);

    public async Task RemoveAsync(HostedCopy copy, CancellationToken ct)
    {
        if (copy.Hosting == MediaHosting.Local) await local.RemoveAsync(copy, ct);
        else if (_remotes.FirstOrDefault(remote => remote.Hosting == copy.Hosting) is { } remote) await NotedAsync(() => DoneAsync(remote.RemoveAsync(copy, ct)));
        // Its settings were taken away: nobody can reach it any more, and the record must not stay for ever.
        else await store.DeleteCopyAsync(copy.Id, ct);
    }

    public async Task<int> SweepLeftoversAsync(CancellationToken ct)
    {
        var removed = 0;
        foreach (var remote in _remotes) removed += await NotedAsync(() => remote.SweepLeftoversAsync(ct));
        return removed;
    }

    private async Task<T> NotedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (MediaHostException e)
        {
            journal?.Failed(e);
            throw;
        }
    }

    private static async Task<bool> DoneAsync(Task work)
    {
        await work;
        return true;
    }
}
