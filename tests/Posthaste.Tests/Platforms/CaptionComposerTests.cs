using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

public sealed class CaptionComposerTests
{
    private static readonly CaptionLimits Instagram = new(2_200, 30, 20, 15);

    [Fact]
    public void A_caption_is_followed_by_a_blank_line_and_its_hashtags() =>
        Assert.Equal("Good morning\n\n#coffee #berlin", Text("Good morning", ["coffee", "#berlin"]));

    [Fact]
    public void Without_a_caption_only_the_hashtags_are_left() => Assert.Equal("#coffee", Text("  ", ["coffee"]));

    [Fact]
    public void Without_hashtags_only_the_caption_is_left() => Assert.Equal("Good\nmorning", Text("Good\r\nmorning \n", []));

    [Fact]
    public void A_hashtag_the_caption_has_already_is_not_repeated() =>
        Assert.Equal("My #Coffee\n\n#berlin", Text("My #Coffee", ["coffee", "berlin", "BERLIN"]));

    [Fact]
    public void The_words_give_way_before_any_hashtag_does()
    {
        var composed = Composed(new string('a', 2_300), ["one", "two"]);

        Assert.Equal(2_200, composed.Text.Length);
        Assert.EndsWith("a\n\n#one #two", composed.Text, StringComparison.Ordinal);
        var warning = Assert.Single(composed.Warnings);
        Assert.Equal(("caption_shortened", false), (warning.Code, warning.Blocks));
        Assert.Contains("2,311 characters; 2,200 are allowed", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashtags_at_the_end_of_a_long_caption_are_kept() =>
        Assert.Equal("aaaaaaaa\n\n#b #c #d", Text("aaaaaaaaaaaaaaa #b #c", ["d"], new CaptionLimits(18, 30, 20, null)));

    [Fact]
    public void A_family_emoji_is_kept_whole_or_left_out()
    {
        const string family = "👨‍👩‍👧‍👦";

        Assert.Equal($"ab{family}", Text($"ab{family}{family}", [], new CaptionLimits(2 + family.Length + 5, 30, 20, null)));
        Assert.Equal("ab", Text($"ab{family}", [], new CaptionLimits(2 + family.Length - 1, 30, 20, null)));
    }

    [Fact]
    public void A_letter_keeps_its_accent() =>
        Assert.Equal("caf", Text("cafe\u0301", [], new CaptionLimits(4, 30, 20, null)));

    [Fact]
    public void A_mention_is_not_cut_into_another_name() =>
        Assert.Equal("hello", Text("hello @bobby", [], new CaptionLimits(9, 30, 20, null)));

    [Fact]
    public void The_first_thirty_hashtags_stay_and_those_in_the_caption_come_first()
    {
        var composed = Composed("#c1 and #c2", [.. Enumerable.Range(1, 40).Select(i => $"t{i}")]);

        Assert.Equal("#c1 and #c2\n\n" + string.Join(' ', Enumerable.Range(1, 28).Select(i => $"#t{i}")), composed.Text);
        Assert.Equal(["hashtags_left_out", "many_hashtags"], composed.Warnings.Select(warning => warning.Code));
        Assert.Contains("42 hashtags", composed.Warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashtags_above_the_limit_leave_the_caption_too() =>
        Assert.Equal("a #1 b #2 c", Text("a #1 b #2 #3 c #4", ["5"], new CaptionLimits(100, 2, 20, null)));

    [Fact]
    public void Hashtags_that_do_not_fit_even_alone_are_left_out_whole_from_the_end() =>
        Assert.Equal("#aaaa #bbbb", Text("text", ["aaaa", "bbbb", "cccc"], new CaptionLimits(15, 30, 20, null)));

    [Theory]
    [InlineData(CaptionPolicy.Truncate)]
    [InlineData(CaptionPolicy.Reject)]
    public void More_than_twenty_mentions_are_refused_under_every_policy(CaptionPolicy policy)
    {
        var caption = string.Join(' ', Enumerable.Range(1, 21).Select(i => $"@person{i}"));

        var refused = Assert.IsType<CaptionResult.Refused>(CaptionComposer.Compose(caption, [], Instagram, policy));

        var finding = Assert.Single(refused.Findings);
        Assert.Equal(("too_many_mentions", "caption", true), (finding.Code, finding.Field, finding.Blocks));
        Assert.Contains("21 accounts; 20 are allowed", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_address_is_no_mention() => Assert.Empty(CaptionText.Mentions("write to me@example.com"));

    [Fact]
    public void Under_reject_too_much_is_refused_with_its_figures()
    {
        var result = CaptionComposer.Compose(
            new string('a', 2_201), [.. Enumerable.Range(1, 31).Select(i => $"t{i}")], Instagram, CaptionPolicy.Reject);

        var refused = Assert.IsType<CaptionResult.Refused>(result);
        Assert.Equal(["caption_too_long", "too_many_hashtags"], refused.Findings.Select(finding => finding.Code));
        Assert.Contains("Remove 1.", refused.Findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_the_limits_both_policies_say_the_same() => Assert.Equal(
        Text("Hi", ["a"]),
        Assert.IsType<CaptionResult.Composed>(CaptionComposer.Compose("Hi", ["a"], Instagram, CaptionPolicy.Reject)).Text);

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("a#b")]
    [InlineData("a-b")]
    [InlineData("@name")]
    public void What_is_no_hashtag_is_refused(string hashtag)
    {
        var refused = Assert.IsType<CaptionResult.Refused>(CaptionComposer.Compose("Hi", ["ok", hashtag], Instagram, CaptionPolicy.Truncate));

        Assert.Equal(("hashtag_malformed", "hashtags[1]"), (Assert.Single(refused.Findings).Code, refused.Findings[0].Field));
    }

    [Theory]
    [InlineData("größe")]
    [InlineData("日本")]
    [InlineData("snake_case_2026")]
    [InlineData("love❤️")]
    [InlineData("हिन्दी")]
    public void Hashtags_may_have_letters_of_every_script_and_emoji(string hashtag) =>
        Assert.Equal($"#{hashtag}", Text("", [hashtag]));

    private static string Text(string caption, string[] hashtags, CaptionLimits? limits = null) => Composed(caption, hashtags, limits).Text;

    private static CaptionResult.Composed Composed(string caption, string[] hashtags, CaptionLimits? limits = null) =>
        Assert.IsType<CaptionResult.Composed>(CaptionComposer.Compose(caption, hashtags, limits ?? Instagram, CaptionPolicy.Truncate));
}
