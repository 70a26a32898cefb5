using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>R-MED-2: what a network does not take as it is goes out made fit, and what was approved is what is fetched.</summary>
public sealed class MadeFitTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;
    private Guid _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Media:VideoPreset"] = "ultrafast" });
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { videoProcessingSeconds = 0.2 }, Ct));
        _channel = await _server.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_transparent_PNG_goes_out_as_a_JPEG_on_the_background_chosen()
    {
        var png = Samples.Ffmpeg(["-f", "lavfi", "-i", "color=red:s=1080x1080,format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,540),0,255)'", "-frames:v", "1", "-c:v", "png", "-f", "image2"]);

        var sent = await PublishAsync("image", await _server.UploadAsync(png, "logo.png"), new { background = "#102080" });

        Assert.Equal(("image/jpeg", 1080, 1080), (sent.ContentType, sent.Width, sent.Height));
        Assert.Equal(("navy", "red"), (sent.Shows().Colour(200, 500), sent.Shows().Colour(900, 500)));
    }

    [Fact]
    public async Task A_photo_of_20_megapixels_on_its_side_goes_out_upright_padded_and_without_its_place()
    {
        var photo = Samples.WithExif(Samples.Quarters(5477, 3652, "yuvj420p", "mjpeg"), orientation: 6);

        var sent = await PublishAsync("image", await _server.UploadAsync(photo, "IMG_1.jpg"), new { fit = "pad" });

        Assert.Equal((1440, 1800), (sent.Width, sent.Height));
        Assert.Equal((-1, -1), (sent.Bytes.AsSpan().IndexOf("Exif"u8), sent.Bytes.AsSpan().IndexOf("SecretPhone"u8)));
        Assert.Equal(("white", "blue", "lime"), (sent.Shows().Colour(2, 900), sent.Shows().Colour(300, 300), sent.Shows().Colour(1100, 1500)));
    }

    [Theory]
    [InlineData(".webp", "")]
    [InlineData(".heic", "[compression=hevc]")]
    [InlineData(".avif", "[compression=av1]")]
    [InlineData(".gif", "")]
    public async Task A_picture_of_another_format_goes_out_as_a_JPEG(string extension, string options)
    {
        var sent = await PublishAsync("image", await _server.UploadAsync(Samples.FromVips(extension, options), "picture" + extension), null);

        Assert.Equal(("image/jpeg", 640, 360), (sent.ContentType, sent.Width, sent.Height));
    }

    [Fact]
    public async Task An_animated_GIF_goes_out_as_a_reel_long_enough()
    {
        var gif = Samples.Ffmpeg(["-f", "lavfi", "-i", Samples.QuartersSource(320, 568, 10), "-t", "1.2", "-f", "gif"]);

        var sent = await PublishAsync("reel", await _server.UploadAsync(gif, "dance.gif"), null);

        Assert.Equal(("video/mp4", 320, 568), (sent.ContentType, sent.Width, sent.Height));
        Assert.Equal(("red", "yellow"), (sent.Shows(atSecond: 2.5).Colour(80, 140), sent.Shows(atSecond: 2.5).Colour(240, 420)));
    }

    [Fact]
    public async Task A_clip_in_HEVC_that_is_too_wide_goes_out_as_a_reel_of_the_width_taken_with_its_cover()
    {
        var clip = Samples.Ffmpeg(["-f", "lavfi", "-i", Samples.QuartersSource(2560, 1440, 24) + ",format=yuv420p,trim=end_frame=1,loop=74:1", "-f", "lavfi", "-i", "sine=440", "-t", "3.1",
            "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p", "-c:a", "aac", "-tag:v", "hvc1", "-f", "mp4"]);
        var cover = await _server.UploadAsync(Samples.Quarters(1080, 1920), "cover.png");

        var sent = await PublishAsync("reel", await _server.UploadAsync(clip, "clip.mp4"), null, new { coverMediaId = cover });

        Assert.Equal(("video/mp4", 1920, 1080), (sent.ContentType, sent.Width, sent.Height));
        Assert.Equal(("red", "yellow"), (sent.Shows(atSecond: 1).Colour(400, 200), sent.Shows(atSecond: 1).Colour(1500, 900)));
        Assert.Equal(2, sent.OfPost.GetArrayLength());
        Assert.Equal((true, "image/jpeg"), (sent.OfPost[1].GetProperty("cover").GetBoolean(), sent.OfPost[1].GetProperty("contentType").GetString()));
        Assert.Equal(await BytesOfAsync(sent.OfPost[1]), await _server.SandboxHttp.GetByteArrayAsync($"/images/{(await LedgerAsync()).GetProperty("mediaId").GetString()}.jpg", Ct));
    }

    [Fact]
    public async Task A_picture_of_an_odd_shape_goes_out_padded_or_as_the_part_that_was_chosen()
    {
        var banner = await _server.UploadAsync(Samples.Quarters(3000, 600), "banner.png");

        var padded = await PublishAsync("image", banner, new { fit = "pad", aspect = "1:1", background = "#000000" });
        var cut = await PublishAsync("image", banner, new { fit = "crop", crop = new { x = 0.4, y = 0.0, width = 0.2, height = 1.0 } });

        Assert.Equal((1440, 1440), (padded.Width, padded.Height));
        Assert.Equal(("black", "red", "yellow", "black"), (padded.Shows().Colour(700, 200), padded.Shows().Colour(300, 650), padded.Shows().Colour(1100, 800), padded.Shows().Colour(700, 1200)));
        Assert.Equal((600, 600), (cut.Width, cut.Height));
        Assert.Equal(("red", "lime", "blue", "yellow"), (cut.Shows().Colour(100, 100), cut.Shows().Colour(500, 100), cut.Shows().Colour(100, 500), cut.Shows().Colour(500, 500)));
        Assert.NotEqual(padded.Sha256, cut.Sha256);
    }

    [Fact]
    public async Task Where_the_workspace_wants_it_what_has_the_wrong_shape_is_cut_without_being_asked_for()
    {
        await SetPolicyAsync("crop");

        var sent = await PublishAsync("image", await _server.UploadAsync(Samples.Jpeg(600, 1200), "tall.jpg"), null);

        Assert.Equal((600, 750), (sent.Width, sent.Height));
    }

    [Fact]
    public async Task Another_policy_after_the_post_was_signed_changes_nothing_that_goes_out()
    {
        await SetPolicyAsync("pad");
        var id = await CreateAsync("image", await _server.UploadAsync(Samples.Quarters(600, 1200), "tall.png"), null, null);
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{id}/schedule", new { at = TimeProvider.System.GetUtcNow().AddHours(2) }, Ct));

        await SetPolicyAsync("crop");
        var sent = await PublishAsync(id);

        Assert.Equal((960, 1200), (sent.Width, sent.Height));
        Assert.Equal("white", sent.Shows().Colour(20, 600));
    }

    [Fact]
    public async Task What_a_network_takes_goes_out_byte_for_byte()
    {
        var picture = Samples.Jpeg(1080, 1080);

        var sent = await PublishAsync("image", await _server.UploadAsync(picture), null);

        Assert.Equal(picture, sent.Bytes);
        Assert.Equal(JsonValueKind.Null, sent.OfPost[0].GetProperty("renditionId").ValueKind);
    }

    private async Task SetPolicyAsync(string policy) => await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { mediaPolicy = policy }, Ct));

    private async Task<Guid> CreateAsync(string type, Guid media, object? fit, object? options)
    {
        var body = new { type, channelIds = new[] { _channel }, mediaIds = new[] { media }, mediaFits = new[] { fit }, caption = "Fresh bread", options = options ?? new { } };
        return (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();
    }

    private async Task<Sent> PublishAsync(string type, Guid media, object? fit, object? options = null) => await PublishAsync(await CreateAsync(type, media, fit, options));

    private async Task<Sent> PublishAsync(Guid id)
    {
        await Crash.Eventually.TrueAsync(async () =>
        {
            var answer = await _server.Http.PostAsync($"/api/v1/posts/{id}/publish-now", null, Ct);
            if (answer.IsSuccessStatusCode) return true;
            await Problems.AssertAsync(answer, System.Net.HttpStatusCode.Conflict, "media_preparing");
            return false;
        }, "the media is fit", () => id.ToString());
        JsonElement job = default;
        await Crash.Eventually.TrueAsync(async () =>
        {
            job = (await _server.GetAsync($"/api/v1/posts/{id}/jobs")).GetProperty("items")[0];
            return job.GetProperty("state").GetString() is "published" or "needs_attention";
        }, "the job has come to an end", () => job.ToString());
        Assert.True(job.GetProperty("state").GetString() == "published", job.ToString());

        var files = (await _server.GetAsync($"/api/v1/posts/{id}")).GetProperty("files");
        var bytes = await BytesOfAsync(files[0]);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        // The ledger's own hash of what the network has fetched.
        Assert.Contains(sha256, (await LedgerAsync()).GetProperty("mediaSha256s").EnumerateArray().Select(hash => hash.GetString()));
        return new Sent(bytes, sha256, files);
    }

    /// <summary>Of the post that went live last.</summary>
    private async Task<JsonElement> LedgerAsync() =>
        (await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("posts").EnumerateArray().Last();

    private Task<byte[]> BytesOfAsync(JsonElement file)
    {
        var media = file.GetProperty("mediaId").GetGuid();
        return _server.Http.GetByteArrayAsync(file.GetProperty("renditionId").ValueKind == JsonValueKind.Null
            ? $"/api/v1/media/{media}/content"
            : $"/api/v1/media/{media}/renditions/{file.GetProperty("renditionId").GetGuid()}/content", Ct);
    }

    private sealed record Sent(byte[] Bytes, string Sha256, JsonElement OfPost)
    {
        public string? ContentType => OfPost[0].GetProperty("contentType").GetString();

        public int Width => OfPost[0].GetProperty("width").GetInt32();

        public int Height => OfPost[0].GetProperty("height").GetInt32();

        public Pixels Shows(double atSecond = 0)
        {
            var path = Path.Combine(Path.GetTempPath(), $"posthaste-sent-{Guid.NewGuid():N}");
            File.WriteAllBytes(path, Bytes);
            try
            {
                return Pixels.Of(path, Width, atSecond);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
