using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

/// <summary>R-PUB-8: what counts as one character is the network's own, and so is a limit of bytes.</summary>
public sealed class CaptionLimitsTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    private static readonly CaptionLimits Graphemes = new(10, 100, 100, null) { Unit = CaptionUnit.Graphemes, MaxBytes = 100 };

    [Fact]
    public void A_family_is_one_character_where_graphemes_count_and_eleven_where_units_do()
    {
        Assert.Equal(1, Graphemes.LengthOf(Family));
        Assert.Equal(11, new CaptionLimits(10, 100, 100, null).LengthOf(Family));
    }

    [Theory]
    [InlineData("ten people", true)]
    [InlineData("ten people!", false)]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", true)]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", false)]
    public void Both_limits_hold(string text, bool fits) => Assert.Equal(fits, Graphemes.Fits(text));

    [Fact]
    public void Too_many_graphemes_are_cut_in_whole_ones()
    {
        var composed = Assert.IsType<CaptionResult.Composed>(CaptionComposer.Compose("Bread for " + Family + " and others", [], Graphemes with { MaxLength = 11 }, CaptionPolicy.Truncate));

        Assert.Equal("Bread for " + Family, composed.Text);
        Assert.Equal("Caption and hashtags have 22 characters; 11 are allowed. The end of the caption is left out.", Assert.Single(composed.Warnings).Message);
    }

    [Fact]
    public void Too_many_bytes_are_cut_or_refused_in_words()
    {
        var much = string.Concat(Enumerable.Repeat(Family, 5));

        var cut = Assert.IsType<CaptionResult.Composed>(CaptionComposer.Compose(much, [], Graphemes, CaptionPolicy.Truncate));
        var refused = Assert.IsType<CaptionResult.Refused>(CaptionComposer.Compose(much, [], Graphemes, CaptionPolicy.Reject));

        Assert.Equal(string.Concat(Enumerable.Repeat(Family, 4)), cut.Text);
        Assert.Contains("125 bytes; 100 are allowed", Assert.Single(refused.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/a", 5)]
    [InlineData("See https://example.com/a/b?c=d, and (http://example.org).", 23)]
    [InlineData("Hi @robin@far.example and @sam", 30)]
    public void A_link_counts_as_the_network_says_and_no_full_stop_is_part_of_it(string text, int expected) =>
        Assert.Equal(expected, (Graphemes with { LinkLength = 5 }).LengthOf(text));

    [Theory]
    [InlineData("Hi @robin@far.example and @sam", 18)]
    [InlineData("mail robin@far.example", 22)]
    [InlineData("https://far.example/@robin@other.example", 40)]
    public void A_mention_counts_without_its_server_where_the_network_says_so(string text, int expected) =>
        Assert.Equal(expected, (Graphemes with { CountsMentionsWithoutServer = true }).LengthOf(text));

    [Theory]
    [InlineData("Bread https://example.com/1234567890", "Bread https://example.com/1234567890")]
    [InlineData("Breads https://example.com/1234567890", "Breads")]
    [InlineData("https://example.com/1234567890 Breads", "https://example.com/1234567890 Brea")]
    public void A_link_is_kept_whole_or_left_out(string text, string expected)
    {
        var limits = Graphemes with { MaxBytes = null, LinkLength = 5, MaxLength = text.StartsWith('h') ? 10 : 11 };

        Assert.Equal(expected, Assert.IsType<CaptionResult.Composed>(CaptionComposer.Compose(text, [], limits, CaptionPolicy.Truncate)).Text);
    }
}
