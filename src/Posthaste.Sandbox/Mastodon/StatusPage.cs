using Posthaste.Sandbox.Gallery;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>The page of one post, for whoever opens its address.</summary>
internal static class StatusPage
{
    public static IResult Show(World world, string username, string id)
    {
        if (world.Mastodon.Find(id) is not { } status || status.User.Username != username || status.Visibility is "private" or "direct")
            return Results.Content(GalleryPages.NotFound(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
        var files = status.Files.Count switch
        {
            0 => "",
            1 => "<p class=\"labels\"><span class=\"badge\">1 file</span></p>",
            var count => $"<p class=\"labels\"><span class=\"badge\">{count} files</span></p>",
        };
        return Results.Content(GalleryHtml.Document($"{username}: a post",
            $"<article class=\"post\"><p class=\"caption\"><strong>{GalleryHtml.Text(username)}</strong> {GalleryHtml.Caption(status.Text)}</p>{files}<p class=\"time\">{GalleryHtml.Time(status.CreatedAt)}</p></article>"),
            "text/html; charset=utf-8");
    }
}
