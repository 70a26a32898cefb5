using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Posthaste.Media.Hosting.S3;

/// <summary>A bucket: Amazon's, R2, MinIO, Ceph. Large files go in parts that are gone on with after a break.</summary>
internal sealed class S3ObjectStore : IObjectStore, IDisposable
{
    /// <summary>Of an upload, whatever its size.</summary>
    private const int MaxParts = 10_000;

    private readonly S3Options _options;
    private readonly Lazy<AmazonS3Client> _client;

    /// <param name="options">The settings.</param>
    /// <param name="connections">How connections are made; null for the SDK's own way.</param>
    public S3ObjectStore(S3Options options, HttpClientFactory? connections = null)
    {
        _options = options;
        // A file with the secret that is not there yet may come: tried anew each time.
        _client = new Lazy<AmazonS3Client>(() => S3Client.Create(options, connections), LazyThreadSafetyMode.PublicationOnly);
    }

    public MediaHosting Hosting => MediaHosting.S3;

    /// <summary>604,800 seconds: the longest that a signature of version 4 may live.</summary>
    public TimeSpan? LongestAddress => _options.PublicBaseUrl is null ? TimeSpan.FromDays(7) : null;

    public string KeyFor(Guid copyId, string contentType) => ObjectNames.Make(_options.Prefix, copyId, MediaType.FromContentType(contentType).Extension);

    public Guid? CopyOf(string objectKey) => ObjectNames.Read(_options.Prefix, objectKey);

