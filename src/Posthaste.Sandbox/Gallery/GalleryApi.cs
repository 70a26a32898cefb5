using System.Reflection;
using Posthaste.Sandbox.Publishing;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Gallery;

/// <summary>The pages on which a person sees what went live, as on a phone.</summary>
internal static class GalleryApi
{
    private const string Policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapGallery(this IEndpointRouteBuilder app, SandboxState state, SandboxClock clock)
    {
        app.MapGet("/", (HttpContext http) => Page(http, state.Run(world => GalleryPages.Accounts(world, clock.Now))));
        app.MapGet("/gallery/{username}", (string username, HttpContext http) => Page(http, state.Run(world =>
            world.AccountByName(username) is { } account ? GalleryPages.Profile(world, account, clock.Now) : null)));
        app.MapGet("/gallery/{username}/avatar.svg", (string username, HttpContext http) => Image(
            http, state.Run(world => world.AccountByName(username) is { } account ? Avatar.Draw(account.Username) : null), "image/svg+xml"));
        foreach (var start in (string[])["p", "reel"])
        {
            app.MapGet($"/{start}/{{shortcode}}/", (string shortcode, HttpContext http) => Page(http, state.Run(world => Find(
                world, media => !media.IsStory && media.Shortcode == shortcode) is { } media ? PostPage.Show(world, media) : null)));
        }
        app.MapGet("/stories/{username}/{innerId:long}/", (string username, long innerId, HttpContext http) => Page(http, state.Run(world => Find(
            world, media => media.IsStory && media.InnerId == innerId && media.IsShownAt(clock.Now)) is { } media ? PostPage.Show(world, media) : null)));
        app.MapGet("/images/{id}.jpg", (string id, HttpContext http) => Image(
            http, state.Run(world => world.Media.GetValueOrDefault(id) is { Deleted: false } media ? media.Image?.Bytes : null), "image/jpeg"));
        app.MapGet("/images/{id}.svg", (string id, HttpContext http) => Image(http, state.Run(world => Video(world, id)) is { } video ? Poster.Draw(video) : null, "image/svg+xml"));
        app.MapGet("/videos/{id}.mp4", (string id, HttpContext http) => Image(http, state.Run(world => Video(world, id))?.Bytes, "video/mp4"));
        app.MapGet("/gallery.css", (HttpContext http) => Image(http, Resource("gallery.css"), "text/css; charset=utf-8"));
    }

    private static FakeMedia? Find(World world, Func<FakeMedia, bool> matches) =>
        world.PostIds.Select(id => world.Media[id]).FirstOrDefault(media => !media.Deleted && matches(media));

    private static StoredVideo? Video(World world, string mediaId) => world.Media.GetValueOrDefault(mediaId) is { Deleted: false } media ? media.Video : null;

    private static IResult Page(HttpContext http, string? html)
    {
        Protect(http);
        return html is null
            ? Results.Content(GalleryPages.NotFound(), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound)
            : Results.Content(html, "text/html; charset=utf-8");
    }

    private static IResult Image(HttpContext http, byte[]? bytes, string type)
    {
        Protect(http);
        return bytes is null ? Results.NotFound() : Results.Bytes(bytes, type, enableRangeProcessing: true);
    }

    private static void Protect(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
