using Posthaste.Media;

namespace Posthaste.Tests.Media;

public sealed class MediaNameTests
{
    [Theory]
    [InlineData("holiday.jpg", "holiday.jpg")]
    [InlineData("Füße am Strand.JPEG", "Füße am Strand.jpeg")]
    [InlineData("../../etc/passwd", "passwd.jpg")]
    [InlineData("..\\..\\windows\\system.ini", "system.ini.jpg")]
    [InlineData("/", "untitled.jpg")]
    [InlineData("..", "untitled.jpg")]
    [InlineData("", "untitled.jpg")]
    [InlineData(null, "untitled.jpg")]
    [InlineData(".jpg", "untitled.jpg")]
    [InlineData("shot.png", "shot.jpg")]
    [InlineData("a\r\nSet-Cookie: b.jpg", "aSet-Cookie b.jpg")]
    [InlineData("quote\"s;.jpg", "quotes;.jpg")]
    [InlineData("innocent\u202Egpj.exe", "innocentgpj.exe.jpg")]
    [InlineData("nul\0byte.jpg", "nulbyte.jpg")]
    [InlineData("--output=x", "--output=x.jpg")]
    public void A_name_is_only_a_name_and_ends_as_its_bytes_say(string? sent, string kept)
    {
        Assert.Equal(kept, MediaName.Clean(sent, MediaType.Jpeg));
    }

    [Fact]
    public void A_long_name_is_cut_and_keeps_its_ending()
    {
        var kept = MediaName.Clean(string.Concat(Enumerable.Repeat("🎬", 200)) + ".jpg", MediaType.Jpeg);

        Assert.InRange(kept.Length, MediaName.MaxLength - 1, MediaName.MaxLength);
        Assert.EndsWith("🎬.jpg", kept, StringComparison.Ordinal);
    }
}
