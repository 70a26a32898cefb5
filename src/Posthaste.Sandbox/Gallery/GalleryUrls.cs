using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Gallery;

/// <summary>Addresses within the sandbox, ready to stand in a page.</summary>
internal static class GalleryUrls
{
    public static string Profile(FakeAccount account) => GalleryHtml.Text($"/gallery/{Uri.EscapeDataString(account.Username)}");

    public static string AvatarOf(FakeAccount account) => GalleryHtml.Text($"/gallery/{Uri.EscapeDataString(account.Username)}/avatar.svg");

    public static string Post(World world, FakeMedia media) =>
        media.IsStory ? GalleryHtml.Text($"/stories/{world.Accounts[media.AccountId].Username}/{media.InnerId}/")
        : media.IsReel ? $"/reel/{media.Shortcode}/"
        : $"/p/{media.Shortcode}/";

    /// <summary>The still picture of a post: its image, a reel's cover, or a drawn one for a video that has none.</summary>
    public static string Poster(FakeMedia media)
    {
        var first = media.Children.Count > 0 ? media.Children[0] : media;
        return first.Image is null ? $"/images/{first.Id}.svg" : $"/images/{first.Id}.jpg";
    }

    public static string Video(FakeMedia media) => $"/videos/{media.Id}.mp4";
}
