using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

public sealed class ImageRenditionTests : IDisposable
{
    private static readonly RenditionRecipe s_scale = new() { Spec = Placements.Feed };

    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task A_large_photo_on_its_side_becomes_an_upright_baseline_jpeg_without_place_or_camera()
    {
        var item = await _library.AcceptAsync(Samples.WithExif(Samples.Quarters(5477, 3652, "yuvj420p", "mjpeg"), orientation: 6), "IMG_1.jpg");
        Assert.True(item.Details.HasLocation);
        Assert.Equal(20, item.Width * item.Height / 1_000_000);

        var made = await _library.MakeAsync(item, s_scale with { Fit = RenditionFit.Pad });

        Assert.Equal(("image/jpeg", "jpeg", 1440, 1800), (made.ContentType, made.Codec, made.Width, made.Height));
        Assert.Equal(("srgb", false, 1, false, false), (made.Details.ColourSpace, made.Details.Interlaced, made.Details.Orientation, made.Details.HasLocation, made.Details.HasAlpha));
        var bytes = await File.ReadAllBytesAsync(_library.Files.PathOf(made.Sha256), Ct);
        Assert.Equal((-1, -1, -1), (bytes.AsSpan().IndexOf("Exif"u8), bytes.AsSpan().IndexOf("SecretPhone"u8), bytes.AsSpan().IndexOf("ICC_PROFILE"u8)));
        // Turned by a quarter: what was at the lower left is now at the upper left.
        var seen = Seen(made);
        Assert.Equal(("blue", "red", "yellow", "lime"), (seen.Colour(300, 300), seen.Colour(1100, 300), seen.Colour(300, 1500), seen.Colour(1100, 1500)));
        Assert.Equal("white", seen.Colour(2, 900)); // 2:3 is too tall; 4:5 leaves bars of 120.
        Assert.Equal("red", seen.Colour(1440 - 130, 10));
    }

    [Fact]
    public async Task What_is_transparent_takes_the_colour_of_the_background()
    {
        var item = await _library.AcceptAsync(Samples.Ffmpeg(["-f", "lavfi", "-i", "color=red:s=800x800,format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,400),0,255)'", "-frames:v", "1", "-c:v", "png", "-f", "image2"]));
        Assert.True(item.Details.HasAlpha);

        var made = await _library.MakeAsync(item, s_scale with { Background = new RgbColour(16, 32, 128) });

        Assert.Equal((800, 800, false), (made.Width, made.Height, made.Details.HasAlpha));
        Assert.Equal(("navy", "red"), (Seen(made).Colour(100, 400), Seen(made).Colour(700, 400)));
    }

    [Fact]
    public async Task The_part_a_person_chose_is_what_is_kept()
    {
        var item = await _library.AcceptAsync(Samples.Quarters(1600, 1200));
        var recipe = s_scale with { Fit = RenditionFit.Crop, Crop = new CropRectangle(0.375, 0.25, 0.5, 0.5) };

        var made = await _library.MakeAsync(item, recipe);

        // 800 × 600 from (600, 300): the middle of the cross lies a quarter in and half way down.
        var seen = Seen(made);
        Assert.Equal((800, 600), (made.Width, made.Height));
        Assert.Equal(("red", "lime", "blue", "yellow"), (seen.Colour(190, 290), seen.Colour(210, 290), seen.Colour(190, 310), seen.Colour(210, 310)));
    }

    [Fact]
    public async Task A_part_is_taken_of_the_picture_as_it_is_shown_not_as_it_is_stored()
    {
        var item = await _library.AcceptAsync(Samples.WithExif(Samples.Quarters(2000, 3000, "yuvj444p", "mjpeg"), orientation: 8));

        var made = await _library.MakeAsync(item, s_scale with { Fit = RenditionFit.Crop, Crop = new CropRectangle(0, 0, 0.5, 0.5) });

        Assert.Equal((1440, 960), (made.Width, made.Height));
        // Turned the other way: the upper left is what was at the upper right.
        Assert.Equal(("lime", "lime"), (Seen(made).Colour(20, 20), Seen(made).Colour(1400, 900)));
    }

