using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms;

public sealed class CaptionMatchTests
{
    [Theory]
    [InlineData("Good morning\r\n\r\n#coffee", " Good  morning\n#coffee\u00A0")]
    [InlineData("cafe\u0301 gro\u0308\u00DFe", "café größe")]
    [InlineData("한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("が", "か\u3099")]
    [InlineData(null, "  ")]
    public void A_caption_is_known_again_in_another_form(string? sent, string? read)
    {
        Assert.True(CaptionMatch.Same(sent, read));
        Assert.True(CaptionMatch.Same(read, sent));
    }

    [Theory]
    [InlineData("café", "cafe")]
    [InlineData("größe", "grüße")]
    [InlineData("Good morning", "good morning")]
    [InlineData("日本", "日木")]
    [InlineData("👍🏽", "👍")]
    [InlineData("Sale 1", "Sale 2")]
    [InlineData("Sale", "")]
    public void Another_caption_is_another(string sent, string read)
    {
        Assert.False(CaptionMatch.Same(sent, read));
        Assert.False(CaptionMatch.Same(read, sent));
    }
}
