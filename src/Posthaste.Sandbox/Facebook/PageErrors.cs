using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Facebook;

/// <summary>Refusals of Pages. Codes are those of the platform's page; words that nobody has published say so.</summary>
internal static class PageErrors
{
    public static GraphError Duplicate() => new()
    {
        Code = 506,
        Subcode = 1455006,
        Message = "(#506) Duplicate status message",
        UserTitle = "Duplicate Status Update",
        UserMessage = "This status update is identical to the last one you posted. Try posting something different, or delete your previous update.",
    };

    public static GraphError Limit() =>
        new() { Code = 80001, Message = "(#80001) There have been too many calls to this Page account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting." };

    public static GraphError NoPermission(string scope) =>
        new() { Code = 200, Message = $"(#200) Requires {scope} permission", Status = 403 };

    /// <summary>Code and words are from the field.</summary>
    public static GraphError NoPicture() => new() { Code = 324, Subcode = 2069019, Message = "(#324) Missing or invalid image file", UserTitle = "Unable to upload image file" };

    /// <summary>Invented: of pictures that are gone, or another Page's.</summary>
    public static GraphError NoMedia(string id) => GraphErrors.Parameter($"Param attached_media: {id} is not a photo of this Page.");

    /// <summary>Invented.</summary>
    public static GraphError AlreadyPublished() => GraphErrors.Parameter("The video has already been published.");

    /// <summary>Invented.</summary>
    public static GraphError NotUploaded() => new() { Code = 6000, Subcode = 1363130, Message = "There was a problem uploading your video file. Please try again." };

    /// <summary>The limit is documented; its error is invented.</summary>
    public static GraphError TooManyReels() => new() { Code = 4, Message = "(#4) Application request limit reached" };
}
