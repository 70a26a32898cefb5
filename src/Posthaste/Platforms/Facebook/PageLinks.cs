using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>Addresses of posts.</summary>
internal static class PageLinks
{
    private static readonly Uri Web = new("https://www.facebook.com");

    /// <summary>Of a post the address is whole, of a video only its path.</summary>
    /// <returns>Null where there is none.</returns>
    public static Uri? Of(JsonElement body, FacebookOptions options) => body.Text("permalink_url") switch
    {
        null => null,
        ['/', not '/', ..] path => new Uri(options.GraphBaseUrl.IsLoopback ? options.GraphBaseUrl : Web, path),
        _ => body.Link("permalink_url"),
    };
}
