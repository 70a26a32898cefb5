using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Posthaste.Media.Hosting.S3;

/// <summary>Puts into words what a store answered. Pure; no key, signature or name of an object gets into a sentence.</summary>
internal static class S3Errors
{
    private const string Later = "Nothing is lost: it is tried again by itself.";

    /// <summary>What is neither the store's answer nor its silence is not ours to explain.</summary>
    public static bool Explains(Exception exception, CancellationToken ct) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException or WebException
        || (exception is IOException and not FileNotFoundException and not DirectoryNotFoundException)
        || (exception is OperationCanceledException && !ct.IsCancellationRequested);

    public static MediaHostException From(Exception exception, S3Options options)
    {
        var host = (options.Endpoint?.IdnHost) ?? "Amazon S3";
        return exception switch
        {
            AmazonS3Exception { ErrorCode: "NoSuchBucket" } => Wrong("Bucket", $"The media store {host} has no bucket '{options.Bucket}' (Media:S3:Bucket).", "Make the bucket, or correct the setting."),
            AmazonS3Exception { ErrorCode: "InvalidBucketName" } => Wrong("Bucket", $"The media store {host} takes '{options.Bucket}' for no name of a bucket (Media:S3:Bucket).", "Correct the setting."),
            AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "InvalidAccessKey" or "UnauthorizedAccess" or "Unauthorized" } =>
                Wrong("AccessKey", $"The media store {host} does not know the access key (Media:S3:AccessKey).", "Correct the setting, or make a new key there."),
            AmazonS3Exception { ErrorCode: "SignatureDoesNotMatch" } =>
                Wrong("SecretKey", $"The media store {host} refuses the signature: the secret key (Media:S3:SecretKey) does not belong to the access key.", "Correct the setting."),
            AmazonS3Exception { ErrorCode: "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException" or "InvalidRegionName" } =>
                Wrong("Region", $"The bucket is in another region than '{options.Region}' (Media:S3:Region).", "Correct the setting."),
            AmazonS3Exception { ErrorCode: "RequestTimeTooSkewed" or "RequestExpired" } =>
                new("This server's clock and that of the media store differ by too much.", "Set the clock right, best by NTP; posts then go on by themselves.", inner: exception),
            AmazonS3Exception { ErrorCode: "QuotaExceeded" or "InsufficientCapacity" or "XMinioStorageFull" } =>
                new($"The media store {host} is full.", "Make room there; posts then go on by themselves.", inner: exception),
            AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } =>
                Wrong("AccessKey", $"The media store {host} forbids it: the access key (Media:S3:AccessKey) must be allowed to put, list and delete objects in '{options.Bucket}'.", "Give it those rights."),
            AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } =>
                Wrong("Endpoint", $"What answers at {host} (Media:S3:Endpoint) is no such store, or has no such bucket.", "Correct Media:S3:Endpoint, Media:S3:PathStyle or Media:S3:Bucket."),
            AmazonServiceException { StatusCode: not 0 } service => new($"The media store {host} answers with status {(int)service.StatusCode}.", Later, inner: exception),
            _ => new($"The media store {host} cannot be reached.", Later, inner: exception),
        };

        MediaHostException Wrong(string setting, string message, string advice) => new(message, advice, $"{S3Options.Section}:{setting}", exception);
    }
}
