namespace Posthaste.Tests.Sandbox;

public sealed class ContainerLifeTests : SandboxFixture
{
    [Fact]
    public async Task Publishing_before_FINISHED_is_refused_and_the_same_container_works_later()
    {
        var container = (await CreateAsync()).Id;

        var early = await PublishAsync(container);
        Time.Advance(TimeSpan.FromSeconds(1));
        var later = await PublishAsync(container);

        Assert.Equal("400 9007/2207027", early.Refusal);
        Assert.Equal("Media ID is not available", (string?)early.Error["message"]);
        Assert.False((bool)early.Error["is_transient"]!);
        Assert.Equal(200, later.Status);
        Assert.Single(await PostsAsync());
    }

    [Fact]
    public async Task Texts_for_users_come_in_their_language_and_codes_do_not()
    {
        await SetAsync(new { language = "de" });

        var early = await PublishAsync((await CreateAsync()).Id);

        Assert.Equal("400 9007/2207027", early.Refusal);
        Assert.Equal("Media ID is not available", (string?)early.Error["message"]);
        Assert.Equal("Veröffentlichen nicht möglich", (string?)early.Error["error_user_title"]);
    }

    [Fact]
    public async Task A_container_expires_after_24_hours_on_the_sandbox_clock()
    {
        var container = await FinishedAsync();

        await ControlAsync(HttpMethod.Post, "clock", new { advanceSeconds = 86_400 });

        Assert.Equal("EXPIRED", await StatusAsync(container));
        Assert.Equal("400 24/2207008", (await PublishAsync(container)).Refusal);
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task A_published_container_stays_PUBLISHED_beyond_its_life()
    {
        var container = await FinishedAsync();
        await PublishAsync(container);

        Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal("PUBLISHED", await StatusAsync(container));
    }

    [Theory]
    [InlineData("gone", "400 24/2207008")]
    [InlineData("already_published", "400 100/")]
    public async Task A_second_publish_makes_no_second_post(string variant, string refusal)
    {
        await SetAsync(new { secondPublish = variant });
        var container = await FinishedAsync();
        await PublishAsync(container);

        var second = await PublishAsync(container);

        Assert.Equal(refusal, second.Refusal);
        Assert.Single(await PostsAsync());
    }

    [Fact]
    public async Task A_second_publish_can_give_the_same_id_again()
    {
        await SetAsync(new { secondPublish = "same_id" });
        var container = await FinishedAsync();
        var first = await PublishAsync(container);

        var second = await PublishAsync(container);

        Assert.Equal(first.Id, second.Id);
        Assert.Single(await PostsAsync());
        Assert.False((bool)(await LastCallAsync())["accepted"]!);
    }

    [Fact]
    public async Task Many_publishes_at_once_make_one_post()
    {
        var container = await FinishedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PublishAsync(container)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(await PostsAsync());
        Assert.Equal(20, (await LedgerAsync())["calls"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_quota_is_counted_over_24_hours_and_refuses_at_publish_only()
    {
        await SetAsync(new { quotaTotal = 1 });
        await PublishAsync(await FinishedAsync());
        var second = await FinishedAsync();

        var limit = await GetAsync($"/v26.0/{Account}/content_publishing_limit?fields=quota_usage,config");
        var refused = await PublishAsync(second);
        Time.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal("400 9/2207042", (await PublishAsync(second)).Refusal);
        var fresh = await FinishedAsync();
        Time.Advance(TimeSpan.FromHours(0.2));

        var entry = Assert.Single(limit.Body["data"]!.AsArray())!;
        Assert.Equal(1, (int)entry["quota_usage"]!);
        Assert.Equal(1, (int)entry["config"]!["quota_total"]!);
        Assert.Equal(86_400, (int)entry["config"]!["quota_duration"]!);
        Assert.Equal("400 9/2207042", refused.Refusal);
        Assert.Equal(200, (await PublishAsync(fresh)).Status);
    }

    [Fact]
    public async Task Containers_are_limited_per_day_and_failed_ones_count()
    {
        await SetAsync(new { containerLimit = 2 });
        await CreateAsync(("image_url", Images.Url("missing.jpg")));

        Assert.Equal(200, (await CreateAsync()).Status);
        Assert.Equal(9, (int)(await CreateAsync()).Error["code"]!);
        Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(200, (await CreateAsync()).Status);
    }

    [Fact]
    public async Task Lags_keep_the_truth_back_for_their_time()
    {
        await SetAsync(new { mediaListLagSeconds = 30, statusLagSeconds = 20, freshReadErrorSeconds = 5 });
        var container = (await CreateAsync()).Id;

        var fresh = await GetAsync($"/v26.0/{container}?fields=status_code");
        Time.Advance(TimeSpan.FromSeconds(25));
        var media = (await PublishAsync(container)).Id;
        var freshMedia = await GetAsync($"/v26.0/{media}?fields=permalink");
        Time.Advance(TimeSpan.FromSeconds(10));
        var lagging = await StatusAsync(container);
        var hidden = await GetAsync($"/v26.0/{Account}/media");
        Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("400 100/33", fresh.Refusal);
        Assert.Equal("400 100/33", freshMedia.Refusal);
        Assert.Equal("FINISHED", lagging);
        Assert.Empty(hidden.Body["data"]!.AsArray());
        Assert.Equal("PUBLISHED", await StatusAsync(container));
        Assert.Single((await GetAsync($"/v26.0/{Account}/media")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task What_the_platforms_pages_say_otherwise_can_be_had_too()
    {
        await SetAsync(new { imageErrors = "in_status", bareErrorStatus = true, expiredPublish = "expired" });
        var failed = await FinishedAsync(("image_url", Images.Url("missing.jpg")));
        var status = await GetAsync($"/v26.0/{failed}?fields=status");
        var old = await FinishedAsync();
        Time.Advance(TimeSpan.FromHours(24));

        Assert.Equal("2207052", (string?)status.Body["status"]);
        Assert.Equal("400 -2/2207020", (await PublishAsync(old)).Refusal);
    }
}
