using System.Text;
using Posthaste.Sandbox.Images;

namespace Posthaste.Tests.Sandbox;

public sealed class ImageJudgementTests : SandboxFixture
{
    public static TheoryData<string, byte[]> OtherFormats => new()
    {
        { "PNG", [0x89, .. "PNG\r\n\u001a\n0000"u8] },
        { "WEBP", [.. "RIFF0000WEBPVP8 "u8] },
        { "HEIC", [0, 0, 0, 24, .. "ftypheic0000"u8] },
        { "GIF", [.. "GIF89a000000"u8] },
    };

    [Theory]
    [MemberData(nameof(OtherFormats))]
    public async Task Only_JPEG_bytes_are_taken_whatever_the_file_is_called(string format, byte[] bytes)
    {
        var answer = await CreateAsync(("image_url", Images.Put("photo.jpg", bytes)));

        Assert.Equal("400 36001/2207005", answer.Refusal);
        Assert.Contains(format, (string)answer.Error["error_user_msg"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1080, 1350, true)]
    [InlineData(1080, 1351, false)]
    [InlineData(1080, 566, true)]
    [InlineData(1080, 565, false)]
    [InlineData(320, 320, true)]
    [InlineData(4000, 4000, true)]
    public async Task The_shape_of_a_feed_image_is_between_4_to_5_and_1_91_to_1(int width, int height, bool taken)
    {
        var answer = await CreateAsync(("image_url", Images.Put("shape.jpg", TestJpeg.Make(width, height))));

        if (taken) Assert.Equal(200, answer.Status);
        else Assert.Equal("400 36003/2207009", answer.Refusal);
    }

    [Fact]
    public async Task The_shape_is_judged_after_turning_by_the_EXIF_orientation()
    {
        var lying = await CreateAsync(("image_url", Images.Put("lying.jpg", TestJpeg.Make(1350, 720, orientation: 6))));
        var standing = await CreateAsync(("image_url", Images.Put("standing.jpg", TestJpeg.Make(720, 1350, orientation: 6))));

        Assert.Equal("400 36003/2207009", lying.Refusal);
        Assert.Equal(200, standing.Status);
    }

    [Fact]
    public async Task Eight_MiB_are_taken_and_no_byte_more()
    {
        var most = TestJpeg.Make(1080, 1080, padding: 8 * 1024 * 1024);
        var room = most.Length - 8 * 1024 * 1024;
        var exact = TestJpeg.Make(1080, 1080, padding: 8 * 1024 * 1024 - room);

        Assert.Equal(8 * 1024 * 1024, exact.Length);
        Assert.Equal(200, (await CreateAsync(("image_url", Images.Put("exact.jpg", exact)))).Status);
        Assert.Equal("400 36000/2207004", (await CreateAsync(("image_url", Images.Put("most.jpg", most)))).Refusal);
    }

    [Fact]
    public async Task What_cannot_be_fetched_as_a_whole_picture_answers_9004()
    {
        var whole = TestJpeg.Make(1080, 1080);
        string[] urls =
        [
            Images.Put("cut.jpg", whole[..^2]),
            Images.Put("stump.jpg", whole[..20]),
            Images.Put("page.jpg", Encoding.UTF8.GetBytes("<html>Sign in</html>"), "text/html"),
            Images.Put("page2.jpg", Encoding.UTF8.GetBytes("<html>Sign in</html>")),
            Images.Put("mislabelled.jpg", whole, "application/octet-stream"),
            Images.Url("missing.jpg"),
            Images.Url("broken.jpg"),
            "http://127.0.0.1:1/nobody.jpg",
            "ftp://127.0.0.1/a.jpg",
            Images.Url("schön.jpg"),
            "no address",
        ];
        foreach (var url in urls)
        {
            var answer = await CreateAsync(("image_url", url));

            Assert.Equal("400 9004/2207052", answer.Refusal);
            Assert.Equal("Only photo or video can be accepted as media type.", (string?)answer.Error["message"]);
        }
    }

    [Fact]
    public async Task A_host_that_does_not_answer_in_time_is_too_slow()
    {
        var creating = CreateAsync(("image_url", Images.Url("stuck.jpg")));
        await Images.Stuck.WaitAsync(Ct);

        Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("400 -2/2207003", (await creating).Refusal);
    }

    [Fact]
    public async Task A_progressive_picture_is_taken_unless_the_setting_says_otherwise()
    {
        var url = Images.Put("progressive.jpg", TestJpeg.Make(1080, 1080, progressive: true));

        Assert.Equal(200, (await CreateAsync(("image_url", url))).Status);
        await SetAsync(new { refuseProgressive = true });
        Assert.Equal("400 9004/2207052", (await CreateAsync(("image_url", url))).Refusal);
    }

    [Fact]
    public async Task A_bad_image_can_be_made_to_show_in_the_status_instead()
    {
        await SetAsync(new { imageErrors = "in_status" });
        var container = await FinishedAsync(("image_url", Images.Url("missing.jpg")));

        var status = await GetAsync($"/v26.0/{container}?fields=status_code,status");

        Assert.Equal("ERROR", (string?)status.Body["status_code"]);
        Assert.Equal("Error: Media upload has failed with error code 2207052", (string?)status.Body["status"]);
        Assert.Equal("400 9007/2207027", (await PublishAsync(container)).Refusal);
    }

    [Fact]
    public void A_header_tells_size_turning_and_wholeness()
    {
        var bytes = TestJpeg.Make(300, 200, "a comment", orientation: 8);

        var header = JpegHeader.Read(bytes)!;

        Assert.Equal((300, 200, 8, true, false), (header.Width, header.Height, header.Orientation, header.IsComplete, header.IsProgressive));
        Assert.False(JpegHeader.Read(bytes.AsSpan(0, bytes.Length - 2))!.IsComplete);
        Assert.Null(JpegHeader.Read([0xFF, 0xD8, 0xFF]));
    }

    [Fact]
    public void No_cut_of_a_file_breaks_the_reader()
    {
        var bytes = TestJpeg.Make(64, 64, "a comment", orientation: 6);

        for (var length = 0; length < bytes.Length; length++)
            Assert.NotEqual(true, JpegHeader.Read(bytes.AsSpan(0, length))?.IsComplete);
    }
}
