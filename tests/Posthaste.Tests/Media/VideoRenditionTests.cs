using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

public sealed class VideoRenditionTests : IDisposable
{
    private static readonly RenditionRecipe s_scale = new() { Spec = Placements.Reel };

    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task A_4k_hevc_clip_in_hdr_becomes_h264_with_ordinary_colours_and_says_how_far_it_is()
    {
        var item = await _library.AcceptAsync(Samples.Ffmpeg([
            "-f", "lavfi", "-i", Samples.QuartersSource(3840, 2160, 24) + ",scale=out_color_matrix=bt2020", "-f", "lavfi", "-i", "sine=440:sample_rate=48000",
            "-t", "1", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le",
            "-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc", "-c:a", "aac", "-f", "mp4"]), "clip.mp4");
        Assert.Equal(("hevc", 3840, "yuv420p10le", "arib-std-b67"), (item.Codec, item.Width, item.Details.PixelFormat, item.Details.ColourTransfer));
        Assert.Contains(FitnessRule.Hdr, CheckFitness.Check(item, Placements.Reel).Select(finding => finding.Rule));
        var shares = new Recorder();

        var made = Assert.IsType<RenditionResult.Ready>(await _library.Make.RunAsync(item, s_scale, shares, Ct)).Rendition;

        Assert.Equal(("video/mp4", "h264", 640, 360, "yuv420p", 24.0), (made.ContentType, made.Codec, made.Width, made.Height, made.Details.PixelFormat, made.Details.FrameRate));
        Assert.Equal((true, false, "aac", "bt709"), (made.Details.MoovFirst, made.Details.EditList, made.Details.AudioCodec, made.Details.ColourTransfer));
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.9, 1.0);
        var (r, g, b) = Seen(made).At(100, 100);
        Assert.True(r > 150 && g < 100 && b < 100, $"({r}, {g}, {b})");
    }

    [Fact]
    public async Task A_gif_becomes_a_video_in_its_loop_that_is_long_enough()
    {
        var gif = await _library.AcceptAsync(Samples.Ffmpeg([
            "-f", "lavfi", "-t", "0.4", "-i", Samples.QuartersSource(200, 100, 10),
            "-filter_complex", "[0]colorkey=lime:0.1:0,split[a][b];[a]palettegen=reserve_transparent=1[p];[b][p]paletteuse", "-f", "gif"]), "party.gif");
        Assert.Equal((4, 400L), (gif.Details.Frames, gif.Details.AnimationMs));
        var finding = Assert.Single(CheckFitness.Check(gif, Placements.Reel));
        Assert.Equal((FitnessRule.Kind, "party.gif is a picture; a reel takes videos only.", true), (finding.Rule, finding.Message, finding.Fixable));

        var made = await _library.MakeAsync(gif, s_scale with { Background = new RgbColour(16, 32, 128) });

        Assert.Equal((MediaKind.Video, "h264", 200, 100, 30.0), (made.Kind, made.Codec, made.Width, made.Height, made.Details.FrameRate));
        Assert.InRange(made.DurationMs!.Value, 1_200, 1_260);
        Assert.Equal(("red", "navy", "blue", "yellow"), (Seen(made).Colour(50, 25), Seen(made).Colour(150, 25), Seen(made).Colour(50, 75), Seen(made).Colour(150, 75)));
        Assert.Equal("navy", Seen(made, 1.1).Colour(150, 25));
    }

    [Fact]
    public async Task A_turned_video_is_cropped_and_padded_as_it_is_shown()
    {
        var item = await _library.AcceptAsync(Samples.Turned(Samples.Ffmpeg([
            "-f", "lavfi", "-i", Samples.QuartersSource(320, 180, 30), "-t", "1", "-pix_fmt", "yuv444p", "-c:v", "libx264", "-qp", "5", "-f", "mp4"])));
        Assert.Equal((180, 320), (item.Width, item.Height));
        var whole = Seen(await _library.MakeAsync(item, s_scale));

        var part = await _library.MakeAsync(item, s_scale with { Fit = RenditionFit.Crop, Crop = new CropRectangle(0, 0, 1, 0.5) });
        var bars = await _library.MakeAsync(item, s_scale with { Fit = RenditionFit.Pad, Aspect = new Aspect(1, 1), Background = new RgbColour(0, 0, 0) });

        Assert.Equal((180, 160, 0), (part.Width, part.Height, part.Details.Rotation));
        Assert.Equal((whole.Colour(40, 80), whole.Colour(140, 80)), (Seen(part).Colour(40, 150), Seen(part).Colour(140, 150)));
        Assert.NotEqual(whole.Colour(40, 80), whole.Colour(140, 80));
        Assert.Equal((320, 320), (bars.Width, bars.Height));
        Assert.Equal(("black", whole.Colour(20, 20), whole.Colour(160, 20), "black"), (Seen(bars).Colour(30, 20), Seen(bars).Colour(95, 20), Seen(bars).Colour(225, 20), Seen(bars).Colour(290, 20)));
    }

    [Fact]
    public async Task Place_and_device_are_left_out()
    {
        var item = await _library.AcceptAsync(Samples.Mp4("-t", "1", "-metadata", "location=+48.2085+016.3721/", "-metadata", "comment=SecretPhone"));
        Assert.True(item.Details.HasLocation);
        Assert.Contains(CheckFitness.Check(item, Placements.Reel), finding => finding is { Rule: FitnessRule.Location, Blocks: false });

        var made = await _library.MakeAsync(item, s_scale);

        Assert.False(made.Details.HasLocation);
        var bytes = await File.ReadAllBytesAsync(_library.Files.PathOf(made.Sha256), Ct);
        Assert.Equal((-1, -1), (bytes.AsSpan().IndexOf("SecretPhone"u8), bytes.AsSpan().IndexOf("+48.2"u8)));
    }

    [Fact]
    public async Task Rate_size_and_sound_come_within_the_limits()
    {
        var loud = await _library.AcceptAsync(Samples.Ffmpeg([
            "-f", "lavfi", "-i", "testsrc2=s=640x360:r=120,noise=alls=60:allf=t", "-f", "lavfi", "-i", "anoisesrc=r=96000:c=white", "-t", "2",
            "-c:v", "libx264", "-preset", "ultrafast", "-qp", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "6", "-b:a", "400k", "-f", "mp4"]));
        var wrong = CheckFitness.Check(loud, Placements.Reel).Where(finding => finding.Blocks).Select(finding => finding.Rule).ToList();
        string[] expected = [FitnessRule.Bytes, FitnessRule.FrameRateHigh, FitnessRule.BitRate, FitnessRule.AudioSampleRate, FitnessRule.AudioChannels, FitnessRule.AudioBitRate];
        Assert.All(expected, rule => Assert.Contains(rule, wrong));

        var made = await _library.MakeAsync(loud, s_scale);

        Assert.Equal((60.0, 48_000, 2), (made.Details.FrameRate, made.Details.AudioSampleRate, made.Details.AudioChannels));
        Assert.InRange(made.Bytes, 100_000, 1 << 20);
        Assert.InRange(made.Details.BitRate!.Value, 500_000, 2_500_000);
        Assert.InRange(made.DurationMs!.Value, 1_950, 2_060);
    }

    [Fact]
    public async Task A_video_that_is_too_long_is_refused_and_never_cut()
    {
        var item = await _library.AcceptAsync(Samples.Mp4("-t", "2"), "talk.mp4");
        var spec = Placements.Reel with { Video = Placements.Reel.Video! with { MaxDuration = TimeSpan.FromSeconds(1.5) } };

        var refusal = await _library.RefuseToMakeAsync(item, s_scale with { Spec = spec });

        Assert.Equal(MediaRefusal.NotFit, refusal.Code);
        Assert.Matches(@"^talk\.mp4 lasts 2(\.\d+)? seconds; a reel takes 1\.5 seconds at most\. Cut it\.$", refusal.Sentence);
    }

    [Fact]
    public async Task What_no_quality_can_make_small_enough_is_refused_before_it_is_tried()
    {
        var item = await _library.AcceptAsync(Samples.Mp4("-t", "2"));
        var spec = Placements.Reel with { Video = Placements.Reel.Video! with { MaxBytes = 20_000 } };

        var refusal = await _library.RefuseToMakeAsync(item, s_scale with { Spec = spec });

        Assert.Equal((MediaRefusal.NotFit, true), (refusal.Code, refusal.Sentence.Contains("19.54 KiB", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Work_that_nobody_waits_for_is_ended_and_leaves_nothing()
    {
        using var library = new MediaLibrary(new MediaOptions { VideoPreset = "veryslow", TranscodesAtOnce = 1 });
        var item = await library.AcceptAsync(Samples.Ffmpeg([
            "-f", "lavfi", "-i", "testsrc2=s=640x640:r=60,noise=alls=40:allf=t", "-t", "4", "-c:v", "mpeg4", "-q:v", "2", "-f", "mp4"]));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => library.Make.RunAsync(item, s_scale, new Doing(_ => cancel.Cancel()), cancel.Token));

        // The only place for long work is free again, so its process has ended; what it wrote is gone.
        Assert.True(Assert.IsType<DecodeResult.Decoded>(await library.Decode.RunAsync(item, null, Ct)).Item.Details.Decodes);
        Assert.Empty(await library.Store.ListRenditionsAsync(item.Id, Ct));
        Assert.Single(library.FilesOnDisk());
    }

    [Fact]
    public async Task Every_group_of_pictures_is_closed_and_begins_with_a_picture_of_its_own()
    {
        var made = await _library.MakeAsync(await _library.AcceptAsync(Samples.Mp4("-t", "3")), s_scale);

        // Slices of type 5 (IDR) at every key, and no key without one: an open group would start with type 1.
        var types = Samples.NalTypesOfKeys(_library.Files.PathOf(made.Sha256));
        Assert.True(types.Count >= 2);
        Assert.All(types, type => Assert.Equal(5, type));
    }

    private Pixels Seen(Rendition made, double atSecond = 0) => Pixels.Of(_library.Files.PathOf(made.Sha256), made.Width, atSecond);

    private sealed class Doing(Action<double> act) : IProgress<double>
    {
        public void Report(double value) => act(value);
    }

    private sealed class Recorder : List<double>, IProgress<double>
    {
        public void Report(double value) => Add(value);
    }
}
