using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

public sealed class CaptionComposerProperties
{
    /// <summary>Everything that is easy to cut in two.</summary>
    private static readonly string[] Pieces =
    [
        "a", "word", " ", "\n", "é", "e\u0301", "👍🏽", "👨‍👩‍👧", "🇩🇪", "हि", "#tag", "#größe", "#love❤️", " #x", "@bob", " @anna.b", "#", "@", ".", "日本",
    ];

    private static readonly Gen<string> Captions = Gen.Elements(Pieces).ListOf(40).Select(string.Concat);

    private static readonly Gen<string[]> HashtagLists =
        Gen.Elements("coffee", "berlin", "x", "tag", "größe", "👍🏽", "日本").ArrayOf(5);

    private static readonly Gen<CaptionLimits> Limits =
        from length in Gen.Choose(1, 120)
        from hashtags in Gen.Choose(1, 8)
        select new CaptionLimits(length, hashtags, 1_000, null);

    private static readonly Arbitrary<(string Caption, string[] Hashtags, CaptionLimits Limits)> Posts = (
        from caption in Captions
        from hashtags in HashtagLists
        from limits in Limits
        select (caption, hashtags, limits)).ToArbitrary();

    [Fact]
    public void No_limit_is_ever_exceeded() => Holds((_, composed, limits) =>
        composed.Length <= limits.MaxLength && CaptionText.Hashtags(composed).Count <= limits.MaxHashtags);

    [Fact]
    public void No_grapheme_is_split() => Holds((post, composed, _) =>
    {
        var whole = Elements(post.Caption + " " + string.Join(' ', post.Hashtags.Select(tag => "#" + tag)));
        return Elements(composed).All(element => element == "\n" || whole.Contains(element));
    });

    [Fact]
    public void No_hashtag_is_split() => Holds((post, composed, _) =>
    {
        var given = Words(post.Caption).Concat(post.Hashtags.Select(tag => "#" + tag)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Words(composed).All(given.Contains);
    });

    [Fact]
    public void As_long_as_a_word_of_the_caption_is_left_none_of_the_first_hashtags_is_missing() => Holds((post, composed, limits) =>
    {
        var first = Words(post.Caption.Trim()).Concat(post.Hashtags.Select(tag => "#" + tag)
            .Except(Words(post.Caption), StringComparer.OrdinalIgnoreCase)).Take(limits.MaxHashtags).ToList();
        var onlyHashtags = composed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word => word.StartsWith('#'));
        return onlyHashtags || Words(composed).Order().SequenceEqual(first.Order());
    });

    [Fact]
    public void What_fits_is_left_alone() => Holds((post, composed, limits) =>
    {
        var tags = post.Hashtags.Select(tag => "#" + tag).Except(Words(post.Caption), StringComparer.OrdinalIgnoreCase).ToList();
        var caption = post.Caption.Trim();
        var whole = tags.Count == 0 ? caption : caption.Length == 0 ? string.Join(' ', tags) : $"{caption}\n\n{string.Join(' ', tags)}";
        return whole.Length > limits.MaxLength || Words(whole).Count > limits.MaxHashtags || composed == whole;
    });

    private static void Holds(Func<(string Caption, string[] Hashtags, CaptionLimits Limits), string, CaptionLimits, bool> property) =>
        Prop.ForAll(Posts, post =>
        {
            var result = CaptionComposer.Compose(post.Caption, post.Hashtags, post.Limits, CaptionPolicy.Truncate);
            return property(post, ((CaptionResult.Composed)result).Text, post.Limits);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static HashSet<string> Elements(string text)
    {
        var elements = new HashSet<string>();
        var walk = StringInfo.GetTextElementEnumerator(text);
        while (walk.MoveNext()) elements.Add(walk.GetTextElement());
        return elements;
    }

    private static List<string> Words(string text) => [.. CaptionText.Hashtags(text).Select(tag => text[tag.Start..tag.End])];
}
