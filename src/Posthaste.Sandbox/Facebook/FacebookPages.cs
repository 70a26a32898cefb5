using Posthaste.Sandbox.Gallery;

namespace Posthaste.Sandbox.Facebook;

/// <summary>The page of one post or reel, for whoever opens its address.</summary>
internal static class FacebookPages
{
    public static IResult Post(World world, string id) => world.Facebook.FindPost(id) is { } post
        ? Show(world.Facebook.Pages[post.PageId].Name, post.Message, post.Photos.Count, "picture", post.CreatedAt)
        : Missing();

    public static IResult Reel(World world, string id, DateTimeOffset now) => world.Facebook.Reels.GetValueOrDefault(id) is { } reel && reel.IsLiveAt(now)
        ? Show(world.Facebook.Pages[reel.PageId].Name, reel.Description, 1, "video", reel.EndsAt!.Value)
        : Missing();

    private static IResult Show(string name, string text, int files, string what, DateTimeOffset at)
    {
        var labels = files == 0 ? "" : $"<p class=\"labels\"><span class=\"badge\">{files} {what}{(files == 1 ? "" : "s")}</span></p>";
        return Results.Content(GalleryHtml.Document($"{name}: a post",
            $"<article class=\"post\"><p class=\"caption\"><strong>{GalleryHtml.Text(name)}</strong> {GalleryHtml.Caption(text)}</p>{labels}<p class=\"time\">{GalleryHtml.Time(at)}</p></article>"),
            "text/html; charset=utf-8");
    }

    private static IResult Missing() => Results.Content(GalleryPages.NotFound(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
}
