using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Hosting.Cloudinary;
using Posthaste.Media.Hosting.S3;

namespace Posthaste.Server.Doctor;

/// <summary>The object store takes a picture, hands it out, and removes it again.</summary>
internal sealed class MediaStoreCheck(MediaOptions options, IServiceProvider services, IHttpClientFactory clients, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "media store";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        if (options.Hosting == MediaHosting.Local) return [DoctorFinding.Ok(Name, "This server hands media out itself.")];
        IObjectStore store = options.Hosting == MediaHosting.S3 ? services.GetRequiredService<S3ObjectStore>() : services.GetRequiredService<CloudinaryObjectStore>();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return [await TryAsync(store, either.Token)];
        }
        catch (MediaHostException e)
        {
            return [DoctorFinding.Error(Name, e.Message, e.Advice)];
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return [DoctorFinding.Error(Name, "The media store does not answer.", "See that it runs and can be reached from here; posts wait for it inside their late window.")];
        }
    }

    private async Task<DoctorFinding> TryAsync(IObjectStore store, CancellationToken ct)
    {
        const string Type = "image/png";
        var (picture, now) = (TestPicture.Draw(), time.GetUtcNow());
        var path = Path.GetTempFileName();
        var id = Guid.CreateVersion7(now);
        var upload = new HostingUpload
        {
            Id = id,
            MediaId = id,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture)),
            ContentType = Type,
            Bytes = picture.Length,
            Hosting = store.Hosting,
            ObjectKey = store.KeyFor(id, Type),
            StartedAt = now,
            HeldUntil = now + Patience,
        };
        try
        {
            await File.WriteAllBytesAsync(path, picture, ct);
            await store.PutAsync(upload, path, _ => Task.CompletedTask, ct);
            using var http = clients.CreateClient(FetchHostedCopy.Client);
            using var answer = await http.GetAsync(store.AddressOf(upload.ObjectKey, Type, now + TimeSpan.FromMinutes(5)), ct);
            var same = answer.IsSuccessStatusCode && (await answer.Content.ReadAsByteArrayAsync(ct)).AsSpan().SequenceEqual(picture);
            return same
                ? DoctorFinding.Ok(Name, "It took a picture, handed it out and removed it again.")
                : DoctorFinding.Error(Name, $"It took a picture, and answers with {(int)answer.StatusCode} or other bytes to whoever fetches it.", "See that what it keeps may be read from outside, at the address that the settings name.");
        }
        finally
        {
            File.Delete(path);
            await store.DeleteAsync(upload.ObjectKey, Type, CancellationToken.None);
        }
    }
}
