using System.ComponentModel.DataAnnotations;

namespace Posthaste.Platforms.Instagram;

// Signing in by browser, with either login.
public sealed partial class InstagramOptions
{
    private const string ScopeList = @"^[a-z_]+(\s*,\s*[a-z_]+)*$";

    /// <summary>The app of Instagram Login. Meta gives it an id and a secret of its own; those of the Facebook app do not work in their place.</summary>
    public string? InstagramAppId { get; init; }

    /// <inheritdoc cref="InstagramAppId"/>
    public string? InstagramAppSecret { get; init; }

    /// <summary>What is asked for with Facebook Login, with commas between. Default: what publishing, comments and insights need.</summary>
    [RegularExpression(ScopeList, ErrorMessage = "Platforms:Instagram:FacebookScopes must be a comma list such as instagram_basic,instagram_content_publish.")]
    public string FacebookScopes { get; init; } =
        "instagram_basic,instagram_content_publish,instagram_manage_comments,instagram_manage_insights,pages_show_list,pages_read_engagement";

    /// <summary>What is asked for with Instagram Login, with commas between. Default: what publishing, comments and insights need.</summary>
    [RegularExpression(ScopeList, ErrorMessage = "Platforms:Instagram:InstagramScopes must be a comma list such as instagram_business_basic,instagram_business_content_publish.")]
    public string InstagramScopes { get; init; } =
        "instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments,instagram_business_manage_insights";

    /// <summary>A configuration of Facebook Login for Business; it says at Meta what is asked for, and takes the place of <see cref="FacebookScopes"/>.</summary>
    public string? ConfigId { get; init; }

    /// <summary>Where people sign in with Instagram Login. Left out it is https://www.instagram.com, or the sandbox where <see cref="GraphBaseUrl"/> names one.</summary>
    public Uri? AuthBaseUrl { get; init; }

    /// <summary>Where people sign in with Facebook Login. Left out it is https://www.facebook.com, or the sandbox.</summary>
    public Uri? FacebookAuthBaseUrl { get; init; }

    /// <summary>Where a code of Instagram Login is traded for a token. Left out it is https://api.instagram.com, or the sandbox.</summary>
    public Uri? InstagramTokenBaseUrl { get; init; }

    /// <summary>How long before its end a token of Instagram Login is renewed. Default 7 days; it lives for 60.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "50.00:00:00")]
    public TimeSpan RenewAhead { get; init; } = TimeSpan.FromDays(7);

    internal Uri EffectiveInstagramAuth => AuthBaseUrl ?? OrSandbox("https://www.instagram.com");

    internal Uri EffectiveFacebookAuth => FacebookAuthBaseUrl ?? OrSandbox("https://www.facebook.com");

    internal Uri EffectiveInstagramToken => InstagramTokenBaseUrl ?? OrSandbox("https://api.instagram.com");

    internal static IReadOnlyList<string> ScopesIn(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private Uri OrSandbox(string address) => GraphBaseUrl.Host == FacebookGraph.Host ? new Uri(address) : GraphBaseUrl;
}
