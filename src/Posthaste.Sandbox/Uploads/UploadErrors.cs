using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Uploads;

/// <summary>Refusals of the upload host. Of its types the platform's page names ProcessingFailedError only; the others are from
/// the field, and so are the words “unauthorized user request” and “Partial request”.</summary>
internal static class UploadErrors
{
    public const string ProcessingFailed = "ProcessingFailedError";

    public static GraphError NotAuthorized() => Of("NotAuthorizedError", "unauthorized user request") with { Status = 401 };

    public static GraphError NotFound() => Of(ProcessingFailed, "The upload does not exist");

    public static GraphError Done() => Of(ProcessingFailed, "The upload is already complete");

    public static GraphError Busy() => Of(ProcessingFailed, "Another request is uploading this file") with { IsTransient = true };

    public static GraphError BadHeader(string name) => Of(ProcessingFailed, $"The header {name} must be a number of bytes");

    public static GraphError TooLarge() => Of(ProcessingFailed, "The file is too large");

    public static GraphError OtherSize(long expected) => Of(ProcessingFailed, $"The file_size does not match the size {expected} of this upload");

    public static GraphError Offset(long received) => Of("OffsetInvalidError", $"Request offset does not match the bytes received: {received}") with { IsTransient = true };

    public static GraphError Partial() => Of("PartialRequestError", "Partial request (did not match length of file)");

    /// <summary>A fault's error in the shape of this host.</summary>
    public static GraphError Wrap(GraphError error) => error with { UploadType = ProcessingFailed };

    private static GraphError Of(string type, string message) => new() { Code = 100, Message = message, UploadType = type, IsTransient = false };
}
