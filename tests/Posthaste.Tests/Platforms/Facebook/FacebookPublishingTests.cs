using Posthaste.Platforms;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>Texts and pictures on their way through the adapter, against the sandbox's ledger of what really went live (R-PUB-6, R-PUB-9, R-ACC-5).</summary>
public sealed class FacebookPublishingTests : FacebookInSandbox
{
    [Fact]
    public async Task A_text_is_one_call_and_its_link_is_read_afterwards()
    {
        var run = await PublishedAsync(Text());

        Assert.Equal(["note_recent Advance", "publish Published", "permalink Found"], run.Log);
        var post = Assert.Single(await LiveAsync())!;
        Assert.Equal((run.RemoteIds["post"], "TEXT", "Fresh bread\n\n#bakery"), ((string)post["mediaId"]!, (string)post["mediaType"]!, (string)post["caption"]!));
        Assert.Contains("Fresh bread", await Http.GetStringAsync(run.Links["post"], Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bread at https://example.com/bread?day=1.\nhttps://example.com/rolls", "https://example.com/bread?day=1")]
    [InlineData("Bread", null)]
    public async Task The_first_address_in_a_text_gets_its_preview(string text, string? expected)
    {
        await PublishedAsync(Text(text, new PostOptions { LocationId = "110" }));

        var post = Assert.Single(await ItemsAsync("posts"))!;
        Assert.Equal((expected, "110"), ((string?)post["link"], (string?)post["place"]));
    }

    [Fact]
    public async Task Pictures_are_there_ahead_of_time_with_their_descriptions_and_one_call_remains()
    {
        var run = await Start(Pictures(Picture, TestJpeg.Make(1_080, 1_080, "another"))).GoAsync(until: "publish");
        Assert.Empty(await CallsAsync());
        Assert.Equal(["upload_photos Again", "upload_photos Again", "upload_photos Advance", "note_recent Advance"], run.Log);

        await run.GoAsync(from: "publish");

        Assert.Equal(run.RemoteIds["post"], await OnlyIdAsync());
        var photos = await ItemsAsync("photos");
        Assert.Equal(["Loaf 1", "Loaf 2"], photos.Select(photo => (string)photo!["altText"]!));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Picture)), (string?)photos[0]!["sha256"]);
        Assert.Equal(photos.Select(photo => (string)photo!["id"]!), Assert.Single(await ItemsAsync("posts"))!["photoIds"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task A_picture_whose_answer_is_lost_is_sent_again_and_the_first_is_in_no_post()
    {
        await OrderFaultAsync(new { kind = "reset", step = "create", when = "after" });

        var run = await PublishedAsync(Pictures(Picture));

        Assert.Equal(["upload_photos Unavailable", "upload_photos Again"], run.Log.Take(2));
        Assert.Equal([(string)(await ItemsAsync("photos"))[1]!["id"]!], Assert.Single(await ItemsAsync("posts"))!["photoIds"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task Pictures_that_lay_too_long_are_sent_anew()
    {
        var run = await Start(Pictures(Picture)).GoAsync(until: "publish");
        Time.Advance(TimeSpan.FromHours(21));

        await run.GoAsync(from: "publish");

        Assert.Equal(["publish Unavailable", "upload_photos Again", "upload_photos Advance", "note_recent Advance", "publish Published", "permalink Found"], run.Log.Skip(3));
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task A_file_that_Facebook_does_not_take_is_named()
    {
        var run = await PublishedAsync(Pictures(Picture, "no picture"u8.ToArray()));

        var error = Assert.IsType<StepResult.Rejected>(run.End).Error;
        Assert.Equal(("upload_photos", "mediaIds[1]", "324"), (run.EndedAt, error.Field, error.Code));
    }

    [Fact]
    public async Task A_repeat_of_a_text_is_refused_with_words_that_say_so()
    {
        await PublishedAsync(Text());

        var run = await PublishedAsync(Text());

        var error = Assert.IsType<StepResult.Rejected>(run.End).Error;
        Assert.Equal(("506", ErrorKind.FixContent, "(#506) Duplicate status message"), (error.Code, error.Kind, error.PlatformMessage));
        Assert.Single(await LiveAsync());
    }

    [Theory]
    [InlineData(190, 460, 400, typeof(StepResult.Unauthorized))]
    [InlineData(200, null, 403, typeof(StepResult.Unauthorized))]
    [InlineData(100, null, 400, typeof(StepResult.Rejected))]
    [InlineData(1609005, null, 400, typeof(StepResult.Rejected))]
    [InlineData(100, 33, 400, typeof(StepResult.Unknown))]
    [InlineData(1, null, 500, typeof(StepResult.Unknown))]
    [InlineData(4, null, 403, typeof(StepResult.Unknown))]
    [InlineData(368, null, 400, typeof(StepResult.Unknown))]
    [InlineData(506, null, 500, typeof(StepResult.Unknown))]
    public async Task Only_documented_refusals_of_the_publish_call_are_believed(int code, int? subcode, int status, Type expected)
    {
        var run = await Start(Text()).GoAsync(until: "publish");
        await OrderFaultAsync(new { kind = "error", step = "publish", when = "before", code, subcode, status, message = "No." });

        await run.GoAsync(from: "publish");

        Assert.IsType(expected, run.End);
    }

    [Fact]
    public async Task What_limits_the_Page_is_met_before_the_publish_call()
    {
        await SetPageAsync(new { usage = 100 });

        var run = await PublishedAsync(Text());

        var limited = Assert.IsType<StepResult.RateLimited>(run.End);
        Assert.Equal(("note_recent", Time.GetUtcNow().AddMinutes(5), 100), (run.EndedAt, limited.Until, limited.Trace.UsagePercent));
        Assert.Empty(await CallsAsync());
    }

    [Fact]
    public async Task Figures_are_read_and_a_post_is_taken_down_once()
    {
        var run = await PublishedAsync(Text());

        var read = await Platform.ReadMetricsAsync(Bakery, run.RemoteIds["post"], PostType.Text, Ct);

        Assert.Equal((12, 1, 3), (read.Value!.Likes, read.Value.Comments, read.Value.Insights["shares"]));
        Assert.IsType<DeleteResult.Deleted>(await Platform.DeleteAsync(Bakery, run.RemoteIds["post"], Ct));
        Assert.IsType<DeleteResult.AlreadyGone>(await Platform.DeleteAsync(Bakery, run.RemoteIds["post"], Ct));
    }

    [Fact]
    public async Task The_posts_of_a_stretch_of_time_are_listed_with_their_texts()
    {
        await PublishedAsync(Text("Before"));
        Time.Advance(TimeSpan.FromHours(1));
        var from = Time.GetUtcNow();
        var run = await PublishedAsync(Text("Bread & rolls"));
        Time.Advance(TimeSpan.FromHours(1));

        var list = await Platform.ListPostsAsync(Bakery, PostType.Text, from, Time.GetUtcNow(), Ct);

        Assert.True(list.Complete);
        var post = Assert.Single(list.Posts);
        Assert.Equal((run.RemoteIds["post"], "Bread & rolls"), (post.RemoteId, post.Caption));
    }

    [Fact]
    public async Task The_token_is_in_no_log_line()
    {
        await PublishedAsync(Pictures(Picture));
        await PublishedAsync(Reel());

        Assert.NotEmpty(LogLines);
        Assert.DoesNotContain(LogLines, line => line.Contains(PageToken, StringComparison.Ordinal));
    }
}
