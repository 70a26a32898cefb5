using System.Globalization;

namespace Posthaste.Sandbox.Graph;

/// <summary>The platform's refusals. User messages are those of its error code page (dated 2026-06-02); messages and titles
/// are from the page or from field reports; those nobody has published say so.</summary>
internal static class GraphErrors
{
    public const string BrokenUrlTitle = "Media download has failed. The media URI doesn't meet our requirements.";

    public static GraphError UnknownPath(string path) =>
        Of(2500, null, $"Unknown path components: {path}") with { Family = ErrorFamily.Parameter };

    public static GraphError NoToken() =>
        Of(2500, null, "An active access token must be used to query information about the current user.") with { Family = ErrorFamily.Parameter };

    public static GraphError Parameter(string message) => Of(100, null, $"(#100) {message}") with { Family = ErrorFamily.Parameter };

    public static GraphError Required(string name) => Parameter($"The parameter {name} is required.");

    public static GraphError BadBody() => Parameter("The request body is not valid JSON.");

    public static GraphError UnknownField(string field, string node) =>
        Parameter($"Tried accessing nonexisting field ({field}) on node type ({node})");

    public static GraphError UnknownObject(string method, string id) => Of(
        100,
        33,
        $"Unsupported {method.ToLowerInvariant()} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, "
            + "or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api") with
    {
        Family = ErrorFamily.Object,
        IsTransient = null,
    };

    public static GraphError ServerError() =>
        Of(1, null, "An unknown error occurred") with { Status = 500, IsTransient = false };

    public static GraphError Unavailable() =>
        Of(2, null, "Service temporarily unavailable") with { Status = 500, IsTransient = true };

    public static GraphError AppLimit() =>
        Of(4, null, "(#4) Application request limit reached") with { Status = 403, IsTransient = true };

    public static GraphError AccountLimit() =>
        Of(80002, null, "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to "
            + "https://developers.facebook.com/docs/graph-api/overview/rate-limiting.");

    public static GraphError SpamGuard() =>
        Of(4, 2207051, "Application request limit reached", "Action is blocked",
            "We restrict certain activity to protect our community. Tell us if you think we made a mistake.");

    public static GraphError QuotaUsedUp() =>
        Of(9, 2207042, "Application request limit reached", "Too many posts",
            "You reached maximum number of posts that is allowed to be published by Content Publishing API.");

    /// <summary>The platform documents the limit of 400 and not its error; this one is invented, after the quota's.</summary>
    public static GraphError TooManyContainers(int limit) =>
        Of(9, 2207042, "Application request limit reached", "Too many containers",
            $"You reached maximum number of media containers ({limit}) that is allowed to be created in 24 hours.");

    public static GraphError MediaNotFound(string id) =>
        Of(24, 2207006, "The requested resource does not exist", "Media Not Found", $"The media with {id} cannot be found");

    public static GraphError ContainerGone(string id) =>
        Of(24, 2207008, "The requested resource does not exist", "Media Builder Not Found",
            $"The media builder with creation id = {id} does not exist or has been expired.");

    public static GraphError MediaExpired() =>
        Of(-2, 2207020, "Media expired", "Media expired", "The media you are trying to access has expired. Please try to upload again.");

    /// <summary>Reported in the field without code; the code is invented.</summary>
    public static GraphError AlreadyPublished() =>
        Of(100, null, "The media has already been published", "Cannot Publish", "This media has already been published.");

    public static GraphError AccountRestricted() =>
        Of(25, 2207050, "User access is restricted", "Account restricted", "The Instagram account is restricted.");

    public static GraphError NotReady() =>
        Of(9007, 2207027, "Media ID is not available", "Cannot Publish", "The media is not ready for publishing, please wait for a moment");

    public static GraphError UnknownMediaType(string value) =>
        Of(100, 2207023, "Invalid parameter", "Unknown media type", $"The media type {value} is unknown.");

    public static GraphError VideoIsReel() =>
        Of(100, 2207067, "Invalid parameter", "The media_type value is no longer supported.",
            "The VIDEO value for media_type is no longer supported. Use the REELS media_type to publish a video to your Instagram feed.");

    /// <summary>The subcode is known from the field, its code and words are invented.</summary>
    public static GraphError NoTrialReels() =>
        Of(100, 2207081, "Invalid parameter", "Trial reels not available", "This account is not able to create trial reels.");

    public static GraphError BadAudioType() =>
        Of(100, 9050, "Invalid parameter", "Invalid audio type", "The audio_type must be music or original_sound.");

    public static GraphError BadProductTag(int subcode, string message) => Of(100, subcode, "Invalid parameter", "Invalid product tag", message);

    public static GraphError NoPermission() =>
        Of(10, null, "(#10) Application does not have permission for this action") with { Status = 403 };

    /// <summary>A story with fewer than five viewers.</summary>
    public static GraphError TooFewViewers() => Of(10, null, "(#10) Not enough viewers for the media to show insights");

    public static GraphError CarouselSize() =>
        Of(100, 2207028, "Invalid parameter", "Carousel validation failed.",
            "Your post won't work as a carousel. Carousels need at least 2 photos/videos and no more than 10 photos/videos.");

    public static GraphError TooManyTags(int max) =>
        Of(100, 2207040, "Invalid parameter", "Too many tags", $"Cannot use more than {max} tags per created media.");

    public static GraphError BadLocation() =>
        Of(100, null, "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID", "Invalid location",
            "The location is not a Page with coordinates.");

    public static GraphError CaptionTooLong(int length, int max) =>
        Of(36004, 2207010, "The caption was too long.", "Caption is too long", string.Create(CultureInfo.InvariantCulture,
            $"The submitted image's caption was {length} characters long. The maximum number of characters permitted for a caption is {max}. Please submit media with a shorter caption."));

    /// <summary>The page gives 36004 for hashtags as well, without a text of its own; this one is invented.</summary>
    public static GraphError TooManyHashtags(int count, int max) =>
        Of(36004, 2207010, "The caption was too long.", "Caption has too many hashtags", string.Create(CultureInfo.InvariantCulture,
            $"The submitted image's caption has {count} hashtags. The maximum number of hashtags permitted for a caption is {max}. Please submit media with a shorter caption."));

    public static GraphError FetchTooSlow() =>
        Of(-2, 2207003, "Timeout", "Timeout", "It takes too long to download the media.");

    public static GraphError FetchFailed(string? url) =>
        Of(9004, 2207052, "Only photo or video can be accepted as media type.", BrokenUrlTitle,
            $"The media could not be fetched from this URI: {url}");

    public static GraphError ImageTooLarge() =>
        Of(36000, 2207004, "The image size is too large.", "Image size too large", "The image is too large to download. It should be less than 8 MiB.");

    public static GraphError ImageFormat(string format) =>
        Of(36001, 2207005, "The image format is not supported.", "Unsupported image format",
            $"The image format {format} is not supported. Supported formats are: JPEG.");

    public static GraphError AspectRatio(int width, int height) =>
        Of(36003, 2207009, "The aspect ratio is not supported.", "Unsupported aspect ratio",
            $"The submitted image with aspect ratio ('{width}/{height}',) cannot be published. Please submit an image with a valid aspect ratio.");

    private static GraphError Of(int code, int? subcode, string message, string? title = null, string? userMessage = null) =>
        new() { Code = code, Subcode = subcode, Message = message, UserTitle = title, UserMessage = userMessage, IsTransient = subcode is null ? null : false };
}
