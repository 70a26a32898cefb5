using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class ReadingsTests : IAsyncLifetime
{
    private InstagramHarness _instagram = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPlatform Platform => _instagram.Platform;

    public async ValueTask InitializeAsync() => _instagram = await InstagramHarness.StartAsync();

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    [Theory]
    [InlineData("""{"data":[{"quota_usage":2,"config":{"quota_total":50,"quota_duration":86400}}]}""", 2, 50, 24)]
    [InlineData("""{"data":[{"quota_usage":0}]}""", 0, null, null)]
    [InlineData("""{"data":[{"quota_usage":-1,"config":{"quota_total":-5,"quota_duration":0}}]}""", 0, null, null)]
    [InlineData("""{"data":[{"quota_usage":4000000000,"config":{"quota_total":1e99,"quota_duration":100000000000}}]}""", 10_000, null, null)]
    public async Task The_quota_is_read_and_never_assumed(string answer, int used, int? total, int? hours)
    {
        _instagram.Graph.On("GET", $"{InstagramHarness.AccountId}/content_publishing_limit", new Scripted(answer));

        var reading = await Platform.ReadQuotaAsync(InstagramHarness.Account(), Ct);

        var quota = reading.Value!;
        Assert.Equal((used, total, hours), (quota.Used, quota.Total, (int?)quota.Window?.TotalHours));
        Assert.Equal(1, reading.Trace.Calls);
    }

    [Theory]
    [InlineData("""{"data":[]}""", 200)]
    [InlineData("""{"error":{"message":"x","code":4}}""", 400)]
    public async Task A_quota_that_cannot_be_read_is_unknown(string answer, int status)
    {
        _instagram.Graph.On("GET", $"{InstagramHarness.AccountId}/content_publishing_limit", new Scripted(answer, status));

        var reading = await Platform.ReadQuotaAsync(InstagramHarness.Account(), Ct);

        Assert.Null(reading.Value);
        Assert.Equal(1, reading.Trace.Calls);
        Assert.Equal(status == 400, reading.Failure is StepResult.RateLimited);
    }

    [Theory]
    [InlineData(PostType.Image, "views,reach,saved,shares,total_interactions")]
    [InlineData(PostType.Carousel, "views,reach,saved,shares,total_interactions")]
    [InlineData(PostType.Reel, "views,reach,saved,shares,total_interactions,ig_reels_avg_watch_time,ig_reels_video_view_total_time")]
    [InlineData(PostType.Story, "views,reach,replies,shares,navigation,total_interactions")]
    public async Task Each_type_is_asked_for_the_figures_it_has(PostType type, string metrics)
    {
        OnPost("""{"id":"1","like_count":7,"comments_count":2}""");
        OnInsights(new Scripted("""{"data":[{"name":"views","values":[{"value":120}]},{"name":"reach","total_value":{"value":80}},{"name":"saved","values":[]}]}"""));

        var reading = await Platform.ReadMetricsAsync(InstagramHarness.Account(), InstagramHarness.MediaId, type, Ct);

        Assert.Equal(metrics, _instagram.LastRequest.Fields["metric"]);
        var read = reading.Value!;
        Assert.Equal((7, 2, 2), (read.Likes, read.Comments, reading.Trace.Calls));
        Assert.Equal(new Dictionary<string, long> { ["views"] = 120, ["reach"] = 80 }, read.Insights);
        Assert.Null(read.InsightsMissing);
    }

    [Fact]
    public async Task Without_the_scope_for_insights_the_plain_figures_stand()
    {
        OnPost("""{"id":"1","comments_count":2}""");
        OnInsights(Scripted.Error(10, status: 403));

        var read = (await Platform.ReadMetricsAsync(InstagramHarness.Account(), InstagramHarness.MediaId, PostType.Image, Ct)).Value;

        Assert.Equal((null, 2L), (read!.Likes, read.Comments));
        Assert.Empty(read.Insights);
        Assert.Equal("10", read.InsightsMissing!.Code);
    }

    [Fact]
    public async Task Insights_that_are_not_there_yet_are_no_zeros_and_no_error()
    {
        OnPost("""{"id":"1"}""");
        OnInsights(new Scripted("""{"data":[]}"""));

        var read = (await Platform.ReadMetricsAsync(InstagramHarness.Account(), InstagramHarness.MediaId, PostType.Image, Ct)).Value;

        Assert.Equal((null, null, 0, null), (read!.Likes, read.Comments, read.Insights.Count, read.InsightsMissing));
    }

    [Fact]
    public async Task A_post_that_cannot_be_read_has_no_figures()
    {
        _instagram.Graph.On("GET", InstagramHarness.MediaId, Scripted.Error(100, 33));

        var reading = await Platform.ReadMetricsAsync(InstagramHarness.Account(), InstagramHarness.MediaId, PostType.Image, Ct);

        Assert.Null(reading.Value);
        Assert.NotNull(reading.Failure);
    }

    [Fact]
    public async Task Where_no_call_is_left_the_figures_at_hand_are_all_that_is_read()
    {
        _instagram.Graph.On("GET", InstagramHarness.MediaId, new Scripted("""{"id":"1","like_count":7}""")
        {
            Headers = new Dictionary<string, string> { ["X-App-Usage"] = """{"call_count":100}""" },
        });

        var reading = await Platform.ReadMetricsAsync(InstagramHarness.Account(), InstagramHarness.MediaId, PostType.Image, Ct);

        Assert.Equal((7L, "no_calls_left", 1), (reading.Value!.Likes, reading.Value.InsightsMissing!.Code, reading.Trace.Calls));
        Assert.NotNull(reading.Trace.PauseUntil);
    }

    [Fact]
    public async Task A_post_is_deleted_with_Facebook_Login()
    {
        _instagram.Graph.On("DELETE", InstagramHarness.MediaId, new Scripted("""{"success":true}"""));

        Assert.IsType<DeleteResult.Deleted>(await DeleteAsync());
    }

    [Fact]
    public async Task With_Instagram_Login_nothing_is_sent()
    {
        var result = await Platform.DeleteAsync(InstagramHarness.Account(InstagramLogin.Instagram), InstagramHarness.MediaId, Ct);

        Assert.IsType<DeleteResult.NotSupported>(result);
        Assert.Empty(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_post_is_gone_only_if_it_cannot_be_read_either()
    {
        _instagram.Graph.On("DELETE", InstagramHarness.MediaId, Scripted.Error(100, 33));
        OnPost("""{"id":"18000000000000001"}""");
        Assert.IsType<DeleteResult.Failed>(await DeleteAsync());

        _instagram.Graph.On("GET", InstagramHarness.MediaId, Scripted.Error(100, 33));
        Assert.IsType<DeleteResult.AlreadyGone>(await DeleteAsync());
    }

    [Fact]
    public async Task A_deletion_without_an_answer_may_be_asked_again()
    {
        _instagram.Graph.On("DELETE", InstagramHarness.MediaId, Scripted.Broken);

        Assert.Equal(ErrorKind.RetryLater, Assert.IsType<DeleteResult.Failed>(await DeleteAsync()).Error.Kind);
    }

    private Task<DeleteResult> DeleteAsync() => Platform.DeleteAsync(InstagramHarness.Account(), InstagramHarness.MediaId, Ct);

    private void OnPost(string answer) => _instagram.Graph.On("GET", InstagramHarness.MediaId, new Scripted(answer));

    private void OnInsights(Scripted answer) => _instagram.Graph.On("GET", $"{InstagramHarness.MediaId}/insights", answer);
}
