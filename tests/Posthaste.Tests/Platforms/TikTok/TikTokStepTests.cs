using Posthaste.Platforms;
using Posthaste.Platforms.TikTok;
using Posthaste.Platforms.TikTok.Answers;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.TikTok;

/// <summary>Single steps of the adapter where something stands in the way.</summary>
public sealed class TikTokStepTests : TikTokInSandbox
{
    private readonly byte[] _film = TestMp4.Make(seconds: 5, bytes: 12_000_000);

    [Theory]
    [InlineData("{\"isPrivate\":true}", null, null, "options.privacy")]
    [InlineData("{\"commentDisabled\":true}", "comments", null, "options.allowComments")]
    [InlineData("{\"duetDisabled\":true}", "duet", null, "options.allowDuet")]
    [InlineData("{\"stitchDisabled\":true}", "stitch", null, "options.allowStitch")]
    [InlineData("{\"maxVideoSeconds\":4}", null, null, "mediaIds[0]")]
    [InlineData("{}", null, "video_without_privacy", "options.privacy")]
    public async Task What_the_account_does_not_allow_at_the_moment_is_refused_before_anything_is_sent(string person, string? on, string? special, string field)
    {
        await SetPersonAsync(System.Text.Json.Nodes.JsonNode.Parse(person)!);
        var options = Public with { AllowComments = on == "comments", AllowDuet = on == "duet", AllowStitch = on == "stitch", Privacy = special is null ? PostPrivacy.Public : null };

        var run = await PublishedAsync(Video(_film, options));

        Assert.Equal(("read_creator", field), (run.EndedAt, Assert.IsType<StepResult.Rejected>(run.End).Error.Field));
        Assert.Empty(await BegunAsync());
    }

    [Fact]
    public async Task What_the_account_allows_at_the_moment_can_be_shown_while_a_post_is_made()
    {
        await SetPersonAsync(System.Text.Json.Nodes.JsonNode.Parse("""{"isPrivate":true,"duetDisabled":true,"maxVideoSeconds":90,"displayName":"Harbour Bakery"}""")!);
        await NeedTokenAsync();

        var reading = await Platform.ReadTermsAsync(Baker, Ct);

        Assert.Null(reading.Failure);
        Assert.Equal([PostPrivacy.Followers, PostPrivacy.Friends, PostPrivacy.OnlyMe], reading.Value!.Privacy);
        Assert.Equal((false, true, false, 90), (reading.Value.CommentsOff, reading.Value.DuetOff, reading.Value.StitchOff, reading.Value.MaxVideoSeconds));
        Assert.Equal("Harbour Bakery", reading.Value.DisplayName);
    }

    [Theory]
    [InlineData("access_token_invalid", 401, typeof(StepResult.Unauthorized))]
    [InlineData("scope_not_authorized", 401, typeof(StepResult.Unauthorized))]
    [InlineData("rate_limit_exceeded", 429, typeof(StepResult.RateLimited))]
    [InlineData("spam_risk_too_many_posts", 200, typeof(StepResult.RateLimited))]
    [InlineData("spam_risk_user_banned_from_posting", 200, typeof(StepResult.Rejected))]
    [InlineData("reached_active_user_cap", 403, typeof(StepResult.RateLimited))]
    [InlineData("internal_error", 500, typeof(StepResult.Unavailable))]
    [InlineData("a_code_nobody_knows", 403, typeof(StepResult.Unavailable))]
    public void A_refusal_of_a_repeatable_call_is_what_its_code_says(string code, int status, Type expected) =>
        Assert.IsType(expected, Judge(code, status, StepKind.Repeatable));

    [Theory]
    [InlineData("url_ownership_unverified", 403, typeof(StepResult.Rejected))]
    [InlineData("rate_limit_exceeded", 429, typeof(StepResult.RateLimited))]
    [InlineData("access_token_invalid", 401, typeof(StepResult.Unauthorized))]
    [InlineData("internal_error", 500, typeof(StepResult.Unknown))]
    [InlineData("internal_error", 400, typeof(StepResult.Unknown))]
    [InlineData("invalid_param", 502, typeof(StepResult.Unknown))]
    [InlineData("a_code_nobody_knows", 403, typeof(StepResult.Unknown))]
    public void A_refusal_of_the_publish_call_is_believed_where_it_is_documented(string code, int status, Type expected) =>
        Assert.IsType(expected, Judge(code, status, StepKind.Irreversible));

