namespace Posthaste.Platforms.TikTok;

/// <summary>Addresses of posts.</summary>
internal static class PostLinks
{
    /// <returns>Null where the account's name is not known.</returns>
    public static Uri? For(TikTokOptions options, string? username, PostType type, string postId) => string.IsNullOrEmpty(username)
        ? null
        : new Uri($"{options.EffectiveWeb.AbsoluteUri.TrimEnd('/')}/@{Uri.EscapeDataString(username)}/{(TikTokRules.IsVideoPost(type) ? "video" : "photo")}/{Uri.EscapeDataString(postId)}");

    /// <summary>Posts, and the short addresses that the app shares.</summary>
    public static bool IsLink(Uri link) => link.Scheme == "https" && link.Host switch
    {
        "tiktok.com" or "www.tiktok.com" or "m.tiktok.com" => link.Segments.Select(segment => segment.TrimEnd('/')).Intersect(["video", "photo", "t"]).Any(),
        "vm.tiktok.com" or "vt.tiktok.com" => link.AbsolutePath.Length > 1,
        _ => false,
    };
}
