using System.Globalization;

namespace Posthaste.Platforms.Instagram;

/// <summary>What Instagram refuses, known before it is asked.</summary>
/// <remarks>docs/platforms/instagram.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class InstagramRules
{
    public static readonly CaptionLimits Caption = new(MaxLength: 2_200, MaxHashtags: 30, MaxMentions: 20, HashtagHint: 15);

    public static IReadOnlyList<Finding> Check(PlatformPost post) => InstagramPlacements.For(post.Type) switch
    {
        { } placement => [.. CheckCaption(post), .. MediaRules.Check(post.Media, placement), .. OptionRules.Check(post)],
        null when post.Type is PostType.Video => [new("type_not_allowed", "type", "Instagram has no plain video posts: a video is a reel.")],
        null => [new("type_not_allowed", "type", "Instagram has no posts without a picture or video.")],
    };

    private static IEnumerable<Finding> CheckCaption(PlatformPost post)
    {
        var caption = post.Caption;
        if (post.Type is PostType.Story)
        {
            if (caption.Length > 0)
                yield return new("caption_left_out", "caption", "Stories have no caption: the text is left out. Put it into the picture or video.", Blocks: false);
            yield break;
        }
        var (hashtags, mentions) = (CaptionText.Hashtags(caption).Count, CaptionText.Mentions(caption).Count);
        if (caption.Length > Caption.MaxLength)
            yield return new("caption_too_long", "caption", $"Caption and hashtags have {N(caption.Length)} characters; Instagram allows {N(Caption.MaxLength)}. Shorten them by {N(caption.Length - Caption.MaxLength)}.");
        if (mentions > Caption.MaxMentions)
            yield return new("too_many_mentions", "caption", $"The caption mentions {mentions} accounts; Instagram allows {Caption.MaxMentions}. Remove some.");
        if (hashtags > Caption.MaxHashtags)
            yield return new("too_many_hashtags", "caption", $"There are {hashtags} hashtags; Instagram allows {Caption.MaxHashtags}. Remove {hashtags - Caption.MaxHashtags}.");
        else if (hashtags > Caption.HashtagHint)
            yield return new("many_hashtags", "caption", $"{hashtags} hashtags are many; up to {Caption.HashtagHint} reach more people.", Blocks: false);
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
