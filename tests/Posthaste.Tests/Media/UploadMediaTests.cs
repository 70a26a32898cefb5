using Posthaste.Media;

namespace Posthaste.Tests.Media;

public sealed class UploadMediaTests : IDisposable
{
    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task A_jpeg_is_taken_with_its_size_type_and_hash()
    {
        var jpeg = Samples.Jpeg();

        var item = await _library.AcceptAsync(jpeg, "holiday.jpg");

        Assert.Equal("image/jpeg", item.ContentType);
        Assert.Equal((MediaKind.Image, 640, 360, "jpeg"), (item.Kind, item.Width, item.Height, item.Codec));
        Assert.Equal(jpeg.Length, item.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(jpeg)), item.Sha256);
        Assert.Equal(jpeg, await File.ReadAllBytesAsync(_library.Files.PathOf(item.Sha256), Ct));
        Assert.Equal(("srgb", false, false, 1), (item.Details.ColourSpace, item.Details.Interlaced, item.Details.HasAlpha, item.Details.Frames));
        Assert.Equal(item, await _library.Store.FindAsync(_library.Workspace, item.Id, Ct));
        Assert.Equal([$"media/{item.Sha256[..2]}/{item.Sha256[2..4]}/{item.Sha256}"], _library.FilesOnDisk());
    }

    [Fact]
    public async Task A_png_called_jpg_is_a_png()
    {
        var item = await _library.AcceptAsync(Samples.Png(), "really.jpg");

        Assert.Equal(("image/png", "really.png"), (item.ContentType, item.FileName));
    }

    [Theory]
    [InlineData(".webp", "image/webp", "webp")]
    [InlineData(".heic", "image/heic", "hevc")]
    [InlineData(".avif", "image/avif", "av1")]
    public async Task Modern_image_formats_are_taken(string extension, string contentType, string codec)
    {
        var item = await _library.AcceptAsync(Samples.FromVips(extension));

        Assert.Equal((contentType, codec, 640, 360), (item.ContentType, item.Codec, item.Width, item.Height));
    }

    [Fact]
    public async Task A_progressive_jpeg_and_an_animated_gif_are_noticed()
    {
        var jpeg = await _library.AcceptAsync(Samples.FromVips(".jpg", "[interlace]"));
        var gif = await _library.AcceptAsync(Samples.Gif());

        Assert.True(jpeg.Details.Interlaced);
        Assert.Equal(("image/gif", 5, 180), (gif.ContentType, gif.Details.Frames, gif.Height));
    }

    [Theory]
    [InlineData(1, 640, 360)]
    [InlineData(3, 640, 360)]
    [InlineData(6, 360, 640)]
    [InlineData(8, 360, 640)]
    public async Task Width_and_height_are_those_of_the_upright_picture(int orientation, int width, int height)
    {
        var item = await _library.AcceptAsync(Samples.WithExif(Samples.Jpeg(), (ushort)orientation));

        Assert.Equal((width, height, orientation), (item.Width, item.Height, item.Details.Orientation));
    }

    [Fact]
    public async Task A_video_is_taken_with_length_rate_and_codecs()
    {
        var item = await _library.AcceptAsync(Samples.Mp4("-movflags", "+faststart"));

        Assert.Equal(("video/mp4", MediaKind.Video, 640, 360, "h264"), (item.ContentType, item.Kind, item.Width, item.Height, item.Codec));
        Assert.InRange(item.DurationMs!.Value, 1_950, 2_100);
        Assert.Equal((30.0, "yuv420p", "progressive", 0), (item.Details.FrameRate, item.Details.PixelFormat, item.Details.FieldOrder, item.Details.Rotation));
        Assert.Equal(("aac", 44_100, 1), (item.Details.AudioCodec, item.Details.AudioSampleRate, item.Details.AudioChannels));
        Assert.True(item.Details.MoovFirst);
        Assert.True(item.Details.BitRate > 1000);
    }

    [Fact]
    public async Task A_video_with_its_index_at_the_end_says_so()
    {
        Assert.False((await _library.AcceptAsync(Samples.Mp4())).Details.MoovFirst);
    }

    [Fact]
    public async Task A_turned_video_is_as_high_as_it_is_shown()
    {
        var item = await _library.AcceptAsync(Samples.TurnedMp4());

        Assert.Equal((360, 640), (item.Width, item.Height));
        Assert.Contains(item.Details.Rotation!.Value, new[] { 90, 270 });
    }

    [Fact]
    public async Task Quicktime_and_webm_are_taken()
    {
        var mov = await _library.AcceptAsync(Samples.Mov());
        var webm = await _library.AcceptAsync(Samples.WebM());

        Assert.Equal(("video/quicktime", "mpeg4"), (mov.ContentType, mov.Codec));
        Assert.Equal(("video/webm", "vp8", 1000L, null), (webm.ContentType, webm.Codec, webm.DurationMs, webm.Details.AudioCodec));
    }

    [Fact]
    public async Task Other_files_are_refused_by_what_they_are()
    {
        var refusal = await _library.RefuseAsync([.. "%PDF-1.7 and more"u8]);

        Assert.Equal(MediaRefusal.TypeNotSupported, refusal.Code);
        Assert.StartsWith("This is a PDF document.", refusal.Sentence, StringComparison.Ordinal);
        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task A_video_without_a_picture_is_refused()
    {
        Assert.Equal(MediaRefusal.NoPicture, (await _library.RefuseAsync(Samples.SoundInMp4())).Code);
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".gif")]
    [InlineData(".heic")]
    public async Task An_image_that_lost_its_end_is_refused_and_leaves_nothing(string extension)
    {
        var whole = Samples.FromVips(extension);

        var refusal = await _library.RefuseAsync(whole[..(whole.Length * 2 / 3)]);

        Assert.Equal(MediaRefusal.Damaged, refusal.Code);
        Assert.Empty(_library.FilesOnDisk());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_video_that_lost_its_end_is_refused(bool indexFirst)
    {
        var whole = indexFirst ? Samples.Mp4("-movflags", "+faststart") : Samples.Mp4();

        Assert.Equal(MediaRefusal.Damaged, (await _library.RefuseAsync(whole[..^5000])).Code);
    }

    [Fact]
    public async Task A_small_file_with_a_giant_picture_is_refused_before_it_is_decoded()
    {
        var refusal = await _library.RefuseAsync(Samples.PngBomb(30_000, 20_000));

        Assert.Equal(MediaRefusal.TooManyPixels, refusal.Code);
        Assert.Equal("This picture is 30000 × 20000, 600 million pixels; 100 million are allowed.", refusal.Sentence);
        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task An_upload_cut_short_is_refused_and_leaves_nothing()
    {
        var jpeg = Samples.Jpeg();

        var refusal = await _library.RefuseAsync(jpeg[..^1], declared: jpeg.Length);
        var tiny = await _library.RefuseAsync([0xFF, 0xD8], declared: jpeg.Length);
        var none = await _library.RefuseAsync([], declared: jpeg.Length);

        Assert.All([refusal, tiny, none], each => Assert.Equal(MediaRefusal.Incomplete, each.Code));
        Assert.StartsWith("The upload broke off: 0 of ", none.Sentence, StringComparison.Ordinal);
        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task A_sender_that_fails_midway_leaves_nothing()
    {
        var upload = new Upload { WorkspaceId = _library.Workspace, Content = new BreakingStream(Samples.Jpeg()) };

        await Assert.ThrowsAsync<IOException>(() => _library.Upload.RunAsync(upload, Ct));

        Assert.Empty(_library.FilesOnDisk());
    }

    [Fact]
    public async Task An_empty_upload_is_refused()
    {
        Assert.Equal(MediaRefusal.Empty, (await _library.RefuseAsync([])).Code);
        Assert.Equal(MediaRefusal.Empty, (await _library.RefuseAsync([], declared: 0)).Code);
    }

    [Fact]
    public async Task Too_large_a_file_is_refused_announced_or_not()
    {
        using var small = new MediaLibrary(new MediaOptions { MaxImageBytes = 10_240 });
        var jpeg = Samples.Jpeg();

        var announced = await small.RefuseAsync(jpeg, declared: 12L << 20);
        var found = await small.RefuseAsync(jpeg);

        Assert.Equal((MediaRefusal.TooLarge, "This image has 12 MiB; 10 KiB are allowed."), (announced.Code, announced.Sentence));
        Assert.Equal((MediaRefusal.TooLarge, "This image has more than the 10 KiB that are allowed."), (found.Code, found.Sentence));
        Assert.Empty(small.FilesOnDisk());
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_item_and_one_file()
    {
        var jpeg = Samples.Jpeg();
        var first = Assert.IsType<UploadResult.Accepted>(await _library.UploadAsync(jpeg, "one.jpg"));

        var second = Assert.IsType<UploadResult.Accepted>(await _library.UploadAsync(jpeg, "two.jpg"));
        var elsewhere = Assert.IsType<UploadResult.Accepted>(await _library.UploadAsync(jpeg, "three.jpg", workspace: Guid.NewGuid()));

        Assert.Equal((false, true, false), (first.AlreadyThere, second.AlreadyThere, elsewhere.AlreadyThere));
        Assert.Equal(first.Item, second.Item);
        Assert.NotEqual(first.Item.Id, elsewhere.Item.Id);
        Assert.Single(_library.FilesOnDisk());
    }

    [Fact]
    public async Task Uploading_again_mends_a_file_that_was_damaged_on_disk()
    {
        var jpeg = Samples.Jpeg();
        var item = await _library.AcceptAsync(jpeg);
        await File.WriteAllTextAsync(_library.Files.PathOf(item.Sha256), "bit rot", Ct);

        await _library.AcceptAsync(jpeg);

        Assert.Equal(jpeg, await File.ReadAllBytesAsync(_library.Files.PathOf(item.Sha256), Ct));
    }

    [Fact]
    public async Task A_missing_tool_is_named_with_the_package_that_brings_it()
    {
        using var bare = new MediaLibrary(new MediaOptions { VipsHeader = "posthaste-no-such-tool", Ffprobe = "posthaste-no-such-probe" });

        var image = await bare.RefuseAsync(Samples.Jpeg());
        var video = await bare.RefuseAsync(Samples.Mp4());

        Assert.Equal(MediaRefusal.ToolsMissing, image.Code);
        Assert.EndsWith("posthaste-no-such-tool is not installed; apt-get install libvips-tools.", image.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("posthaste-no-such-probe is not installed; apt-get install ffmpeg.", video.Sentence, StringComparison.Ordinal);
        Assert.Empty(bare.FilesOnDisk());
    }

    /// <summary>Gives half of its bytes and then fails, as a client's connection does.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes, 0, bytes.Length / 2)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var length ? length : throw new IOException("The client is gone.");
    }
}
