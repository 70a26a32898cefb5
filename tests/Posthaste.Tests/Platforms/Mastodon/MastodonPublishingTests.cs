using Posthaste.Platforms;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Mastodon;

/// <summary>Posts on their way through the adapter, against the sandbox's ledger of what really went live (R-PUB-6, R-PUB-9, R-ACC-5).</summary>
public sealed class MastodonPublishingTests : MastodonInSandbox
{
    [Fact]
    public async Task A_text_is_one_call_and_its_answer_tells_where_it_is()
    {
        var run = await PublishedAsync(Text());

        Assert.Equal(["read_server Advance", "publish Published"], run.Log);
        var post = Assert.Single(await LiveAsync())!;
        Assert.Equal((run.RemoteIds["post"], "TEXT", "Fresh bread\n\n#bakery"), ((string)post["mediaId"]!, (string)post["mediaType"]!, (string)post["caption"]!));
    }

    [Fact]
    public async Task Pictures_are_there_ahead_of_time_with_their_descriptions()
    {
        var run = await Start(Pictures(Picture, TestJpeg.Make(1_080, 1_080, "another"))).GoAsync(until: "publish");
        Assert.Empty(await LiveAsync());
        Assert.Equal(["read_server Advance", "upload Again", "upload Again", "upload Advance", "process Advance"], run.Log);

        await run.GoAsync(from: "publish");

        Assert.Equal(run.RemoteIds["post"], (string?)Assert.Single(await LiveAsync())!["mediaId"]);
        var files = await FilesAsync();
        Assert.Equal(["Loaf 1", "Loaf 2"], files.Select(file => (string)file!["description"]!));
        Assert.Equal([Picture.Length], files.Take(1).Select(file => (int)file!["bytes"]!));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Picture)), (string?)files[0]!["sha256"]);
    }

    [Fact]
    public async Task A_video_is_waited_for_while_the_server_works_on_it()
    {
        await SetMastodonAsync(new { videoProcessingSeconds = 5 });

        var run = await PublishedAsync(Video(TestMp4.Make(seconds: 5, bytes: 3_000_000)));

        Assert.Equal(["process Wait", "process Wait", "process Wait", "process Again", "process Advance"], run.Log.Where(line => line.StartsWith("process", StringComparison.Ordinal)));
        Assert.Equal("VIDEO", (string?)Assert.Single(await LiveAsync())!["mediaType"]);
    }

    [Theory]
    [InlineData(null, "public")]
    [InlineData(PostPrivacy.Public, "public")]
    [InlineData(PostPrivacy.Followers, "private")]
    [InlineData(PostPrivacy.OnlyMe, "direct")]
    public async Task Who_may_see_it_is_said_where_somebody_chose(PostPrivacy? privacy, string expected)
    {
        await PublishedAsync(Text(options: new PostOptions { Privacy = privacy }));

        Assert.Equal(expected, (string?)Assert.Single(await StatusesAsync())!["visibility"]);
    }

    [Fact]
    public async Task A_file_that_the_server_cannot_work_on_is_named()
    {
        await ControlAsync(HttpMethod.Post, "mastodon/failures", new { times = 1 });

        var run = await PublishedAsync(Pictures(Picture));

        var error = Assert.IsType<StepResult.Rejected>(run.End).Error;
        Assert.Equal(("process", "mediaIds[0]", "http_422", "Error processing thumbnail for uploaded media"), (run.EndedAt, error.Field, error.Code, error.PlatformMessage));
    }

    [Fact]
    public async Task Files_that_lay_too_long_are_sent_anew()
    {
        var run = await Start(Pictures(Picture)).GoAsync(until: "publish");
        Time.Advance(TimeSpan.FromHours(21));

        await run.GoAsync(from: "publish");

        Assert.Equal(["publish Unavailable", "read_server Advance", "upload Again", "upload Advance", "process Advance", "publish Published"], run.Log.Skip(4));
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task What_the_servers_own_limits_forbid_is_refused_before_anything_is_sent()
    {
        await SetMastodonAsync(new { maxCharacters = 10, maxImageBytes = 100 });

        var (text, picture) = (await PublishedAsync(Text("Eleven long")), await PublishedAsync(Pictures(Picture) with { Caption = "" }));

        Assert.Equal(("read_server", "caption_too_long", "caption"), (text.EndedAt, Assert.IsType<StepResult.Rejected>(text.End).Error.Code, ((StepResult.Rejected)text.End).Error.Field));
        Assert.Equal(("read_server", "image_too_large", "mediaIds[0]"), (picture.EndedAt, Assert.IsType<StepResult.Rejected>(picture.End).Error.Code, ((StepResult.Rejected)picture.End).Error.Field));
        Assert.Empty(await CallsAsync());
    }

    [Fact]
    public async Task Too_many_files_hold_up_their_own_post_alone_until_the_server_listens_again()
    {
        await SetMastodonAsync(new { filesPerHalfHour = 1 });
        Time.Advance(TimeSpan.FromMinutes(10));

        var run = await PublishedAsync(Pictures(Picture, TestJpeg.Make(1_080, 1_080, "another")));

        Assert.Equal(["upload Again", "upload Wait", "upload Again", "upload Advance"], run.Log.Where(line => line.StartsWith("upload", StringComparison.Ordinal)));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 30, 0, TimeSpan.Zero), Time.GetUtcNow());
    }

    [Fact]
    public async Task Too_many_calls_are_waited_out_as_the_server_says()
    {
        Time.Advance(TimeSpan.FromMinutes(2));
        var run = await Start(Text()).GoAsync(until: "publish");
        await SetMastodonAsync(new { callsPerFiveMinutes = 1 });

        await run.GoAsync(from: "publish");

        var limited = Assert.IsType<StepResult.RateLimited>(run.End);
        Assert.Equal((new DateTimeOffset(2026, 11, 20, 12, 5, 0, TimeSpan.Zero), ErrorKind.WaitUntil, 100), (limited.Until, limited.Error.Kind, limited.Trace.UsagePercent));
    }

    [Fact]
    public async Task Figures_are_read_and_a_post_is_taken_down_once()
    {
        var run = await PublishedAsync(Text());

        var read = await Platform.ReadMetricsAsync(Baker, run.RemoteIds["post"], PostType.Text, Ct);

        Assert.Equal((12, 1, 3), (read.Value!.Likes, read.Value.Comments, read.Value.Insights["boosts"]));
        Assert.IsType<DeleteResult.Deleted>(await Platform.DeleteAsync(Baker, run.RemoteIds["post"], Ct));
        Assert.IsType<DeleteResult.AlreadyGone>(await Platform.DeleteAsync(Baker, run.RemoteIds["post"], Ct));
    }

    [Fact]
    public async Task The_posts_of_a_stretch_of_time_are_listed_with_their_texts()
    {
        await PublishedAsync(Text("Before"));
        Time.Advance(TimeSpan.FromHours(1));
        var from = Time.GetUtcNow();
        var run = await PublishedAsync(Text("Bread & rolls\n\nhttps://example.com/a/very/long/path/for/a/link"));
        Time.Advance(TimeSpan.FromHours(1));

        var list = await Platform.ListPostsAsync(Baker, PostType.Text, from, Time.GetUtcNow(), Ct);

        Assert.True(list.Complete);
        var post = Assert.Single(list.Posts);
        Assert.Equal((run.RemoteIds["post"], "Bread & rolls\n\nhttps://example.com/a/very/long/path/for/a/link"), (post.RemoteId, post.Caption));
    }

    [Fact]
    public async Task The_token_is_in_no_log_line()
    {
        await PublishedAsync(Pictures(Picture));

        Assert.NotEmpty(LogLines);
        Assert.DoesNotContain(LogLines, line => line.Contains(MastodonToken, StringComparison.Ordinal));
    }
}
