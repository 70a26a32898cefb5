using Posthaste.Media;
using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>Passes the same contract as the real one.</summary>
internal sealed class InMemoryHostingUploadStore : IHostingUploadStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, HostingUpload> _uploads = [];

    /// <summary>Everything there is.</summary>
    public IReadOnlyList<HostingUpload> All
    {
        get
        {
            lock (_gate) return [.. _uploads.Values];
        }
    }

    public Task AddUploadAsync(HostingUpload upload, CancellationToken ct)
    {
        lock (_gate) _uploads.Add(upload.Id, upload);
        return Task.CompletedTask;
    }

    public Task<HostingUpload?> ClaimUploadAsync(
        Guid mediaId, string sha256, MediaHosting hosting, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken ct) =>
        Task.FromResult(Claim(upload => (upload.MediaId, upload.Sha256, upload.Hosting) == (mediaId, sha256, hosting) && upload.HeldUntil <= now, heldUntil));

    public Task<HostingUpload?> ClaimLeftUploadAsync(MediaHosting hosting, DateTimeOffset before, DateTimeOffset heldUntil, CancellationToken ct) =>
        Task.FromResult(Claim(upload => upload.Hosting == hosting && upload.HeldUntil < before, heldUntil));

    public Task SaveUploadAsync(HostingUpload upload, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_uploads.ContainsKey(upload.Id)) _uploads[upload.Id] = upload;
        }
        return Task.CompletedTask;
    }

    public Task<HostingUpload?> FindUploadAsync(Guid id, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_uploads.GetValueOrDefault(id));
    }

    public Task DeleteUploadAsync(Guid id, CancellationToken ct)
    {
        lock (_gate) _uploads.Remove(id);
        return Task.CompletedTask;
    }

    private HostingUpload? Claim(Func<HostingUpload, bool> fits, DateTimeOffset heldUntil)
    {
        lock (_gate)
        {
            if (_uploads.Values.Where(fits).OrderBy(upload => upload.HeldUntil).FirstOrDefault() is not { } found) return null;
            return _uploads[found.Id] = found with { HeldUntil = heldUntil };
        }
    }
}
