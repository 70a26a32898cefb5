using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>How Facebook Pages use Graph.</summary>
internal static class FacebookGraph
{
    public static GraphTerms TermsOf(FacebookOptions options) => new()
    {
        Errors = FacebookErrors.Table,
        RateLimitWait = options.RateLimitWait,
        // A reel over the day's limit is held back by itself (ReelSteps); no error is known for it.
        QuotaWait = options.RateLimitWait,
        BlockWait = options.BlockWait,
    };

    public static GraphHost HostOf(FacebookOptions options) => new()
    {
        Version = options.GraphVersion,
        BaseFor = _ => options.GraphBaseUrl,
        UploadBase = options.EffectiveUploadBase,
        UploadPath = "video-upload",
        SecretFor = _ => options.AppSecret,
        PublishTimeout = options.PublishTimeout,
        UploadWindow = options.UploadWindow,
        RateLimitWait = options.RateLimitWait,
    };

    /// <summary>An id as part of a path.</summary>
    public static string Path(string id) => Uri.EscapeDataString(id);
}
