using System.ComponentModel.DataAnnotations;

namespace Posthaste.Media.Hosting.S3;

/// <summary>Section <c>Media:S3</c>: an object store that speaks S3. Needed where <c>Media:Hosting</c> is <c>s3</c>, and for as long as copies
/// made there are still to be removed.</summary>
public sealed record S3Options
{
    public const string Section = "Media:S3";

    /// <summary>Where the store answers, such as <c>https://account.r2.cloudflarestorage.com</c>. Null: Amazon's own, by the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Default <c>us-east-1</c>, which MinIO and Ceph take too; R2 wants <c>auto</c>.</summary>
    [Required]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Must be there already.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>What every name begins with. Belongs to one database alone: what lies under it and is in none of our rows is removed.
    /// Default <c>posthaste/</c>.</summary>
    [RegularExpression(@"^[A-Za-z0-9._\-]+(/[A-Za-z0-9._\-]+)*/$", ErrorMessage = "the prefix is letters, digits, '.', '_', '-' and '/', and ends in '/', such as posthaste/")]
    public string Prefix { get; init; } = "posthaste/";

    public string AccessKey { get; init; } = "";

    public string SecretKey { get; init; } = "";

    /// <summary>A file with the secret key alone, in its place.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>True for <c>https://endpoint/bucket/name</c>, false for <c>https://bucket.endpoint/name</c>. Null: true where an
    /// <see cref="Endpoint"/> is set.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>Where the world reads the bucket, such as <c>https://media.example.com</c>: copies then have an address without signature, which
    /// answers until they are removed. Null: signed addresses on the endpoint, for seven days at most.</summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>Larger files go in parts of this size. Default 16 MiB; at least the 5 MiB that stores ask for.</summary>
    [Range(5_242_880, 1_073_741_824)]
    public long PartBytes { get; init; } = 16L << 20;

    /// <summary>For one request, the sending of a part included. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a request that failed for a passing reason is sent again before the whole try counts as failed. Default 4.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 4;

    /// <summary>Not the secret, which a record would print.</summary>
    public override string ToString() => Section;

    /// <summary>Copies can be put and removed.</summary>
    internal bool IsSet => Bucket.Length > 0 && AccessKey.Length > 0 && (SecretKey.Length > 0 || SecretKeyFile is { Length: > 0 });

    internal bool UsesPathStyle => PathStyle ?? Endpoint is not null;

    /// <summary>Host and scheme of what networks fetch.</summary>
    internal Uri Origin =>
        PublicBaseUrl ?? (Endpoint is { } endpoint
            ? UsesPathStyle ? endpoint : new UriBuilder(endpoint) { Host = $"{Bucket}.{endpoint.IdnHost}" }.Uri
            : new Uri(UsesPathStyle ? $"https://s3.{Region}.amazonaws.com" : $"https://{Bucket}.s3.{Region}.amazonaws.com"));

    internal string OriginSetting => $"{Section}:{(PublicBaseUrl is null ? nameof(Endpoint) : nameof(PublicBaseUrl))}";
}
