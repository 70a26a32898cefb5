namespace Posthaste.Platforms.Bluesky;

/// <summary>Names and addresses of posts.</summary>
internal static class PostLinks
{
    public const string Collection = "app.bsky.feed.post";

    /// <summary>The name of a post in the whole network, which is what is kept of it.</summary>
    public static string UriOf(string did, string rkey) => $"at://{did}/{Collection}/{rkey}";

    /// <returns>The last part of such a name; null where it is another kind of name.</returns>
    public static string? RkeyOf(string uri) => uri.Split('/') is ["at:", "", _, Collection, { Length: > 0 } rkey] ? rkey : null;

    /// <param name="options">Where posts are shown.</param>
    /// <param name="who">Handle or DID; both lead there, and the handle reads better.</param>
    /// <param name="rkey">Of the post.</param>
    public static Uri For(BlueskyOptions options, string who, string rkey) =>
        new($"{options.EffectiveWeb.AbsoluteUri.TrimEnd('/')}/profile/{who}/post/{rkey}");

    public static bool IsLink(Uri link) => link.Scheme == "https" && link.Host is "bsky.app" && link.Segments is [_, "profile/", _, "post/", { Length: > 1 }];
}