    [Fact]
    public void Every_row_has_a_sentence_and_what_to_do() => Assert.All(
        TikTokErrorTable.Rows.Select(row => (row.Message, row.Advice)).Concat(FailReasons.Rows.Select(row => (row.Message, row.Advice))),
        row => Assert.True(row.Message.EndsWith('.') && row.Advice.EndsWith('.'), row.Message));

    [Fact]
    public async Task A_file_that_is_gone_is_tried_again_and_nothing_is_sent()
    {
        var post = Video(_film);
        post = post with { Media = [post.Media[0] with { Reader = new FileReader(_ => throw new FileNotFoundException()) }] };

        var run = await PublishedAsync(post);

        Assert.Equal("file_unreadable", Assert.IsType<StepResult.Unavailable>(run.End).Error.Code);
        Assert.Equal(0, (long?)(await BegunAsync())[0]!["uploadedBytes"]);
    }

    [Theory]
    [InlineData("reset", "before")]
    [InlineData("reset", "after")]
    [InlineData("server_error", "before")]
    public async Task A_chunk_that_came_to_nothing_is_asked_about_and_sent_where_it_is_missing(string kind, string when)
    {
        await OrderFaultAsync(new { kind, step = "upload", when, times = 2 });

        var run = await PublishedAsync(Video(_film));

        Assert.Contains("upload Wait", run.Log);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(_film), Convert.FromHexString((string)Assert.Single(await LiveAsync())!["videoSha256"]!));
    }

    [Fact]
    public async Task An_upload_that_never_gets_ahead_is_given_up_and_begun_anew()
    {
        await OrderFaultAsync(new { kind = "reset", step = "upload", times = 0 });

        var run = await PublishedAsync(Video(_film));

        Assert.Equal("upload_stalled", Assert.IsType<StepResult.Unavailable>(run.End).Error.Code);
        Assert.Equal(4, (await BegunAsync()).Count);
    }

    [Fact]
    public void A_file_is_sent_to_TikTok_and_to_nobody_else()
    {
        var options = new TikTokOptions();

        Assert.All(["https://open-upload.tiktokapis.com/video/?upload_id=1", "https://open.tiktokapis.com/x"], address => Assert.True(options.IsUploadHost(new Uri(address))));
        Assert.All(["https://tiktokapis.com.example.com/", "http://open-upload.tiktokapis.com/", "https://eviltiktokapis.com/", "http://127.0.0.1/"], address => Assert.False(options.IsUploadHost(new Uri(address))));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5_242_879, 1)]
    [InlineData(10_485_759, 1)]
    [InlineData(10_485_760, 2)]
    [InlineData(50_000_123, 9)]
    [InlineData(4_294_967_296, 819)]
    public void A_file_is_cut_into_equal_chunks_as_TikTok_counts_them(long size, int count)
    {
        var plan = ChunkPlan.For(size, 5 * 1_024 * 1_024);

        Assert.Equal(count, plan.Count);
        Assert.Equal(plan.Count, Math.Max(1, size / plan.ChunkBytes));
        var last = size - (plan.ChunkBytes * (plan.Count - 1));
        Assert.InRange(last, plan.ChunkBytes, plan.ChunkBytes + plan.Count);
        Assert.True(plan.ChunkBytes <= 64_000_000 && (plan.ChunkBytes >= 5 * 1_024 * 1_024 || plan.Count == 1));
    }

    private StepResult Judge(string code, int status, StepKind kind) =>
        StepAnswers.ForFailure(new TikTokAnswer.Refused(code, "Some words.", status, null), kind, new TikTokOptions(), Time.GetUtcNow());
}
