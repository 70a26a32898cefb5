namespace Posthaste.Media.Hosting;

/// <summary>A store of somebody else's that hands files out: what <see cref="RemoteMediaHost"/> asks of it. Every call throws a
/// <see cref="MediaHostException"/> where the store is down, refuses its credentials or answers what it should not.</summary>
internal interface IObjectStore
{
    MediaHosting Hosting { get; }

    /// <summary>How long a signed address may live; null where addresses do not end by themselves.</summary>
    TimeSpan? LongestAddress { get; }

    /// <summary>A name never used before: networks keep what they fetched by address.</summary>
    string KeyFor(Guid copyId, string contentType);

    /// <summary>The id in a name that <see cref="KeyFor"/> made; null for any other.</summary>
    Guid? CopyOf(string objectKey);

    /// <summary>Where the object is fetched until then.</summary>
    /// <param name="until">At most <see cref="LongestAddress"/> from now.</param>
    Uri AddressOf(string objectKey, string contentType, DateTimeOffset until);

    /// <summary>Sends a file, or what is still missing of it, without ever holding more than a part in memory.</summary>
    /// <param name="upload">Where it stands.</param>
    /// <param name="path">The file on disk.</param>
    /// <param name="save">Writes down how far it has come; called before the first part and after each.</param>
    /// <param name="ct">Ends it; what was sent stays.</param>
    Task PutAsync(HostingUpload upload, string path, Func<HostingUpload, Task> save, CancellationToken ct);

    /// <summary>Ends an upload that nobody will finish. Does nothing where it is over.</summary>
    Task AbortAsync(HostingUpload upload, CancellationToken ct);

    /// <summary>Deletes an object. Does nothing where it is gone.</summary>
    Task DeleteAsync(string objectKey, string contentType, CancellationToken ct);

    /// <summary>What lies under our prefix and came before then, uploads in parts that nobody finished among it. Nothing else in the store is ever touched.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>Tries whether settings and store are as they should be.</summary>
    Task CheckAsync(CancellationToken ct);
}

/// <summary>Something that lies in a store.</summary>
/// <param name="ContentType">Null where a listing does not say and nobody needs it.</param>
/// <param name="UploadId">Set for an upload in parts that was not finished.</param>
internal sealed record StoredObject(string ObjectKey, string? ContentType, string? UploadId = null);
