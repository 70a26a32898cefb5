using System.Text;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Publishing;
using static Posthaste.Sandbox.Gallery.GalleryHtml;

namespace Posthaste.Sandbox.Gallery;

/// <summary>The pages of the gallery.</summary>
internal static class GalleryPages
{
    public static string Accounts(World world, DateTimeOffset now)
    {
        var rows = new StringBuilder();
        foreach (var account in world.Accounts.Values)
        {
            var posts = world.ShownPosts(account.Id, now).Count(media => !media.IsStory);
            rows.Append($"""
                <li><a class="who" href="{ProfileUrl(account)}"><img class="avatar" src="{AvatarUrl(account)}" alt="">
                <span><strong>{Text(account.Username)}</strong><br>{Text(account.Name)}</span><span class="count">{Posts(posts)}</span></a></li>
                """);
        }
        return Document("Accounts of the sandbox", $"<h1>Accounts</h1><ul class=\"accounts\">{rows}</ul>");
    }

    public static string Profile(World world, FakeAccount account, DateTimeOffset now)
    {
        var shown = world.ShownPosts(account.Id, now).ToList();
        var posts = shown.Where(media => !media.IsStory).ToList();
        var stories = shown.Where(media => media.IsStory).ToList();
        var html = new StringBuilder($"""
            <header class="profile"><img class="avatar large" src="{AvatarUrl(account)}" alt="">
            <h1>{Text(account.Username)}</h1>
            <dl><div><dt>{(posts.Count == 1 ? "post" : "posts")}</dt><dd>{Count(posts.Count)}</dd></div>
            <div><dt>followers</dt><dd>{Count(account.FollowersCount)}</dd></div>
            <div><dt>following</dt><dd>{Count(account.FollowsCount)}</dd></div></dl>
            <p><strong>{Text(account.Name)}</strong></p><p class="bio">{Text(account.Biography)}</p></header>
            """);
        if (stories.Count > 0)
        {
            html.Append("<ul class=\"stories\">");
            foreach (var story in stories) html.Append($"""<li><a href="{Url(world, story)}"><img src="/images/{story.Id}.jpg" alt="Story"></a></li>""");
            html.Append("</ul>");
        }
        html.Append(posts.Count == 0 ? "<p class=\"empty\">No posts yet</p>" : "<ul class=\"grid\">");
        foreach (var post in posts)
        {
            html.Append($"""
                <li><a href="{Url(world, post)}"><img src="/images/{post.Id}.jpg" alt="{Text(AltOf(post))}" loading="lazy">
                {(post.Children.Count > 0 ? "<span class=\"many\" role=\"img\" aria-label=\"Carousel\">❐</span>" : "")}</a></li>
                """);
        }
        if (posts.Count > 0) html.Append("</ul>");
        return Document($"{account.Username} in the sandbox", html.ToString());
    }

    public static string Post(World world, FakeMedia media, DateTimeOffset now)
    {
        var account = world.Accounts[media.AccountId];
        var draft = media.Container.Draft;
        var parts = media.Children.Count > 0 ? media.Children : [media];
        var pictures = string.Concat(parts.Select(part =>
            $"""<li><img src="/images/{part.Id}.jpg" width="{part.Image?.Width}" height="{part.Image?.Height}" alt="{Text(AltOf(part))}"></li>"""));
        var html = new StringBuilder($"""
            <article class="post"><header><a class="who" href="{ProfileUrl(account)}"><img class="avatar" src="{AvatarUrl(account)}" alt="">
            <span><strong>{Text(account.Username)}</strong>{Line(draft.LocationId is null ? null : $"Location {draft.LocationId}")}</span></a></header>
            <ul class="pictures">{pictures}</ul>
            """);
        if (draft.Caption is not null) html.Append($"""<p class="caption"><strong>{Text(account.Username)}</strong> {Caption(draft.Caption)}</p>""");
        html.Append($"""<p class="time"><time datetime="{media.LiveAt.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}">{Time(media.LiveAt)}</time></p><dl class="facts">""");
        foreach (var part in parts) html.Append(Fact("Alternative text", part.Container.Draft.AltText));
        html.Append(Fact("Tagged", List(parts.SelectMany(part => part.Container.Draft.UserTags).Select(tag => tag.Username))));
        html.Append(Fact("With", List(draft.Collaborators)));
        html.Append(Fact("Label", draft.IsAiGenerated ? "AI info" : null));
        html.Append("</dl>");
        var comments = world.Comments.Values.Where(comment => comment.MediaId == media.Id && !comment.Hidden).OrderBy(comment => comment.Id, StringComparer.Ordinal);
        foreach (var comment in comments)
            html.Append($"""<p class="comment"><strong>{Text(world.Accounts[comment.AccountId].Username)}</strong> {Caption(comment.Text)}</p>""");
        return Document($"{account.Username}: {draft.Caption ?? "a post"}", html.Append("</article>").ToString());
    }

    public static string NotFound() => Document("Not in the sandbox", "<h1>This page isn’t available</h1><p><a href=\"/\">All accounts</a></p>");

    private static string ProfileUrl(FakeAccount account) => Text($"/gallery/{Uri.EscapeDataString(account.Username)}");

    private static string AvatarUrl(FakeAccount account) => Text($"/gallery/{Uri.EscapeDataString(account.Username)}/avatar.svg");

    private static string Url(World world, FakeMedia media) =>
        media.IsStory ? Text($"/stories/{world.Accounts[media.AccountId].Username}/{media.InnerId}/") : $"/p/{media.Shortcode}/";

    private static string AltOf(FakeMedia media) => media.Container.Draft.AltText ?? media.Container.Draft.Caption ?? "";

    private static string Posts(int count) => count == 1 ? "1 post" : $"{Count(count)} posts";

    private static string Line(string? text) => text is null ? "" : $"<br><small>{Text(text)}</small>";

    private static string Fact(string name, string? value) => value is null ? "" : $"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>";

    private static string? List(IEnumerable<string> names) => string.Join(", ", names.Select(name => "@" + name)) is { Length: > 0 } list ? list : null;
}
