using System.Text;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Publishing;
using static Posthaste.Sandbox.Gallery.GalleryHtml;

namespace Posthaste.Sandbox.Gallery;

/// <summary>The list of accounts and the profiles.</summary>
internal static class GalleryPages
{
    public static string Accounts(World world, DateTimeOffset now)
    {
        var rows = new StringBuilder();
        foreach (var account in world.Accounts.Values)
        {
            var posts = world.ShownPosts(account.Id, now).Count(media => !media.IsStory);
            rows.Append($"""
                <li><a class="who" href="{GalleryUrls.Profile(account)}"><img class="avatar" src="{GalleryUrls.AvatarOf(account)}" alt="">
                <span><strong>{Text(account.Username)}</strong><br>{Text(account.Name)}</span><span class="count">{Posts(posts)}</span></a></li>
                """);
        }
        return Document("Accounts of the sandbox", $"<h1>Accounts</h1><ul class=\"accounts\">{rows}</ul>");
    }

    public static string Profile(World world, FakeAccount account, DateTimeOffset now)
    {
        var shown = world.ShownPosts(account.Id, now).ToList();
        // A reel that is not shared to the feed is in the Reels tab only, which is part of the same grid here.
        var posts = shown.Where(media => !media.IsStory).ToList();
        var stories = shown.Where(media => media.IsStory).ToList();
        var html = new StringBuilder($"""
            <header class="profile"><img class="avatar large{(stories.Count > 0 ? " ring" : "")}" src="{GalleryUrls.AvatarOf(account)}" alt="">
            <h1>{Text(account.Username)}</h1>
            <dl><div><dt>{(posts.Count == 1 ? "post" : "posts")}</dt><dd>{Count(posts.Count)}</dd></div>
            <div><dt>followers</dt><dd>{Count(account.FollowersCount)}</dd></div>
            <div><dt>following</dt><dd>{Count(account.FollowsCount)}</dd></div></dl>
            <p><strong>{Text(account.Name)}</strong></p><p class="bio">{Text(account.Biography)}</p></header>
            """);
        if (stories.Count > 0)
        {
            html.Append("<ul class=\"stories\">");
            foreach (var story in stories) html.Append($"""<li><a href="{GalleryUrls.Post(world, story)}"><img src="{GalleryUrls.Poster(story)}" alt="Story"></a></li>""");
            html.Append("</ul>");
        }
        html.Append(posts.Count == 0 ? "<p class=\"empty\">No posts yet</p>" : "<ul class=\"grid\">");
        foreach (var post in posts)
        {
            html.Append($"""
                <li><a href="{GalleryUrls.Post(world, post)}"><img src="{GalleryUrls.Poster(post)}" alt="{Text(PostPage.AltOf(post))}" loading="lazy">
                {Mark(post)}</a></li>
                """);
        }
        if (posts.Count > 0) html.Append("</ul>");
        return Document($"{account.Username} in the sandbox", html.ToString());
    }

    public static string NotFound() => Document("Not in the sandbox", "<h1>This page isn’t available</h1><p><a href=\"/\">All accounts</a></p>");

    private static string Posts(int count) => count == 1 ? "1 post" : $"{Count(count)} posts";

    /// <summary>What a tile has in its corner.</summary>
    private static string Mark(FakeMedia media) =>
        media.Children.Count > 0 ? "<span class=\"many\" role=\"img\" aria-label=\"Carousel\">❐</span>"
        : media.Video is { } video ? $"<span class=\"many\" role=\"img\" aria-label=\"Video, {Poster.Length(video.Facts.Seconds)}\">▶ {Poster.Length(video.Facts.Seconds)}</span>"
        : "";
}
