namespace Posthaste.Platforms;

/// <summary>What a caption may hold on one network, as data.</summary>
/// <param name="MaxLength">In UTF-16 units, which is how Instagram and TikTok count.</param>
/// <param name="MaxHashtags">Those inside the caption count too.</param>
/// <param name="MaxMentions">More always refuses: leaving a person out silently would be wrong.</param>
/// <param name="HashtagHint">Above this many hashtags a hint is shown; null for none.</param>
public sealed record CaptionLimits(int MaxLength, int MaxHashtags, int MaxMentions, int? HashtagHint);

/// <summary>What happens to a caption over its limit.</summary>
public enum CaptionPolicy
{
    /// <summary>Whole graphemes and whole hashtags are left out, with a visible warning.</summary>
    Truncate,

    /// <summary>The post is refused when saved.</summary>
    Reject,
}
