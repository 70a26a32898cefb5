using Posthaste.Media;

namespace Posthaste.Tests.Media;

public sealed class MakeThumbnailTests : IDisposable
{
    private readonly MediaLibrary _library = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task A_thumbnail_is_a_small_upright_jpeg_without_metadata()
    {
        var item = await _library.AcceptAsync(Samples.WithExif(Samples.Jpeg(1600, 900), orientation: 6));

        var (bytes, seen) = await MakeAsync(item);

        Assert.Equal(("image/jpeg", 288, 512, "srgb"), (seen.ContentType, seen.Width, seen.Height, seen.Details.ColourSpace));
        Assert.Equal((1, false), (seen.Details.Orientation, seen.Details.Interlaced));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("SecretPhone"u8));
    }

    [Fact]
    public async Task A_small_picture_is_not_blown_up()
    {
        var (_, seen) = await MakeAsync(await _library.AcceptAsync(Samples.Png(100, 60)));

        Assert.Equal((100, 60), (seen.Width, seen.Height));
    }

    [Fact]
    public async Task A_video_shows_one_of_its_frames_upright()
    {
        var (bytes, seen) = await MakeAsync(await _library.AcceptAsync(Samples.TurnedMp4()));

        Assert.Equal(("image/jpeg", 288, 512), (seen.ContentType, seen.Width, seen.Height));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Lav"u8));
    }

    [Fact]
    public async Task Webm_gets_a_thumbnail_too()
    {
        var (_, seen) = await MakeAsync(await _library.AcceptAsync(Samples.WebM()));

        Assert.Equal((320, 180), (seen.Width, seen.Height));
    }

    [Fact]
    public async Task A_small_one_is_enough_to_recognise_it_by_and_a_fraction_of_the_bytes()
    {
        var item = await _library.AcceptAsync(Samples.WithExif(Samples.Jpeg(1600, 900), orientation: 6));

        var (bytes, seen) = await MakeAsync(item, ThumbnailSize.Small);

        Assert.Equal(("image/jpeg", 72, 128, "srgb"), (seen.ContentType, seen.Width, seen.Height, seen.Details.ColourSpace));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
        Assert.InRange(bytes.Length, 1, (await MakeAsync(item)).Bytes.Length / 3);
    }

    [Fact]
    public async Task A_video_has_a_small_one_too()
    {
        var (_, seen) = await MakeAsync(await _library.AcceptAsync(Samples.TurnedMp4()), ThumbnailSize.Small);

        Assert.Equal((72, 128), (seen.Width, seen.Height));
    }

    [Fact]
    public async Task A_thumbnail_is_made_once()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        var first = Assert.IsType<ThumbnailResult.Ready>(await _library.Thumbnail.RunAsync(item, ThumbnailSize.Normal, Ct));
        File.Delete(_library.Files.PathOf(item.Sha256)); // Without the original it could not be made again.

        Assert.Equal(first, await _library.Thumbnail.RunAsync(item, ThumbnailSize.Normal, Ct));
    }

    [Fact]
    public async Task Without_the_original_there_is_none()
    {
        var item = await _library.AcceptAsync(Samples.Jpeg());
        File.Delete(_library.Files.PathOf(item.Sha256));

        Assert.IsType<ThumbnailResult.NotFound>(await _library.Thumbnail.RunAsync(item, ThumbnailSize.Normal, Ct));
        Assert.IsType<ThumbnailResult.NotFound>(await _library.Thumbnail.RunAsync(item, ThumbnailSize.Small, Ct));
    }

    [Fact]
    public async Task A_damaged_original_is_a_refusal_and_leaves_nothing()
    {
        var item = await _library.AcceptAsync(Samples.Mp4());
        await File.WriteAllTextAsync(_library.Files.PathOf(item.Sha256), "bit rot", Ct);

        var refused = Assert.IsType<ThumbnailResult.Refused>(await _library.Thumbnail.RunAsync(item, ThumbnailSize.Normal, Ct));

        Assert.Equal(MediaRefusal.Damaged, refused.Refusal.Code);
        Assert.Equal(refused, await _library.Thumbnail.RunAsync(item, ThumbnailSize.Small, Ct));
        Assert.Single(_library.FilesOnDisk());
    }

    /// <summary>The thumbnail, and how the library itself sees it when it is uploaded.</summary>
    private async Task<(byte[] Bytes, MediaItem Seen)> MakeAsync(MediaItem item, ThumbnailSize size = ThumbnailSize.Normal)
    {
        var ready = Assert.IsType<ThumbnailResult.Ready>(await _library.Thumbnail.RunAsync(item, size, Ct));
        var bytes = await File.ReadAllBytesAsync(ready.Path, Ct);
        return (bytes, await _library.AcceptAsync(bytes));
    }
}
