using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>How Instagram uses Graph.</summary>
internal static class InstagramGraph
{
    public static GraphTerms TermsOf(InstagramOptions options) => new()
    {
        Errors = InstagramErrors.Table,
        RateLimitWait = options.RateLimitWait,
        QuotaWait = options.QuotaWait,
        BlockWait = options.BlockWait,
    };

    public static GraphHost HostOf(InstagramOptions options, InstagramApps apps) => new()
    {
        Version = options.GraphVersion,
        BaseFor = options.BaseFor,
        UploadBase = options.EffectiveUploadBase,
        UploadPath = "ig-api-upload",
        // The secret belongs to the Facebook app.
        SecretFor = login => login == InstagramLogin.Instagram ? null : apps.Facebook.Secret,
        PublishTimeout = options.PublishTimeout,
        UploadWindow = options.UploadWindow,
        RateLimitWait = options.RateLimitWait,
    };
}
