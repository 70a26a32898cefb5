using Posthaste.Media.Files;

namespace Posthaste.Media.Hosting;

/// <summary>Keeps public copies in an object store of somebody else's. The same for every store; what differs is the <see cref="IObjectStore"/>.</summary>
internal sealed class RemoteMediaHost(
    IObjectStore objects, IMediaStore store, IHostingUploadStore uploads, MediaFiles files, MediaOptions options, TimeProvider time, HostedLedger? ledger = null) : IMediaHost
{
    /// <summary>How long an upload is held without news of it. A part that takes longer is sent twice, which does no harm.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(10);

    /// <summary>What nobody has touched for so long is nobody's.</summary>
    public static readonly TimeSpan LeftAfter = TimeSpan.FromDays(1);

    private readonly Turns<(Guid, string)> _turns = new();

    public MediaHosting Hosting => objects.Hosting;

    public async Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct)
    {
        // Two posts of one file: the second finds what the first has sent.
        using var turn = await _turns.TakeAsync((file.MediaId, file.Sha256), ct);
        if (await FindAsync(file, neededUntil, ct) is { } reusable) return reusable;
        // The object is there, only its address ends: a new one costs nothing.
        if (await FindAsync(file, Now.AddMinutes(1), ct) is { } living && await ProlongAsync(living, neededUntil, ct) is { } prolonged) return prolonged;

        var upload = await uploads.ClaimUploadAsync(file.MediaId, file.Sha256, Hosting, Now, Now + Hold, ct) ?? await BeginAsync(file, ct);
        try
        {
            await objects.PutAsync(upload, files.PathOf(file.Sha256), SaveAsync, ct);
        }
        catch
        {
            // Free for the next try, in this process or another, whatever became of this one.
            if (await uploads.FindUploadAsync(upload.Id, CancellationToken.None) is { } left)
            {
                await uploads.SaveUploadAsync(left with { HeldUntil = Now }, CancellationToken.None);
                Count(file, left.SentBytes - upload.SentBytes);
            }
            throw;
        }
        Count(file, file.Bytes - upload.SentBytes);
        var until = UntilFor(neededUntil);
        var copy = new HostedCopy
        {
            Id = upload.Id,
            MediaId = file.MediaId,
            Sha256 = file.Sha256,
            ContentType = file.ContentType,
            Bytes = file.Bytes,
            Hosting = Hosting,
            Url = objects.AddressOf(upload.ObjectKey, file.ContentType, until),
            ObjectKey = upload.ObjectKey,
            ExpiresAt = until,
            CreatedAt = Now,
        };
        // The copy before the end of the upload: a crash between them leaves a row too many and never an object too many.
        await store.AddCopyAsync(copy, ct);
        await uploads.DeleteUploadAsync(upload.Id, ct);
        return copy;
    }

    public async Task RemoveAsync(HostedCopy copy, CancellationToken ct)
    {
        // The object before the row: a row too many is swept again, an object too many costs money.
        if (copy.ObjectKey is { } key) await objects.DeleteAsync(key, copy.ContentType, ct);
        await store.DeleteCopyAsync(copy.Id, ct);
    }

    public async Task<int> SweepLeftoversAsync(CancellationToken ct)
    {
        var (before, removed) = (Now - LeftAfter, 0);
        while (await uploads.ClaimLeftUploadAsync(Hosting, before, Now + Hold, ct) is { } left)
        {
            // With a copy of the same id it had arrived, and only its end was not written down.
            if (await store.FindCopyAsync(left.Id, ct) is null)
            {
                await objects.AbortAsync(left, ct);
                await objects.DeleteAsync(left.ObjectKey, left.ContentType, ct);
                removed++;
            }
            await uploads.DeleteUploadAsync(left.Id, ct);
        }
        await foreach (var found in objects.ListAsync(before, ct))
        {
            if (objects.CopyOf(found.ObjectKey) is not { } id || await IsKnownAsync(id, ct)) continue;
            await RemoveAsync(found, ct);
            removed++;
        }
        return removed;
    }

    public Task CheckAsync(CancellationToken ct) => objects.CheckAsync(ct);

    private async Task<bool> IsKnownAsync(Guid id, CancellationToken ct) =>
        await store.FindCopyAsync(id, ct) is not null || await uploads.FindUploadAsync(id, ct) is not null;

    private Task RemoveAsync(StoredObject orphan, CancellationToken ct) => orphan.UploadId is null
        ? objects.DeleteAsync(orphan.ObjectKey, orphan.ContentType ?? "", ct)
        : objects.AbortAsync(new HostingUpload
        {
            Id = Guid.Empty,
            MediaId = Guid.Empty,
            Sha256 = "",
            ContentType = orphan.ContentType ?? "",
            Bytes = 0,
            Hosting = Hosting,
            ObjectKey = orphan.ObjectKey,
            RemoteId = orphan.UploadId,
            StartedAt = Now,
            HeldUntil = Now,
        }, ct);

    private Task<HostedCopy?> FindAsync(MediaFile file, DateTimeOffset until, CancellationToken ct) =>
        store.FindReusableCopyAsync(file.MediaId, file.Sha256, Hosting, until, ct);

    /// <returns>Null where the copy was removed meanwhile.</returns>
    private async Task<HostedCopy?> ProlongAsync(HostedCopy copy, DateTimeOffset neededUntil, CancellationToken ct)
    {
        if (copy.ObjectKey is not { } key) return null;
        var until = UntilFor(neededUntil);
        var longer = copy with { Url = objects.AddressOf(key, copy.ContentType, until), ExpiresAt = until };
        return await store.ProlongCopyAsync(longer, ct) ? longer : null;
    }

    private async Task<HostingUpload> BeginAsync(MediaFile file, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(Now);
        var upload = new HostingUpload
        {
            Id = id,
            MediaId = file.MediaId,
            Sha256 = file.Sha256,
            ContentType = file.ContentType,
            Bytes = file.Bytes,
            Hosting = Hosting,
            ObjectKey = objects.KeyFor(id, file.ContentType),
            StartedAt = Now,
            HeldUntil = Now + Hold,
        };
        await uploads.AddUploadAsync(upload, ct);
        return upload;
    }

    private Task SaveAsync(HostingUpload upload) => uploads.SaveUploadAsync(upload with { HeldUntil = Now + Hold }, CancellationToken.None);

    /// <summary>What the store took. Parts that were sent twice count once, and what was sent before by another try counted then.</summary>
    private void Count(MediaFile file, long bytes) => ledger?.Add(file.MediaId, new HostedBytes(Math.Max(0, bytes), Served: 0));

    /// <summary>Whole seconds, as addresses count.</summary>
    private DateTimeOffset UntilFor(DateTimeOffset neededUntil)
    {
        var until = (neededUntil > Now ? neededUntil : Now) + options.CopyMargin;
        var seconds = (until.ToUnixTimeMilliseconds() + 999) / 1000;
        if (objects.LongestAddress is { } longest) seconds = Math.Min(seconds, (Now + longest).ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    /// <summary>Whole milliseconds, as the store keeps them.</summary>
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
