using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox;

public sealed class InsightTests : SandboxFixture
{
    [Fact]
    public async Task A_posts_numbers_grow_with_the_clock_and_never_fall()
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;
        var reaches = new List<int>();
        for (var hours = 1; hours < 200; hours *= 3)
        {
            Time.Advance(TimeSpan.FromHours(hours));
            reaches.Add(ValueOf(await GetAsync($"/v26.0/{media}/insights?metric=reach"), "reach"));
        }
        var all = await GetAsync($"/v26.0/{media}/insights?metric=views,reach,likes,saved,shares,comments,total_interactions,reposts,follows,profile_visits,profile_activity");
        var again = await GetAsync($"/v26.0/{media}/insights?metric=reach");
        var read = await GetAsync($"/v26.0/{media}?fields=like_count");

        Assert.Equal(reaches.Order(), reaches);
        Assert.True(reaches[0] > 0 && reaches[0] < reaches[^1]);
        Assert.Equal(reaches[^1], ValueOf(again, "reach"));
        Assert.True(ValueOf(all, "views") > ValueOf(all, "reach") && ValueOf(all, "reach") > ValueOf(all, "likes"));
        Assert.Equal(ValueOf(all, "likes"), (int)read.Body["like_count"]!);
        var views = all.Body["data"]![0]!;
        Assert.Equal(("views", "lifetime", $"{media}/insights/views/lifetime"), ((string)views["name"]!, (string)views["period"]!, (string)views["id"]!));
    }

    [Theory]
    [InlineData("impressions")]
    [InlineData("likes,plays")]
    [InlineData("video_views")]
    [InlineData("likes,replies")]
    [InlineData("")]
    public async Task One_bad_metric_fails_the_whole_call(string metrics)
    {
        var media = (await PublishAsync(await FinishedAsync())).Id;

        Assert.Equal("400 100/", (await GetAsync($"/v26.0/{media}/insights?metric={metrics}")).Refusal);
    }

    [Fact]
    public async Task A_story_that_few_have_seen_has_no_insights_yet()
    {
        var story = (await PublishAsync(await FinishedAsync(("media_type", "STORIES"), ("image_url", Images.Url("square.jpg"))))).Id;

        var early = await GetAsync($"/v26.0/{story}/insights?metric=reach");
        Time.Advance(TimeSpan.FromHours(12));
        var late = await GetAsync($"/v26.0/{story}/insights?metric=reach,navigation&breakdown=story_navigation_action_type");

        Assert.Equal("400 10/", early.Refusal);
        Assert.True(ValueOf(late, "reach") >= 5);
        var total = late.Body["data"]![1]!["total_value"]!;
        var results = total["breakdowns"]![0]!["results"]!.AsArray();
        Assert.Equal((int)total["value"]!, results.Sum(result => (int)result!["value"]!));
    }

    [Fact]
    public async Task A_reel_tells_how_long_people_watched()
    {
        var reel = (await PublishAsync(await SettledReelAsync(TestMp4.Make(seconds: 30)))).Id;
        Time.Advance(TimeSpan.FromHours(6));

        var answer = await GetAsync($"/v26.0/{reel}/insights?metric=ig_reels_avg_watch_time,ig_reels_video_view_total_time,views");

        Assert.Equal(10_000, ValueOf(answer, "ig_reels_avg_watch_time"));
        Assert.Equal(10_000 * ValueOf(answer, "views"), ValueOf(answer, "ig_reels_video_view_total_time"));
    }

    [Fact]
    public async Task What_is_not_counted_yet_is_an_empty_list_and_an_item_of_a_carousel_has_none()
    {
        await SetAsync(new { insightsDelaySeconds = 3600 });
        var one = await FinishedAsync(("is_carousel_item", "true"));
        var two = await FinishedAsync(("is_carousel_item", "true"));
        var carousel = (await PublishAsync(await FinishedAsync(("media_type", "CAROUSEL"), ("children", $"{one},{two}")))).Id;
        var child = (string)(await GetAsync($"/v26.0/{carousel}/children")).Body["data"]![0]!["id"]!;

        Assert.Empty((await GetAsync($"/v26.0/{carousel}/insights?metric=reach")).Body["data"]!.AsArray());
        Assert.Equal("400 100/", (await GetAsync($"/v26.0/{child}/insights?metric=reach")).Refusal);
    }

    [Fact]
    public async Task An_account_has_days_totals_and_people()
    {
        var days = await GetAsync($"/v26.0/{Account}/insights?metric=reach&period=day&since=2026-11-10&until=2026-11-20");
        var total = await GetAsync($"/v26.0/{Account}/insights?metric=reach,views,likes&period=day&metric_type=total_value&since=2026-11-10&until=2026-11-20&breakdown=follow_type");
        var people = await GetAsync($"/v26.0/{Account}/insights?metric=follower_demographics&period=lifetime&metric_type=total_value&timeframe=this_month&breakdown=country");

        var values = days.Body["data"]![0]!["values"]!.AsArray();
        Assert.Equal(10, values.Count);
        Assert.Equal("2026-11-11T00:00:00+0000", (string?)values[0]!["end_time"]);
        Assert.Equal(values.Sum(day => (int)day!["value"]!), (int)total.Body["data"]![0]!["total_value"]!["value"]!);
        Assert.Equal("GB", (string?)people.Body["data"]![0]!["total_value"]!["breakdowns"]![0]!["results"]![0]!["dimension_values"]![0]);
    }

    [Theory]
    [InlineData("metric=poems&period=day")]
    [InlineData("metric=reach")]
    [InlineData("metric=reach&period=year")]
    [InlineData("metric=views&period=day")]
    [InlineData("metric=reach&period=day&since=2026-09-01&until=2026-11-01")]
    public async Task A_wrong_question_about_an_account_is_refused(string query) =>
        Assert.Equal("400 100/", (await GetAsync($"/v26.0/{Account}/insights?{query}")).Refusal);

    [Fact]
    public async Task A_small_account_tells_nothing_about_its_people()
    {
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { followersCount = 50 });

        var people = await GetAsync($"/v26.0/{Account}/insights?metric=follower_demographics&period=lifetime&metric_type=total_value&breakdown=age");

        Assert.Empty(people.Body["data"]!.AsArray());
    }

    private static int ValueOf(Answer answer, string metric)
    {
        Assert.Equal(200, answer.Status);
        JsonNode found = answer.Body["data"]!.AsArray().Single(item => (string?)item!["name"] == metric)!;
        return (int)found["values"]![0]!["value"]!;
    }
}