    [Fact]
    public async Task A_small_part_is_enlarged_to_the_least_width_and_padded_with_the_colour_asked_for()
    {
        var small = await _library.AcceptAsync(Samples.Quarters(1000, 1000));
        var cut = await _library.MakeAsync(small, s_scale with { Fit = RenditionFit.Crop, Crop = new CropRectangle(0.45, 0.45, 0.1, 0.1) });
        var bars = await _library.MakeAsync(small, s_scale with { Fit = RenditionFit.Pad, Aspect = new Aspect(1.91m, 1), Background = new RgbColour(0, 0, 0) });

        Assert.Equal((320, 320), (cut.Width, cut.Height));
        Assert.Equal(("red", "yellow"), (Seen(cut).Colour(150, 150), Seen(cut).Colour(170, 170)));
        Assert.InRange((decimal)bars.Width / bars.Height, 1.9m, 1.91m);
        Assert.Equal(("black", "red", "yellow", "black"),
            (Seen(bars).Colour(20, 20), Seen(bars).Colour(bars.Width / 2 - 20, 20), Seen(bars).Colour(bars.Width / 2 + 20, bars.Height - 20), Seen(bars).Colour(bars.Width - 20, 20)));
    }

    [Theory]
    [InlineData(".webp")]
    [InlineData(".heic")]
    [InlineData(".avif")]
    [InlineData(".jpg")]
    public async Task Other_formats_become_baseline_jpegs(string extension)
    {
        var item = await _library.AcceptAsync(Samples.FromVips(extension, extension == ".jpg" ? "[interlace]" : ""));
        Assert.Contains(CheckFitness.Check(item, Placements.Feed), finding => finding.Fixable);

        var made = await _library.MakeAsync(item, s_scale);

        Assert.Equal(("image/jpeg", 640, 360, false), (made.ContentType, made.Width, made.Height, made.Details.Interlaced));
    }

    [Fact]
    public async Task Deep_grey_and_print_colours_become_srgb()
    {
        foreach (var pixels in new[] { "rgb48be", "gray16be" })
        {
            var made = await _library.MakeAsync(await _library.AcceptAsync(Samples.Quarters(400, 400, pixels)), s_scale);
            Assert.Equal("srgb", made.Details.ColourSpace);
            // Bright as before: yellow is light, red and blue are dark also in grey.
            Assert.True(Seen(made).At(300, 300).R > 200);
        }

        var print = await _library.AcceptAsync(Samples.Cmyk(Samples.Quarters(400, 400)));
        Assert.Equal("cmyk", print.Details.ColourSpace);
        var shown = await _library.MakeAsync(print, s_scale);
        Assert.Equal("srgb", shown.Details.ColourSpace);
        Assert.InRange(Seen(shown).At(100, 100).R, 180, 255);
    }

    [Fact]
    public async Task The_first_picture_of_a_gif_stands_for_it_where_pictures_are_taken()
    {
        var made = await _library.MakeAsync(await _library.AcceptAsync(Samples.Gif()), s_scale);

        Assert.Equal(("image/jpeg", MediaKind.Image, 320, 1), (made.ContentType, made.Kind, made.Width, made.Details.Frames));
    }

    [Fact]
    public async Task Quality_gives_way_until_the_file_is_small_enough_and_no_further()
    {
        var noise = await _library.AcceptAsync(Samples.Ffmpeg(["-f", "lavfi", "-i", "nullsrc=s=600x600,geq=random(1)*255:128:128,noise=alls=90:allf=t", "-frames:v", "1", "-c:v", "png", "-f", "image2"]));
        var free = await _library.MakeAsync(noise, s_scale);
        var tight = await _library.MakeAsync(noise, Within(free.Bytes * 2 / 3));
        var refusal = await _library.RefuseToMakeAsync(noise, Within(10_000));

        Assert.InRange(tight.Bytes, 10_000, free.Bytes * 2 / 3);
        Assert.Equal(MediaRefusal.NotFit, refusal.Code);
        Assert.EndsWith("a feed picture takes 9.77 KiB at most.", refusal.Sentence, StringComparison.Ordinal);

        static RenditionRecipe Within(long bytes) =>
            s_scale with { Spec = Placements.Feed with { Image = Placements.Feed.Image! with { MaxBytes = bytes } } };
    }

    [Fact]
    public async Task A_video_is_not_made_into_a_picture_nor_a_picture_into_a_video()
    {
        var video = await _library.AcceptAsync(Samples.Mp4("-t", "1"), "clip.mp4");
        var picture = await _library.AcceptAsync(Samples.Png(), "a.png");

        Assert.Equal("clip.mp4 is a video; a feed picture takes pictures only.", (await _library.RefuseToMakeAsync(video, s_scale)).Sentence);
        Assert.Equal("a.png is a picture; a reel takes videos only.", (await _library.RefuseToMakeAsync(picture, s_scale with { Spec = Placements.Reel })).Sentence);
    }

    private Pixels Seen(Rendition made) => Pixels.Of(_library.Files.PathOf(made.Sha256), made.Width);
}
