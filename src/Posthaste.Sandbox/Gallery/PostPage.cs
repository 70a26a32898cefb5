using System.Text;
using Posthaste.Sandbox.Publishing;
using static Posthaste.Sandbox.Gallery.GalleryHtml;

namespace Posthaste.Sandbox.Gallery;

/// <summary>The page of one post, reel or story. A carousel is swiped: its items lie in a row that snaps.</summary>
internal static class PostPage
{
    public static string Show(World world, FakeMedia media)
    {
        var account = world.Accounts[media.AccountId];
        var draft = media.Container.Draft;
        var parts = media.Children.Count > 0 ? media.Children : [media];
        var html = new StringBuilder($"""
            <article class="post{(media.IsStory ? " story" : "")}"><header><a class="who" href="{GalleryUrls.Profile(account)}"><img class="avatar" src="{GalleryUrls.AvatarOf(account)}" alt="">
            <span><strong>{Text(account.Username)}</strong>{With(draft)}{Line(draft.LocationId is null ? null : $"Location {draft.LocationId}")}</span></a></header>
            <ul class="pictures">{string.Concat(parts.Select(Item))}</ul>
            """);
        html.Append(Labels(media));
        if (draft.Caption is not null) html.Append($"""<p class="caption"><strong>{Text(account.Username)}</strong> {Caption(draft.Caption)}</p>""");
        html.Append($"""<p class="time"><time datetime="{media.LiveAt.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}">{Time(media.LiveAt)}</time></p><dl class="facts">""");
        foreach (var part in parts) html.Append(Fact("Alternative text", part.Container.Draft.AltText));
        html.Append(Fact("Tagged", List(parts.SelectMany(part => part.Container.Draft.UserTags).Select(tag => tag.Username))));
        html.Append(Fact("With", List(draft.Collaborators)));
        html.Append(Fact("Sound", draft.Video?.AudioName));
        if (media.Video is { } video) html.Append(Fact("Length", Poster.Length(video.Facts.Seconds)));
        html.Append("</dl>");
        var comments = world.Comments.Values.Where(comment => comment.MediaId == media.Id && !comment.Hidden).OrderBy(comment => comment.Id, StringComparer.Ordinal);
        foreach (var comment in comments)
            html.Append($"""<p class="comment"><strong>{Text(world.Accounts[comment.AccountId].Username)}</strong> {Caption(comment.Text)}</p>""");
        return Document($"{account.Username}: {draft.Caption ?? "a post"}", html.Append("</article>").ToString());
    }

    public static string AltOf(FakeMedia media) => media.Container.Draft.AltText ?? media.Container.Draft.Caption ?? "";

    private static string Item(FakeMedia part) => part.Video is { } video
        ? $"""<li><video src="{GalleryUrls.Video(part)}" poster="{GalleryUrls.Poster(part)}" width="{video.Facts.Width}" height="{video.Facts.Height}" controls playsinline preload="none"></video></li>"""
        : $"""<li><img src="{GalleryUrls.Poster(part)}" width="{part.Image?.Width}" height="{part.Image?.Height}" alt="{Text(AltOf(part))}"></li>""";

    private static string Labels(FakeMedia media)
    {
        var draft = media.Container.Draft;
        var labels = new List<string>();
        if (draft.IsAiGenerated) labels.Add("AI info");
        if (draft.IsPaidPartnership) labels.Add("Paid partnership");
        if (draft.Video?.TrialStrategy is not null) labels.Add("Trial reel");
        if (media.IsReel && !draft.Video!.ShareToFeed) labels.Add("Reels tab only");
        if (media.Children.Count > 0) labels.Add($"{media.Children.Count} items");
        return labels.Count == 0 ? "" : $"""<p class="labels">{string.Concat(labels.Select(label => $"""<span class="badge">{Text(label)}</span>"""))}</p>""";
    }

    private static string With(ContainerDraft draft) => draft.Collaborators.Count switch
    {
        0 => "",
        1 => $" and <strong>{Text(draft.Collaborators[0])}</strong>",
        var count => $" and {count} others",
    };

    private static string Line(string? text) => text is null ? "" : $"<br><small>{Text(text)}</small>";

    private static string Fact(string name, string? value) => value is null ? "" : $"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>";

    private static string? List(IEnumerable<string> names) => string.Join(", ", names.Select(name => "@" + name)) is { Length: > 0 } list ? list : null;
}
