using System.Globalization;
using System.Text;

namespace Posthaste.Platforms;

/// <summary>What a caption may hold on one network, as data.</summary>
/// <param name="MaxLength">In <see cref="Unit"/>.</param>
/// <param name="MaxHashtags">Those inside the caption count too.</param>
/// <param name="MaxMentions">More always refuses: leaving a person out silently would be wrong.</param>
/// <param name="HashtagHint">Above this many hashtags a hint is shown; null for none.</param>
public sealed record CaptionLimits(int MaxLength, int MaxHashtags, int MaxMentions, int? HashtagHint)
{
    /// <summary>What <see cref="MaxLength"/> counts.</summary>
    public CaptionUnit Unit { get; init; }

    /// <summary>In UTF-8, beside the length; null where nothing counts them.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>As how many characters a link counts, however long it is; null where it counts as it stands.</summary>
    public int? LinkLength { get; init; }

    /// <summary>Of <c>@name@server</c> only <c>@name</c> counts.</summary>
    public bool CountsMentionsWithoutServer { get; init; }

    /// <summary>How long a text is here.</summary>
    public int LengthOf(string text) => UnitsOf(Counted(text));

    /// <summary>How long it is as it stands, with every link and mention whole.</summary>
    internal int UnitsOf(string text) => Unit switch
    {
        CaptionUnit.Utf16 => text.Length,
        CaptionUnit.Graphemes => CaptionText.GraphemeStarts(text).Count(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public bool Fits(string text) => LengthOf(text) <= MaxLength && !HasTooManyBytes(text);

    /// <returns>What is too long about it and what to do, for people; null where it fits.</returns>
    /// <param name="text">Caption and hashtags.</param>
    /// <param name="advice">What follows the figures; null for by how much to shorten it.</param>
    internal string? TooLong(string text, string? advice = null)
    {
        if (LengthOf(text) is var length && length > MaxLength)
            return $"Caption and hashtags have {N(length)} characters; {N(MaxLength)} are allowed. {advice ?? $"Shorten the caption by {N(length - MaxLength)}."}";
        return HasTooManyBytes(text)
            ? $"Caption and hashtags have {N(Encoding.UTF8.GetByteCount(text))} bytes; {N(MaxBytes!.Value)} are allowed, and signs such as emoji have many. {advice ?? "Shorten the caption."}"
            : null;
    }

    private string Counted(string text)
    {
        if (LinkLength is { } length) text = CaptionText.WithLinksAs(text, new string('x', length));
        return CountsMentionsWithoutServer ? CaptionText.WithoutServers(text) : text;
    }

    private bool HasTooManyBytes(string text) => MaxBytes is { } most && Encoding.UTF8.GetByteCount(text) > most;

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>What a network counts as one character.</summary>
public enum CaptionUnit
{
    /// <summary>UTF-16 units, as Instagram and TikTok do: an emoji is two or more.</summary>
    Utf16,

    /// <summary>What a reader sees as one character (Unicode's extended grapheme clusters).</summary>
    Graphemes,
}

/// <summary>What happens to a caption over its limit.</summary>
public enum CaptionPolicy
{
    /// <summary>Whole graphemes and whole hashtags are left out, with a visible warning.</summary>
    Truncate,

    /// <summary>The post is refused when saved.</summary>
    Reject,
}
