using System.Net;
using System.Text;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>What is no picture or video that could ever go out is refused where it is uploaded.</summary>
public sealed class RefusedUploadTests(IdleServer idle, Shelf shelf) : IClassFixture<IdleServer>
{
    public static TheoryData<string, HttpStatusCode, string, string> Uploads => new()
    {
        { "nothing", HttpStatusCode.BadRequest, "media_empty", "0 bytes arrived" },
        { "text", HttpStatusCode.UnsupportedMediaType, "media_type_not_supported", "a file of an unknown type" },
        { "a document", HttpStatusCode.UnsupportedMediaType, "media_type_not_supported", "a PDF document" },
        { "a bitmap", HttpStatusCode.UnsupportedMediaType, "media_type_not_supported", "a BMP image" },
        { "a drawing", HttpStatusCode.UnsupportedMediaType, "media_type_not_supported", "an SVG drawing" },
        { "a sound", HttpStatusCode.UnsupportedMediaType, "media_type_not_supported", "an MP3 sound file" },
        { "sound in a video file", HttpStatusCode.UnprocessableEntity, "media_no_picture", "only sound or data" },
        { "half a picture", HttpStatusCode.UnprocessableEntity, "media_damaged", "JPEG file is damaged or cut off" },
        { "half a video", HttpStatusCode.UnprocessableEntity, "media_damaged", "MP4 file is damaged or cut off" },
        { "a huge picture", HttpStatusCode.UnprocessableEntity, "media_too_many_pixels", "60000 × 60000, 3600 million pixels; 100 million are allowed" },
    };

    [Theory]
    [MemberData(nameof(Uploads))]
    public async Task What_is_no_picture_or_video_is_not_taken(string what, HttpStatusCode status, string code, string sentence)
    {
        using var content = new ByteArrayContent(BytesOf(what));

        var problem = await Problems.AssertAsync(
            idle.Server.Http.PostAsync("/api/v1/media?fileName=bread.jpg", content, TestContext.Current.CancellationToken), status, code, "file");

        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await idle.Server.GetAsync("/api/v1/media")).GetProperty("items").EnumerateArray());
    }

    private byte[] BytesOf(string what) => what switch
    {
        "nothing" => [],
        "text" => Encoding.UTF8.GetBytes("Fresh bread from seven o'clock on."),
        "a document" => Encoding.UTF8.GetBytes("%PDF-1.7\n1 0 obj\n"),
        "a bitmap" => [.. "BM"u8, .. new byte[64]],
        "a drawing" => Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        "a sound" => [.. "ID3"u8, .. new byte[64]],
        "sound in a video file" => Samples.SoundInMp4(),
        "half a picture" => Half(shelf.BytesOf("400x500.jpg")),
        "half a video" => Half(shelf.BytesOf("plain.mp4")),
        "a huge picture" => Samples.PngBomb(60_000, 60_000),
        _ => throw new ArgumentException(what),
    };

    private static byte[] Half(byte[] whole) => whole[..(whole.Length / 2)];
}
