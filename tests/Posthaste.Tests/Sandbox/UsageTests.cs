using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox;

public sealed class UsageTests : SandboxFixture
{
    [Fact]
    public async Task Usage_climbs_with_real_calls_until_they_are_refused_and_falls_when_the_window_has_passed()
    {
        await SetAsync(new { accountCallLimit = 5, accountCallWindowSeconds = 600 });
        var climb = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            climb.Add(Told(await GetAsync("/v26.0/me")));
            Time.Advance(TimeSpan.FromMinutes(1));
        }
        // Each refused call counts, so this one puts the end off until the call before it is forgotten.
        Time.Advance(TimeSpan.FromMinutes(5));
        var blocked = Told(await GetAsync("/v26.0/me"));
        Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(["200 20% 0min", "200 40% 0min", "200 60% 0min", "200 80% 0min", "80002 100% 7min", "80002 120% 7min"], climb);
        Assert.StartsWith("80002 ", blocked, StringComparison.Ordinal);
        Assert.Equal("200 20% 0min", Told(await GetAsync("/v26.0/me")));
    }

    [Fact]
    public async Task The_minutes_to_regain_are_true_for_a_caller_who_waits()
    {
        await SetAsync(new { accountCallLimit = 5, accountCallWindowSeconds = 600 });
        for (var i = 0; i < 5; i++)
        {
            await GetAsync("/v26.0/me");
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        // 7 minutes were told with the fifth call, one minute ago.
        Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task An_account_may_have_a_limit_of_its_own_and_a_refused_publish_has_no_effect()
    {
        var container = await FinishedAsync();
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { callLimit = 2 });
        await ControlAsync(HttpMethod.Post, "accounts", new { username = "second", token = "second-token" });

        Assert.Equal("400 80002/", (await PublishAsync(container)).Refusal);
        Assert.Equal(200, (await GetAsync("/v26.0/me?access_token=second-token")).Status);
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task The_app_has_one_limit_for_all_accounts()
    {
        await SetAsync(new { appCallLimit = 4, appCallWindowSeconds = 60 });
        for (var i = 0; i < 3; i++) await GetAsync("/v26.0/me");

        var refused = await GetAsync("/v26.0/me");
        Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("403 4/", refused.Refusal);
        Assert.Contains("\"call_count\":100", refused.Response.Headers.GetValues("x-app-usage").Single(), StringComparison.Ordinal);
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task A_token_can_lack_a_permission()
    {
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "narrow", scopes = new[] { "instagram_business_basic" } });

        Assert.Equal(200, (await GetAsync("/v26.0/me?access_token=narrow")).Status);
        Assert.Equal("403 10/", (await PostAsync($"/v26.0/{Account}/media?access_token=narrow", ("image_url", Images.Url("square.jpg")))).Refusal);
        Assert.Equal("403 10/", (await GetAsync($"/v26.0/{Account}/insights?metric=reach&period=day&access_token=narrow")).Refusal);
    }

    [Fact]
    public async Task A_checkpoint_comes_with_the_address_to_pass_it()
    {
        await ControlAsync(HttpMethod.Patch, $"tokens/{Token}", new { revokedSubcode = 459 });

        Assert.NotNull((string?)(await GetAsync("/v26.0/me")).Error["error_data"]!["url"]);
    }

    private static string Told(Answer answer)
    {
        var header = JsonNode.Parse(answer.Response.Headers.GetValues("X-Business-Use-Case-Usage").Single())![Account]![0]!;
        var status = answer.Status == 200 ? "200" : $"{answer.Error["code"]}";
        return $"{status} {header["call_count"]}% {header["estimated_time_to_regain_access"]}min";
    }
}
