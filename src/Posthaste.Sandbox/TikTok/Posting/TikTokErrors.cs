namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>The refusals of the posting API, with the status that its pages give them.</summary>
internal static class TikTokErrors
{
    public static TikTokAnswer BadToken() =>
        TikTokAnswer.Failed("access_token_invalid", "The access token is invalid or not found in the request.", StatusCodes.Status401Unauthorized);

    public static TikTokAnswer Scope() => TikTokAnswer.Failed(
        "scope_not_authorized", "The user did not authorize the scope required for completing this request.", StatusCodes.Status401Unauthorized);

    public static TikTokAnswer Rate() => TikTokAnswer.Failed("rate_limit_exceeded", "The API rate limit was exceeded. Please try again later.", StatusCodes.Status429TooManyRequests);

    public static TikTokAnswer Param(string message) => TikTokAnswer.Failed("invalid_param", message, StatusCodes.Status400BadRequest);

    public static TikTokAnswer Forbidden(string code, string message) => TikTokAnswer.Failed(code, message, StatusCodes.Status403Forbidden);

    public static TikTokAnswer NoPublish() => TikTokAnswer.Failed("invalid_publish_id", "The publish id does not exist.", StatusCodes.Status400BadRequest);

    public static TikTokAnswer OtherPublish() =>
        Forbidden("token_not_authorized_for_specified_publish_id", "The access token does not belong to the user of this publish id.");
}
