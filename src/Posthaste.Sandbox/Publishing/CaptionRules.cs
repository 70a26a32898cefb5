using System.Text.RegularExpressions;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Publishing;

/// <summary>What a caption may hold. The platform does not say what it counts as a character; here it is UTF-16 units, the
/// strictest reading.</summary>
internal static partial class CaptionRules
{
    public const int MaxLength = 2200;
    public const int MaxHashtags = 30;
    public const int MaxMentions = 20;

    public static GraphError? Check(string? caption)
    {
        if (caption is null) return null;
        if (caption.Length > MaxLength) return GraphErrors.CaptionTooLong(caption.Length, MaxLength);
        if (Hashtag().Count(caption) is > MaxHashtags and var hashtags) return GraphErrors.TooManyHashtags(hashtags, MaxHashtags);
        return Mention().Count(caption) > MaxMentions ? GraphErrors.TooManyTags(MaxMentions) : null;
    }

    /// <summary>Not after a letter or digit: <c>a#b</c> is no hashtag, <c>a@b.com</c> no mention.</summary>
    [GeneratedRegex(@"(?<![\w&/])#[\w]*[\p{L}_][\w]*")]
    public static partial Regex Hashtag();

    [GeneratedRegex(@"(?<![\w.])@[A-Za-z0-9_][A-Za-z0-9_.]*")]
    public static partial Regex Mention();
}
