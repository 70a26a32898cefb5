using Posthaste.Media;

namespace Posthaste.Tests.Media;

public sealed class LikenessTests : IDisposable
{
    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Each_bit_says_whether_a_spot_is_brighter_than_the_one_to_its_right()
    {
        var greys = Spots((column, _) => column % 2 == 0 ? 200 : 100);

        Assert.Equal(unchecked((long)0xAAAA_AAAA_AAAA_AAAA), Likeness.Of(greys));
    }

    [Fact]
    public void A_picture_of_one_colour_or_of_one_gradient_has_none()
    {
        Assert.Null(Likeness.Of(Spots((_, _) => 120)));
        Assert.Null(Likeness.Of(Spots((column, row) => 120 + (column * row) % 3)));
        Assert.Null(Likeness.Of(Spots((column, _) => column * 20)));
        Assert.Null(Likeness.Of(Spots((column, _) => 255 - column * 20)));
    }

    [Fact]
    public void Four_bits_are_alike_and_five_are_not()
    {
        Assert.True(Likeness.AreAlike(0b1111, 0));
        Assert.False(Likeness.AreAlike(0b1_1111, 0));
        Assert.True(Likeness.AreAlike(long.MinValue, 0));
    }

    [Fact]
    public void Any_two_that_are_alike_have_a_band_in_common()
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var one = random.NextInt64(long.MinValue, long.MaxValue);
            var other = one;
            for (var bit = 0; bit < Likeness.MaxDistance; bit++) other ^= 1L << random.Next(64);

            Assert.NotEmpty(Likeness.Bands(one).Intersect(Likeness.Bands(other)));
        }
    }

    [Fact]
    public async Task The_same_picture_in_another_size_and_format_is_alike_and_its_mirror_image_is_not()
    {
        var original = await LikenessOfAsync(Drawn());

        Assert.NotNull(original);
        Assert.True(Likeness.AreAlike(original.Value, (await LikenessOfAsync(Drawn("scale=400:300"))).GetValueOrDefault()));
        Assert.True(Likeness.AreAlike(original.Value, (await LikenessOfAsync(Drawn("eq=brightness=0.03", "png"))).GetValueOrDefault()));
        Assert.False(Likeness.AreAlike(original.Value, (await LikenessOfAsync(Drawn("hflip"))).GetValueOrDefault()));
    }

    [Fact]
    public async Task A_video_and_a_picture_of_one_colour_have_none()
    {
        Assert.Null(await LikenessOfAsync(Samples.Mp4()));
        Assert.Null(await LikenessOfAsync(Samples.Ffmpeg(["-f", "lavfi", "-i", "color=c=teal:size=640x480", "-frames:v", "1", "-c:v", "mjpeg", "-f", "image2pipe"])));
    }

    private static int[] Spots(Func<int, int, int> grey) =>
        [.. Enumerable.Range(0, Likeness.Columns * Likeness.Rows).Select(i => grey(i % Likeness.Columns, i / Likeness.Columns))];

    private static byte[] Drawn(string filter = "null", string codec = "mjpeg") => Samples.Ffmpeg(
        ["-f", "lavfi", "-i", "mandelbrot=size=800x600:rate=1", "-vf", filter, "-frames:v", "1", "-c:v", codec, "-f", "image2pipe"]);

    private async Task<long?> LikenessOfAsync(byte[] file)
    {
        var result = await _library.Upload.RunAsync(new Upload { WorkspaceId = _library.Workspace, Content = new MemoryStream(file), FileName = "a" }, Ct);
        return Assert.IsType<UploadResult.Accepted>(result).Item.Likeness;
    }
}
