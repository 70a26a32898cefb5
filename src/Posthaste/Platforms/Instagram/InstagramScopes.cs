namespace Posthaste.Platforms.Instagram;

/// <summary>The permissions that publishing needs, by login product.</summary>
/// <remarks>docs/platforms/instagram.md#accounts-and-scopes. Insights have a scope of their own; a post goes out without it.</remarks>
internal static class InstagramScopes
{
    private static readonly string[] Facebook = ["instagram_basic", "instagram_content_publish", "pages_read_engagement"];

    private static readonly string[] Instagram = ["instagram_business_basic", "instagram_business_content_publish"];

    /// <summary>Those of every post.</summary>
    public static IReadOnlyList<string> Needed(string login) => login == InstagramLogin.Instagram ? Instagram : Facebook;

    public static IReadOnlyList<string> For(PlatformPost post, string? login)
    {
        var comments = post.Type is not PostType.Story && !string.IsNullOrWhiteSpace(post.Options.FirstComment);
        return login == InstagramLogin.Instagram
            ? comments ? [.. Instagram, "instagram_business_manage_comments"] : Instagram
            : comments ? [.. Facebook, "instagram_manage_comments"] : Facebook;
    }
}