    public Uri AddressOf(string objectKey, string contentType, DateTimeOffset until)
    {
        if (_options.PublicBaseUrl is { } open)
            return new Uri(new UriBuilder(open) { Host = open.IdnHost, Path = open.AbsolutePath.TrimEnd('/') + "/" + objectKey, Query = "", Fragment = "" }.Uri.AbsoluteUri);
        return new Uri(_client.Value.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = objectKey,
            Verb = HttpVerb.GET,
            Expires = until.UtcDateTime,
            Protocol = IsPlain ? Protocol.HTTP : Protocol.HTTPS,
        }));
    }

    public Task PutAsync(HostingUpload upload, string path, Func<HostingUpload, Task> save, CancellationToken ct) => TryAsync(async () =>
    {
        // Parts are not worth their three requests for what fits into one.
        if (upload.RemoteId is null && upload.Bytes <= _options.PartBytes)
            await PutWholeAsync(upload, path, ct);
        else
            await PutPartsAsync(upload, path, save, ct);
        return true;
    }, ct);

    public Task AbortAsync(HostingUpload upload, CancellationToken ct) => TryAsync(async () =>
    {
        if (upload.RemoteId is null) return false;
        try
        {
            await _client.Value.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _options.Bucket, Key = upload.ObjectKey, UploadId = upload.RemoteId }, ct);
        }
        catch (AmazonS3Exception e) when (IsGone(e))
        {
            // Finished, or ended before.
        }
        return true;
    }, ct);

    public Task DeleteAsync(string objectKey, string contentType, CancellationToken ct) => TryAsync(
        () => _client.Value.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _options.Bucket, Key = objectKey }, ct), ct);

    public async IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken ct)
    {
        string? next = null;
        do
        {
            var page = await TryAsync(() => _client.Value.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = _options.Prefix, ContinuationToken = next }, ct), ct);
            foreach (var found in page.S3Objects ?? [])
            {
                if (IsBefore(found.LastModified, before)) yield return new StoredObject(found.Key, null);
            }
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);

        (string? Key, string? Id) marker = default;
        do
        {
            var page = await TryAsync(() => _client.Value.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = _options.Bucket, Prefix = _options.Prefix, KeyMarker = marker.Key, UploadIdMarker = marker.Id }, ct), ct);
            foreach (var found in page.MultipartUploads ?? [])
            {
                if (IsBefore(found.Initiated, before)) yield return new StoredObject(found.Key, null, found.UploadId);
            }
            marker = page.IsTruncated == true ? (page.NextKeyMarker, page.NextUploadIdMarker) : default;
        }
        while (marker.Key is not null);
    }

    /// <summary>Puts and deletes an empty object: the rights to both are what a post needs.</summary>
    public Task CheckAsync(CancellationToken ct) => TryAsync(async () =>
    {
        var key = _options.Prefix + "check";
        await _client.Value.PutObjectAsync(Plainly(new PutObjectRequest { BucketName = _options.Bucket, Key = key, ContentBody = "", ContentType = "text/plain" }), ct);
        return await _client.Value.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _options.Bucket, Key = key }, ct);
    }, ct);

    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }

    private Task<PutObjectResponse> PutWholeAsync(HostingUpload upload, string path, CancellationToken ct) => _client.Value.PutObjectAsync(
        Plainly(new PutObjectRequest { BucketName = _options.Bucket, Key = upload.ObjectKey, FilePath = path, ContentType = upload.ContentType }), ct);

    private async Task PutPartsAsync(HostingUpload upload, string path, Func<HostingUpload, Task> save, CancellationToken ct)
    {
        var sent = upload.RemoteId is null ? null : await SentPartsAsync(upload, ct);
        if (sent is null)
        {
            if (upload.RemoteId is not null && await HasArrivedAsync(upload, ct)) return;
            var begun = await _client.Value.InitiateMultipartUploadAsync(
                new InitiateMultipartUploadRequest { BucketName = _options.Bucket, Key = upload.ObjectKey, ContentType = upload.ContentType }, ct);
            upload = upload with { RemoteId = begun.UploadId, PartBytes = Math.Max(_options.PartBytes, (upload.Bytes + MaxParts - 1) / MaxParts), SentBytes = 0 };
            await save(upload);
            sent = [];
        }
        var parts = new List<PartETag>();
        for (var number = 1; (number - 1) * upload.PartBytes < upload.Bytes; number++)
        {
            var start = (number - 1) * upload.PartBytes;
            var size = Math.Min(upload.PartBytes, upload.Bytes - start);
            parts.Add(sent.TryGetValue(number, out var there) && there.Size == size
                ? new PartETag(number, there.ETag)
                : await PutPartAsync(upload, path, number, start, size, ct));
            upload = upload with { SentBytes = start + size };
            await save(upload);
        }
        await _client.Value.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = _options.Bucket, Key = upload.ObjectKey, UploadId = upload.RemoteId, PartETags = parts }, ct);
    }

    private async Task<PartETag> PutPartAsync(HostingUpload upload, string path, int number, long start, long size, CancellationToken ct)
    {
        var answer = await _client.Value.UploadPartAsync(new UploadPartRequest
        {
            BucketName = _options.Bucket,
            Key = upload.ObjectKey,
            UploadId = upload.RemoteId,
            PartNumber = number,
            FilePath = path,
            FilePosition = start,
            PartSize = size,
            IsLastPart = start + size == upload.Bytes,
            UseChunkEncoding = false,
            DisablePayloadSigning = !IsPlain,
        }, ct);
        return new PartETag(number, answer.ETag);
    }

    /// <returns>Null where the store does not know the upload any more: it ended it, or it had arrived.</returns>
    private async Task<Dictionary<int, PartDetail>?> SentPartsAsync(HostingUpload upload, CancellationToken ct)
    {
        var found = new Dictionary<int, PartDetail>();
        try
        {
            string? after = null;
            do
            {
                var page = await _client.Value.ListPartsAsync(
                    new ListPartsRequest { BucketName = _options.Bucket, Key = upload.ObjectKey, UploadId = upload.RemoteId, PartNumberMarker = after }, ct);
                foreach (var part in page.Parts ?? []) found[part.PartNumber ?? 0] = part;
                after = page.IsTruncated == true ? page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
            }
            while (after is not null);
            return found;
        }
        catch (AmazonS3Exception e) when (IsGone(e))
        {
            return null;
        }
    }

    /// <summary>The answer to the last call may have been lost.</summary>
    private async Task<bool> HasArrivedAsync(HostingUpload upload, CancellationToken ct)
    {
        try
        {
            var found = await _client.Value.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _options.Bucket, Key = upload.ObjectKey }, ct);
            return found.ContentLength == upload.Bytes;
        }
        catch (AmazonS3Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (S3Errors.Explains(e, ct))
        {
            throw S3Errors.From(e, _options);
        }
    }

    /// <summary>R2 does not take bodies signed piece by piece. TLS protects them where there is TLS; elsewhere the whole is signed.</summary>
    private PutObjectRequest Plainly(PutObjectRequest request)
    {
        request.UseChunkEncoding = false;
        request.DisablePayloadSigning = !IsPlain;
        return request;
    }

    /// <summary>By the status: Ceph leaves the word out.</summary>
    private static bool IsGone(AmazonS3Exception answer) => answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode != "NoSuchBucket";

    private bool IsPlain => _options.Endpoint?.Scheme == Uri.UriSchemeHttp;

    private static bool IsBefore(DateTime? at, DateTimeOffset before) => at is { } known && known.ToUniversalTime() < before.UtcDateTime;
}
