using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Posthaste.Media.Hosting.S3;

/// <summary>Builds the client, so that every store that speaks S3 understands it.</summary>
internal static class S3Client
{
    public static AmazonS3Client Create(S3Options options, HttpClientFactory? connections = null)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.UsesPathStyle,
            // Since 2025 the SDK adds checksums of its own, which Ceph, older MinIO and R2 refuse.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = options.RequestTimeout,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxErrorRetry = options.Retries,
            RetryMode = RequestRetryMode.Standard,
            // Its own log lines are none of ours.
            LogResponse = false,
            HttpClientFactory = connections,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        var secret = HostSecret.Read(options.SecretKey, options.SecretKeyFile, $"{S3Options.Section}:{nameof(S3Options.SecretKeyFile)}");
        return new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, secret), config);
    }
}
