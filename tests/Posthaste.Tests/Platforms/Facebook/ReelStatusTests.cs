using System.Text.Json;
using Posthaste.Platforms.Facebook;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>What the phases of a reel's status come to, as Meta's page and the field tell them (R-PUB-6).</summary>
public sealed class ReelStatusTests
{
    [Theory]
    [InlineData("{}", "Waiting")]
    [InlineData("""{"video_status":"upload_complete","uploading_phase":{"status":"complete"},"processing_phase":{"status":"not_started"},"publishing_phase":{"status":"not_started"}}""", "Waiting")]
    // Worked on before anybody asked for it to be published.
    [InlineData("""{"video_status":"ready","processing_phase":{"status":"complete"},"publishing_phase":{"status":"not_started"}}""", "Waiting")]
    [InlineData("""{"video_status":"processing","processing_phase":{"status":"in_progress"},"publishing_phase":{"status":"not_started"}}""", "AtWork")]
    [InlineData("""{"video_status":"processing","processing_phase":{"status":"complete"},"publishing_phase":{"status":"in_progress","publish_status":"published"}}""", "AtWork")]
    [InlineData("""{"video_status":"ready","processing_phase":{"status":"complete"},"publishing_phase":{"status":"complete","publish_status":"published"}}""", "Published")]
    [InlineData("""{"video_status":"ready","publishing_phase":{"status":"complete"}}""", "Published")]
    [InlineData("""{"video_status":"ready","publishing_phase":{"status":"complete","publish_status":"draft"}}""", "AtWork")]
    [InlineData("""{"video_status":"error","processing_phase":{"status":"error"},"publishing_phase":{"status":"complete","publish_status":"published"}}""", "Published")]
    [InlineData("""{"video_status":"error","processing_phase":{"status":"not_started"}}""", "Failed")]
    [InlineData("""{"video_status":"processing","processing_phase":{"status":"error"}}""", "Failed")]
    [InlineData("""{"video_status":"upload_failed"}""", "Failed")]
    [InlineData("""{"video_status":"expired"}""", "Expired")]
    public void The_phases_say_where_it_is(string status, string expected) => Assert.Equal(expected, Read(status).Place.ToString());

    [Theory]
    [InlineData("""{"processing_phase":{"status":"error","errors":[{"code":1363042,"message":"Too long."}]}}""", "Too long.")]
    [InlineData("""{"publishing_phase":{"status":"error","error":{"message":"See https://example.com/a?sig=1"}}}""", "See https://example.com/…")]
    [InlineData("""{"processing_phase":{"status":"error"}}""", null)]
    public void Why_it_failed_is_told_in_Facebooks_words(string status, string? expected) => Assert.Equal(expected, Read(status).Reason);

    [Theory]
    [InlineData("bytes_transferred", "50002", 50_002, false)]
    [InlineData("bytes_transfered", "50002", 50_002, false)]
    [InlineData("bytes_transferred", "\"50002\"", 50_002, false)]
    public void How_much_has_arrived_is_read_however_it_is_spelled(string name, string figure, long bytes, bool isUploaded)
    {
        var read = Read($$$"""{"uploading_phase":{"status":"in_progress","{{{name}}}":{{{figure}}} }}""");

        Assert.Equal((bytes, isUploaded), (read.Offset, read.IsUploaded));
    }

    [Theory]
    [InlineData("/reel/123/", "https://www.facebook.com/reel/123/")]
    [InlineData("https://www.facebook.com/reel/123/", "https://www.facebook.com/reel/123/")]
    [InlineData("//elsewhere.example/x", null)]
    public void Its_link_is_whole(string told, string? expected) =>
        Assert.Equal(expected, ReelStatus.Read(JsonElement.Parse($$"""{"permalink_url":"{{told}}"}"""), new FacebookOptions()).Link?.AbsoluteUri);

    private static ReelStatus Read(string status) => ReelStatus.Read(JsonElement.Parse($$"""{"status":{{status}}}"""), new FacebookOptions());
}
