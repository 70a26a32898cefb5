using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class PublishingTests : IAsyncLifetime
{
    private InstagramHarness _instagram = null!;

    public async ValueTask InitializeAsync() => _instagram = await InstagramHarness.StartAsync();

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    [Fact]
    public async Task A_publish_call_names_the_container_in_its_body_and_the_token_in_a_header()
    {
        _instagram.OnPublish(new Scripted($$"""{"id":"{{InstagramHarness.MediaId}}"}"""));

        var result = await PublishAsync();

        Assert.Equal(InstagramHarness.MediaId, Assert.IsType<StepResult.Published>(result).RemoteId);
        Assert.Equal(InstagramHarness.ContainerId, result.Trace.Handle);
        var request = Assert.Single(_instagram.Graph.Requests);
        Assert.Equal(InstagramHarness.ContainerId, Assert.Single(request.Fields).Value);
        Assert.Equal($"Bearer {InstagramHarness.Token}", request.Authorization);
        Assert.DoesNotContain(_instagram.LogLines, line => line.Contains(InstagramHarness.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_ready_is_waited_for_with_the_same_container()
    {
        _instagram.OnPublish(Scripted.Error(9007, 2207027));

        var wait = Assert.IsType<StepResult.Wait>(await PublishAsync());

        Assert.Equal(TimeSpan.FromSeconds(4), wait.Until - InstagramHarness.Start);
        Assert.Equal(InstagramHarness.Checkpoint(), wait.Checkpoint);
    }

    public static TheoryData<string?, int> DoubtfulAnswers { get; } = new()
    {
        { null, 0 },
        { "{}", 200 },
        { """{"id":""}""", 200 },
        { """{"id":"1800""", 200 },
        { "", 200 },
        { "<html>Bad gateway</html>", 502 },
        { "<html>Forbidden</html>", 403 },
        { """{"error":{"message":"An unknown error occurred","code":1}}""", 500 },
        { """{"error":{"message":"Application request limit reached","code":4,"error_subcode":2207051}}""", 403 },
        { """{"error":{"message":"no code here"}}""", 400 },
    };

    [Theory]
    [MemberData(nameof(DoubtfulAnswers))]
    public async Task An_answer_that_is_no_clear_refusal_leaves_the_outcome_unknown(string? body, int status)
    {
        _instagram.OnPublish(new Scripted(body, status));

        var unknown = Assert.IsType<StepResult.Unknown>(await PublishAsync());

        Assert.Equal(ErrorKind.OutcomeUnknown, unknown.Error.Kind);
        Assert.Single(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_rate_limit_on_publish_is_unknown_and_blocks_until_the_time_in_the_headers()
    {
        _instagram.OnPublish(Scripted.Error(80002) with { Headers = Usage("""{"1784":[{"type":"instagram","call_count":100,"total_cputime":1,"total_time":3,"estimated_time_to_regain_access":12}]}""") });

        var unknown = Assert.IsType<StepResult.Unknown>(await PublishAsync());

        Assert.Equal(InstagramHarness.Start.AddMinutes(12), unknown.BlockedUntil);
        Assert.Equal((100, InstagramHarness.Start.AddMinutes(12), "Atrace"), (unknown.Trace.UsagePercent, unknown.Trace.PauseUntil, unknown.Trace.TraceId));
    }

    [Fact]
    public async Task A_wait_that_no_window_lasts_ends_after_a_day()
    {
        _instagram.OnPublish(Scripted.Error(80002) with { Headers = Usage("""{"1784":[{"type":"instagram","call_count":100,"total_cputime":1,"total_time":3,"estimated_time_to_regain_access":900000}]}""") });

        var unknown = Assert.IsType<StepResult.Unknown>(await PublishAsync());

        Assert.Equal(InstagramHarness.Start.AddDays(1), unknown.BlockedUntil);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_took_no_effect()
    {
        await _instagram.Graph.DisposeAsync();

        var unavailable = Assert.IsType<StepResult.Unavailable>(await PublishAsync());

        Assert.Equal(("connect_failed", false), (unavailable.Error.Code, unavailable.Restart));
    }

    [Fact]
    public async Task A_container_about_to_expire_is_made_anew_instead_of_published()
    {
        var result = await PublishAsync(InstagramHarness.Checkpoint(InstagramHarness.Start.AddHours(-23.6)));

        Assert.True(Assert.IsType<StepResult.Unavailable>(result).Restart);
        Assert.Empty(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_container_that_was_sent_before_is_never_given_up_for_its_age()
    {
        _instagram.OnPublish(Scripted.Error(24, 2207008));

        var result = await PublishAsync(InstagramHarness.Checkpoint(InstagramHarness.Start.AddHours(-23.6)), publishedBefore: true);

        Assert.IsType<StepResult.Unknown>(result);
        Assert.Single(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_container_seen_published_is_settled_and_not_sent()
    {
        var result = await PublishAsync(InstagramHarness.Checkpoint(seenPublished: true));

        Assert.Equal("container_published", Assert.IsType<StepResult.Unknown>(result).Error.Code);
        Assert.Empty(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_step_without_its_checkpoint_begins_again()
    {
        Assert.True(Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("publish")).Restart);
        Assert.True(Assert.IsType<StepResult.Unavailable>(await _instagram.RunAsync("await_container", "{\"hosted\":1}")).Restart);
        Assert.IsType<StepResult.Unknown>(await _instagram.RunAsync("publish", publishedBefore: true));
    }

    [Fact]
    public async Task The_permalink_and_the_time_are_read()
    {
        OnPost(new Scripted("""{"id":"18000000000000001","permalink":"https://www.instagram.com/p/abc/","timestamp":"2026-11-21T14:00:05+0200"}"""));

        var found = Assert.IsType<StepResult.Found>(await ReadLinkAsync());

        Assert.Equal("https://www.instagram.com/p/abc/", found.Permalink.AbsoluteUri);
        Assert.Equal(InstagramHarness.Start.AddSeconds(5), found.PublishedAt);
    }

    [Fact]
    public async Task A_post_that_stays_unreadable_is_looked_for_three_times_and_then_left_without_a_link()
    {
        OnPost(Scripted.Error(100, 33), new Scripted("gone", 404), Scripted.Error(100, 33));
        var (checkpoint, waits) = (InstagramHarness.Checkpoint(), new List<double>());

        var result = await ReadLinkAsync(checkpoint);
        while (result is StepResult.Wait wait)
        {
            waits.Add((wait.Until - InstagramHarness.Start).TotalSeconds);
            result = await ReadLinkAsync(wait.Checkpoint!);
        }

        Assert.Equal([5, 15, 60], waits);
        Assert.IsType<StepResult.Advance>(result);
    }

    [Fact]
    public async Task A_refusal_to_read_the_link_fails_nothing()
    {
        OnPost(Scripted.Error(803));

        Assert.IsType<StepResult.Advance>(await ReadLinkAsync());
    }

    private static Dictionary<string, string> Usage(string business) => new() { ["X-Business-Use-Case-Usage"] = business };

    private Task<StepResult> PublishAsync(string? checkpoint = null, bool publishedBefore = false) =>
        _instagram.RunAsync("publish", checkpoint ?? InstagramHarness.Checkpoint(), publishedBefore: publishedBefore);

    private void OnPost(params Scripted[] answers) => _instagram.Graph.On("GET", InstagramHarness.MediaId, answers);

    private Task<StepResult> ReadLinkAsync(string? checkpoint = null) =>
        _instagram.RunAsync("permalink", checkpoint ?? InstagramHarness.Checkpoint(), remoteId: InstagramHarness.MediaId);
}
