using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Platforms.Instagram;

/// <summary>The form fields that create a container, by kind of post.</summary>
/// <remarks>docs/platforms/instagram.md#containers.</remarks>
internal static class ContainerForm
{
    public static IReadOnlyList<KeyValuePair<string, string>> For(PlatformPost post) => post.Type switch
    {
        PostType.Image => [.. Image(post)],
        _ => throw new UnreachableException($"No container for {post.Type}: Check refuses it."),
    };

    private static IEnumerable<KeyValuePair<string, string>> Image(PlatformPost post)
    {
        var picture = post.Media[0];
        // A single picture is what a container is without a media_type.
        yield return new("image_url", PublicUrl(picture));
        if (post.Caption.Length > 0) yield return new("caption", post.Caption);
        if (!string.IsNullOrEmpty(picture.AltText)) yield return new("alt_text", picture.AltText);
        if (post.Options.LocationId is { } location) yield return new("location_id", location);
        if (post.Options.UserTags.Count > 0) yield return new("user_tags", UserTags(post.Options.UserTags));
        if (post.Options.Collaborators.Count > 0) yield return new("collaborators", JsonSerializer.Serialize(post.Options.Collaborators));
    }

    /// <summary>Instagram takes ASCII only, which <see cref="Uri.AbsoluteUri"/> is.</summary>
    private static string PublicUrl(PlatformMedia media) =>
        (media.Url ?? throw new InvalidOperationException("The step needs hosted media.")).AbsoluteUri;

    private static string UserTags(IEnumerable<UserTag> tags)
    {
        var list = new JsonArray();
        foreach (var tag in tags)
        {
            var one = new JsonObject { ["username"] = tag.Username };
            if (tag.X is { } x) one["x"] = Position(x);
            if (tag.Y is { } y) one["y"] = Position(y);
            list.Add(one);
        }
        return list.ToJsonString();
    }

    /// <summary>At most four places: more is below a pixel.</summary>
    private static double Position(double value) =>
        double.Parse(value.ToString("0.####", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
