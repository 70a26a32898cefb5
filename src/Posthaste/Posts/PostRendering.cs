using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Makes of a draft what one network gets. The same code when saving and when publishing, so that the hash that
/// was approved is the hash of what is sent.</summary>
internal static class PostRendering
{
    /// <returns>The post, and what the caption came to. Where it was refused, the post has no caption.</returns>
    public static (PlatformPost Post, CaptionResult Caption) For(PostDraft draft, IReadOnlyList<MediaItem> media, CaptionLimits limits, LongCaption policy)
    {
        var caption = CaptionComposer.Compose(draft.Caption, draft.Hashtags, limits,
            policy == LongCaption.Reject ? CaptionPolicy.Reject : CaptionPolicy.Truncate);
        var post = new PlatformPost
        {
            Type = draft.Type,
            Caption = caption is CaptionResult.Composed composed ? composed.Text : "",
            Media = [.. media.Select((item, i) => Render(item, draft.AltTexts.ElementAtOrDefault(i)))],
            Options = draft.Options,
        };
        return (post, caption);
    }

    private static PlatformMedia Render(MediaItem item, string? altText) => new()
    {
        MediaId = item.Id,
        ContentType = item.ContentType,
        Bytes = item.Bytes,
        Sha256 = item.Sha256,
        Width = item.Width,
        Height = item.Height,
        DurationMs = item.DurationMs,
        AltText = altText,
    };
}
