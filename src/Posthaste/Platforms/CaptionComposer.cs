namespace Posthaste.Platforms;

/// <summary>What caption and hashtags came to.</summary>
public abstract record CaptionResult
{
    private CaptionResult() { }

    /// <param name="Text">Within every limit of the network.</param>
    /// <param name="Warnings">What was left out, and hints; none of them blocks.</param>
    public sealed record Composed(string Text, IReadOnlyList<Finding> Warnings) : CaptionResult;

    /// <param name="Findings">Why it cannot be published as it is.</param>
    public sealed record Refused(IReadOnlyList<Finding> Findings) : CaptionResult;
}

/// <summary>Makes the text of a post: caption, a blank line, hashtags. Where it is too long, the caption's words give
/// way before any of the first hashtags does, in whole graphemes; a hashtag or mention is never cut.</summary>
public static class CaptionComposer
{
    private const string Gap = "\n\n";

    /// <param name="caption">As written; hashtags inside it count and come first.</param>
    /// <param name="hashtags">With or without their #.</param>
    /// <param name="limits">Of the network.</param>
    /// <param name="policy">What to do with too much.</param>
    public static CaptionResult Compose(string caption, IReadOnlyList<string> hashtags, CaptionLimits limits, CaptionPolicy policy)
    {
        var text = caption.ReplaceLineEndings("\n").Trim();
        var words = hashtags.Select(CaptionText.WordOfHashtag).ToList();
        var refusals = CheckHashtags(hashtags).Concat(TooManyMentions(text, limits)).ToList();
        if (refusals.Count > 0) return new CaptionResult.Refused(refusals);

        var inText = CaptionText.Hashtags(text).Select(tag => text[tag.Start..tag.End]).ToList();
        var listed = words.Select(word => "#" + word).Except(inText, StringComparer.OrdinalIgnoreCase).ToList();
        var whole = Join(text, listed);
        var count = inText.Count + listed.Count;
        if (policy is CaptionPolicy.Reject && TooMuch(whole, count, limits) is { Count: > 0 } tooMuch) return new CaptionResult.Refused(tooMuch);

        var kept = listed.Take(Math.Max(0, limits.MaxHashtags - inText.Count)).ToList();
        var fewer = WithoutSurplus(text, limits.MaxHashtags);
        var shortened = Shorten(fewer, kept, limits);
        return new CaptionResult.Composed(shortened, Warnings(Join(fewer, kept), count, shortened, limits));
    }

    private static string Join(string text, IReadOnlyList<string> tags) =>
        tags.Count == 0 ? text : text.Length == 0 ? string.Join(' ', tags) : text + Gap + string.Join(' ', tags);

    /// <summary>The longest beginning of the text that leaves room for all hashtags, those of the part cut off
    /// included: they move to the others.</summary>
    private static string Shorten(string text, IReadOnlyList<string> tags, CaptionLimits limits)
    {
        if (Join(text, tags) is var whole && limits.Fits(whole)) return whole;

        var hashtags = CaptionText.Hashtags(text);
        // Half a link leads nowhere, and where all count alike nothing is gained by it.
        var uncuttable = hashtags.Concat(CaptionText.Mentions(text)).Concat(limits.LinkLength is null ? [] : CaptionText.Links(text)).ToList();
        var longest = limits.MaxLength + Math.Max(0, limits.UnitsOf(text) - limits.LengthOf(text));
        foreach (var (graphemes, cut) in CaptionText.GraphemeStarts(text).Index().Reverse())
        {
            if ((limits.Unit is CaptionUnit.Graphemes ? graphemes : cut) > longest || uncuttable.Any(token => token.Start < cut && cut < token.End)) continue;
            var moved = hashtags.Where(tag => tag.Start >= cut).Select(tag => text[tag.Start..tag.End]);
            var shortened = Join(text[..cut].TrimEnd(), [.. moved, .. tags]);
            if (limits.Fits(shortened)) return shortened;
        }
        return Fitting([.. hashtags.Select(tag => text[tag.Start..tag.End]).Concat(tags)], limits);
    }

    /// <summary>Hashtags alone, as many whole ones from the first on as fit.</summary>
    private static string Fitting(IReadOnlyList<string> tags, CaptionLimits limits)
    {
        var count = tags.Count;
        while (count > 0 && !limits.Fits(string.Join(' ', tags.Take(count)))) count--;
        return string.Join(' ', tags.Take(count));
    }

    /// <summary>Takes hashtags above the limit out of the text, with the space before them.</summary>
    private static string WithoutSurplus(string text, int maxHashtags)
    {
        foreach (var tag in CaptionText.Hashtags(text).Skip(maxHashtags).Reverse())
        {
            var endsThere = tag.End == text.Length || char.IsWhiteSpace(text[tag.End]);
            var start = endsThere && tag.Start > 0 && char.IsWhiteSpace(text[tag.Start - 1]) ? tag.Start - 1 : tag.Start;
            text = text.Remove(start, tag.End - start);
        }
        return text.Trim();
    }

    /// <summary>Which of these are no hashtags; each blocks.</summary>
    /// <param name="hashtags">With or without their #.</param>
    internal static IEnumerable<Finding> CheckHashtags(IReadOnlyList<string> hashtags) => hashtags
        .Select((tag, i) => (word: CaptionText.WordOfHashtag(tag), i))
        .Where(tag => !CaptionText.IsHashtagWord(tag.word))
        .Select(tag => new Finding(
            "hashtag_malformed", $"hashtags[{tag.i}]",
            $"\"{hashtags[tag.i]}\" is not a hashtag: use letters, digits and _ without spaces or signs."));

    private static IEnumerable<Finding> TooManyMentions(string text, CaptionLimits limits)
    {
        var mentions = CaptionText.Mentions(text).Count;
        if (mentions > limits.MaxMentions)
            yield return new("too_many_mentions", "caption", $"The caption mentions {mentions} accounts; {limits.MaxMentions} are allowed. Remove some.");
    }

    private static List<Finding> TooMuch(string whole, int hashtags, CaptionLimits limits)
    {
        var findings = new List<Finding>();
        if (limits.TooLong(whole) is { } tooLong)
            findings.Add(new("caption_too_long", "caption", tooLong));
        if (hashtags > limits.MaxHashtags)
            findings.Add(new("too_many_hashtags", "hashtags", $"There are {hashtags} hashtags, those in the caption included; {limits.MaxHashtags} are allowed. Remove {hashtags - limits.MaxHashtags}."));
        return findings;
    }

    private static List<Finding> Warnings(string before, int hashtags, string shortened, CaptionLimits limits)
    {
        var (findings, left) = (new List<Finding>(), CaptionText.Hashtags(shortened).Count);
        if (limits.TooLong(before, "The end of the caption is left out.") is { } tooLong)
            findings.Add(new("caption_shortened", "caption", tooLong, Blocks: false));
        if (left < hashtags)
            findings.Add(new("hashtags_left_out", "hashtags", $"There are {hashtags} hashtags, those in the caption included; the first {left} are kept.", Blocks: false));
        if (left > limits.HashtagHint)
            findings.Add(new("many_hashtags", "hashtags", $"{left} hashtags are many; up to {limits.HashtagHint} reach more people.", Blocks: false));
        return findings;
    }
}
