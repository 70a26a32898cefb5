using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>The permissions that can be asked for, with the words of the consent pages.</summary>
internal static class LoginScopes
{
    private static readonly Dictionary<string, string> _facebook = new(StringComparer.Ordinal)
    {
        ["public_profile"] = "See your name and picture",
        ["email"] = "See your email address",
        ["pages_show_list"] = "See the list of your Pages",
        ["pages_read_engagement"] = "Read the content of your Pages",
        ["pages_manage_posts"] = "Manage the posts of your Pages",
        ["business_management"] = "Manage your business",
        ["ads_management"] = "Manage your ads",
        ["ads_read"] = "See your ads",
        ["instagram_basic"] = "See the profile and posts of your Instagram accounts",
        ["instagram_content_publish"] = "Publish to your Instagram accounts",
        ["instagram_manage_comments"] = "Manage the comments of your Instagram accounts",
        ["instagram_manage_insights"] = "See the insights of your Instagram accounts",
        ["instagram_manage_contents"] = "Delete the posts of your Instagram accounts",
    };

    private static readonly Dictionary<string, string> _instagram = new(StringComparer.Ordinal)
    {
        ["instagram_business_basic"] = "See your profile and posts",
        ["instagram_business_content_publish"] = "Publish posts, reels and stories",
        ["instagram_business_manage_comments"] = "Manage your comments",
        ["instagram_business_manage_messages"] = "Manage your messages",
        ["instagram_business_manage_insights"] = "See your insights",
    };

    private static readonly Dictionary<string, string> _tiktok = new(StringComparer.Ordinal)
    {
        ["user.info.basic"] = "See your name and picture",
        ["user.info.profile"] = "See your username and profile",
        ["user.info.stats"] = "See your statistics",
        ["video.publish"] = "Publish posts",
        ["video.upload"] = "Put drafts into your inbox",
        ["video.list"] = "See your posts",
    };

    /// <summary>What a token of Instagram Login without a list may do.</summary>
    public static IReadOnlyList<string> Instagram { get; } =
    [
        "instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments", "instagram_business_manage_insights",
    ];

    /// <summary>What a token of Facebook Login without a list may do.</summary>
    public static IReadOnlyList<string> Facebook { get; } = [.. _facebook.Keys];

    public static bool IsKnown(LoginProduct login, string scope) => Of(login).ContainsKey(scope);

    public static string Words(LoginProduct login, string scope) => Of(login)[scope];

    /// <summary>The one permission a person cannot untick.</summary>
    public static string Mandatory(LoginProduct login) => login switch
    {
        LoginProduct.Facebook => "public_profile",
        LoginProduct.Tiktok => "user.info.basic",
        _ => "instagram_business_basic",
    };

    private static Dictionary<string, string> Of(LoginProduct login) => login switch
    {
        LoginProduct.Facebook => _facebook,
        LoginProduct.Tiktok => _tiktok,
        _ => _instagram,
    };
}
