using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Posthaste.Media.Hosting.Cloudinary;

/// <summary>Cloudinary as a place for files: signed uploads, large ones in parts, and addresses without any transformation, which give the bytes
/// that were sent.</summary>
internal sealed class CloudinaryObjectStore(CloudinaryApi api, CloudinaryOptions options) : IObjectStore
{
    public MediaHosting Hosting => MediaHosting.Cloudinary;

    /// <summary>Null: an address works until the file is removed.</summary>
    public TimeSpan? LongestAddress => null;

    /// <summary>Without an ending: it is no part of a public id.</summary>
    public string KeyFor(Guid copyId, string contentType) => ObjectNames.Make(options.Prefix, copyId, "");

    public Guid? CopyOf(string objectKey) => ObjectNames.Read(options.Prefix, objectKey);

    /// <summary>With <c>v1</c>, as Cloudinary's own libraries write it before a folder, so that the folder is not taken for a transformation.</summary>
    public Uri AddressOf(string objectKey, string contentType, DateTimeOffset until) => new(
        $"{options.DeliveryBaseUrl.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(options.CloudName)}/{TypeOf(contentType)}/upload/v1/{objectKey}{MediaType.FromContentType(contentType).Extension}");

    public async Task PutAsync(HostingUpload upload, string path, Func<HostingUpload, Task> save, CancellationToken ct)
    {
        if (upload.SentBytes < upload.Bytes)
        {
            try
            {
                upload = await SendAsync(upload, path, save, ct);
            }
            catch (MediaHostException e) when (upload.SentBytes > 0 && e.IsRefusal)
            {
                // It may have forgotten the parts it had: once from the start.
                upload = await SendAsync(upload with { RemoteId = null, SentBytes = 0 }, path, save, ct);
            }
        }
        await api.WarmAsync(AddressOf(upload.ObjectKey, upload.ContentType, default), ct);
    }

    /// <summary>Parts that never became a file are forgotten by Cloudinary itself.</summary>
    public Task AbortAsync(HostingUpload upload, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Copies at its edge go too.</summary>
    public Task DeleteAsync(string objectKey, string contentType, CancellationToken ct) => api.CallAsync(
        $"{TypeOf(contentType)}/destroy", new Dictionary<string, string> { ["public_id"] = objectKey, ["invalidate"] = "true" }, addFile: null, ct);

    public async IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var type in (MediaType[])[MediaType.Jpeg, MediaType.Mp4])
        {
            string? next = null;
            do
            {
                var cursor = next is null ? "" : $"&next_cursor={Uri.EscapeDataString(next)}";
                var page = await api.ReadAsync($"resources/{TypeOf(type.ContentType)}/upload?prefix={Uri.EscapeDataString(options.Prefix)}&max_results=500{cursor}", ct);
                if (!page.TryGetProperty("resources", out var resources)) break;
                foreach (var found in resources.EnumerateArray())
                {
                    if (found.GetProperty("created_at").GetDateTimeOffset() < before) yield return new StoredObject(found.GetProperty("public_id").GetString()!, type.ContentType);
                }
                next = page.TryGetProperty("next_cursor", out var more) ? more.GetString() : null;
            }
            while (next is not null);
        }
    }

    public Task CheckAsync(CancellationToken ct) => api.ReadAsync("ping", ct);

    private async Task<HostingUpload> SendAsync(HostingUpload upload, string path, Func<HostingUpload, Task> save, CancellationToken ct)
    {
        var parameters = new Dictionary<string, string> { ["public_id"] = upload.ObjectKey };
        var inParts = upload.Bytes > options.PartBytes || upload.RemoteId is not null;
        if (inParts && upload.RemoteId is null)
        {
            // Not the copy's id: parts sent anew from the start must not meet those before.
            upload = upload with { RemoteId = Guid.NewGuid().ToString("N"), PartBytes = options.PartBytes, SentBytes = 0 };
            await save(upload);
        }
        while (true)
        {
            var (start, size) = (upload.SentBytes, inParts ? Math.Min(upload.PartBytes, upload.Bytes - upload.SentBytes) : upload.Bytes);
            var answer = await api.CallAsync($"{TypeOf(upload.ContentType)}/upload", parameters, (request, form) =>
            {
                form.Add(new FilePart(path, start, size) { Headers = { ContentType = new MediaTypeHeaderValue(upload.ContentType) } }, "\"file\"", "\"file\"");
                if (!inParts) return;
                request.Headers.Add("X-Unique-Upload-Id", upload.RemoteId);
                request.Content!.Headers.Add("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{start + size - 1}/{upload.Bytes}"));
            }, ct);
            upload = upload with { SentBytes = start + size };
            if (upload.SentBytes == upload.Bytes) await CheckAsync(answer, upload, ct);
            await save(upload);
            if (upload.SentBytes == upload.Bytes) return upload;
        }
    }

    /// <summary>What was approved is these bytes and no others.</summary>
    private async Task CheckAsync(JsonElement answer, HostingUpload upload, CancellationToken ct)
    {
        if (answer.TryGetProperty("bytes", out var bytes) && bytes.TryGetInt64(out var count) && count == upload.Bytes) return;
        await DeleteAsync(upload.ObjectKey, upload.ContentType, ct);
        throw new MediaHostException("Cloudinary changed the file while it took it in, so it is not what was approved.",
            "Remove the default upload preset for the API, or whatever there changes files as they come.");
    }

    /// <summary>What Cloudinary calls a kind of file.</summary>
    private static string TypeOf(string contentType) => contentType.StartsWith("video/", StringComparison.Ordinal) ? "video" : "image";
}
