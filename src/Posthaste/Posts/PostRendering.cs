using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts;

/// <summary>Makes of a draft what one network gets. The same code when saving and when publishing, so that the hash that
/// was approved is the hash of what is sent.</summary>
internal static class PostRendering
{
    /// <param name="media">The items of <see cref="PostDraft.AllMediaIds"/>, each with the facts of the file that goes out.</param>
    /// <returns>The post, and what the caption came to. Where it was refused, the post has no caption.</returns>
    public static (PlatformPost Post, CaptionResult Caption) For(PostDraft draft, IReadOnlyList<MediaItem> media, CaptionLimits limits, LongCaption policy)
    {
        var caption = CaptionComposer.Compose(draft.Caption, draft.Hashtags, limits,
            policy == LongCaption.Reject ? CaptionPolicy.Reject : CaptionPolicy.Truncate);
        var post = new PlatformPost
        {
            Type = draft.Type,
            Caption = caption is CaptionResult.Composed composed ? composed.Text : "",
            Media = [.. media.Take(draft.MediaIds.Count).Select((item, i) => Render(item, draft.AltTexts.ElementAtOrDefault(i)))],
            Cover = draft.Options.CoverMediaId is null ? null : Render(media[^1], altText: null),
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
        Codec = item.Kind == MediaKind.Video ? item.Codec : null,
        FrameRate = item.Details.FrameRate,
        AudioCodec = item.Details.AudioCodec,
        HasAudio = item.Kind == MediaKind.Video ? item.Details.AudioCodec is not null : null,
        BitrateKbps = item.Details.BitRate is { } video ? (int)Math.Min(int.MaxValue, (video + (item.Details.AudioBitRate ?? 0)) / 1000) : null,
        AltText = altText,
    };
}
