using System.Net.Sockets;
using System.Text.Json;

namespace Posthaste.Tests.Sandbox;

public sealed class FaultTests : SandboxFixture
{
    [Theory]
    [InlineData("publish_then_500", "500 1/")]
    [InlineData("publish_then_403", "403 4/")]
    [InlineData("publish_then_2207051", "400 4/2207051")]
    [InlineData("publish_then_24", "400 24/2207008")]
    public async Task An_error_after_acceptance_lies_and_the_ledger_knows(string kind, string refusal)
    {
        await OrderFaultAsync(new { kind });
        var container = await FinishedAsync();

        var answer = await PublishAsync(container);

        Assert.Equal(refusal, answer.Refusal);
        Assert.Equal("PUBLISHED", await StatusAsync(container));
        Assert.Single(await PostsAsync());
        var call = await LastCallAsync();
        Assert.True((bool)call["accepted"]!);
        Assert.Equal("replaced", (string?)call["answer"]);
        Assert.Equal(1, (int)call["faultId"]!);
        Assert.NotNull((string?)call["mediaId"]);
    }

    [Theory]
    [InlineData("not_ready", "400 9007/2207027")]
    [InlineData("spam_guard", "400 4/2207051")]
    [InlineData("media_not_found", "400 24/2207006")]
    public async Task An_error_before_acceptance_has_no_effect_and_ends_after_its_times(string kind, string refusal)
    {
        await OrderFaultAsync(new { kind, times = 2 });
        var container = await FinishedAsync();

        Assert.Equal(refusal, (await PublishAsync(container)).Refusal);
        Assert.Equal(refusal, (await PublishAsync(container)).Refusal);
        Assert.Empty(await PostsAsync());
        Assert.Equal("FINISHED", await StatusAsync(container));
        Assert.Equal(200, (await PublishAsync(container)).Status);
        Assert.Equal([false, false, true], (await LedgerAsync())["calls"]!.AsArray().Select(call => (bool)call!["accepted"]!));
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_reset_breaks_the_connection_before_or_after_the_effect(string when, int posts)
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when });
        var container = await FinishedAsync();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => PublishAsync(container));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.GetBaseException()).SocketErrorCode);
        Assert.Equal(posts, (await PostsAsync()).Count);
        var call = await LastCallAsync();
        Assert.Equal(("dropped", posts == 1), ((string)call["answer"]!, (bool)call["accepted"]!));
        Assert.Null(call["status"]);
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_close_ends_the_connection_in_good_order_without_an_answer(string when, int posts)
    {
        await OrderFaultAsync(new { kind = "close", step = "publish", when });
        var container = await FinishedAsync();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => PublishAsync(container));

        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.Equal(posts, (await PostsAsync()).Count);
    }

    [Fact]
    public async Task A_hang_after_the_effect_outlasts_a_caller_who_gives_up()
    {
        await OrderFaultAsync(new { kind = "publish_then_timeout" });
        var container = await FinishedAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var publishing = PublishUntilAsync(container, patience.Token);
        while ((await PostsAsync()).Count == 0) Ct.ThrowIfCancellationRequested();

        Assert.False(publishing.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
        Assert.Equal("dropped", (string?)(await LastCallAsync())["answer"]);
        Assert.Equal("PUBLISHED", await StatusAsync(container));
    }

    [Fact]
    public async Task A_slow_call_takes_effect_even_when_its_caller_has_left()
    {
        await OrderFaultAsync(new { kind = "slow", step = "publish", delaySeconds = 60 });
        var container = await FinishedAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var publishing = PublishUntilAsync(container, patience.Token);
        while ((await LedgerAsync())["calls"]!.AsArray().Count == 0) Ct.ThrowIfCancellationRequested();
        var held = await LastCallAsync();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);

        while ((await PostsAsync()).Count == 0) Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(("pending", false), ((string)held["answer"]!, (bool)held["accepted"]!));
        Assert.True((bool)(await LastCallAsync())["accepted"]!);
    }

    [Fact]
    public async Task A_slow_read_shows_how_things_stand_when_it_is_answered()
    {
        var container = (await CreateAsync()).Id;
        await OrderFaultAsync(new { kind = "slow", step = "status", delaySeconds = 60 });

        var reading = StatusAsync(container);
        while (!reading.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            await LedgerAsync();
        }

        Assert.Equal("FINISHED", await reading);
    }

    [Fact]
    public async Task A_call_that_outlives_a_reset_finds_nothing_and_leaves_no_line()
    {
        await OrderFaultAsync(new { kind = "slow", step = "publish", delaySeconds = 60 });
        var publishing = PublishAsync(await FinishedAsync());
        while ((await LedgerAsync())["calls"]!.AsArray().Count == 0) Ct.ThrowIfCancellationRequested();

        await ControlAsync(HttpMethod.Post, "reset");
        while (!publishing.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            await LedgerAsync();
        }

        Assert.Equal("400 24/2207008", (await publishing).Refusal);
        Assert.Empty((await LedgerAsync())["calls"]!.AsArray());
    }

    [Fact]
    public async Task A_truncated_answer_is_200_with_half_its_JSON()
    {
        await OrderFaultAsync(new { kind = "publish_then_truncate" });
        var container = await FinishedAsync();

        await Assert.ThrowsAnyAsync<JsonException>(() => PublishAsync(container));

        Assert.Single(await PostsAsync());
        var call = await LastCallAsync();
        Assert.Equal(("replaced", 200), ((string)call["answer"]!, (int)call["status"]!));
    }

    [Fact]
    public async Task A_cut_answer_ends_in_the_middle_of_its_body()
    {
        await OrderFaultAsync(new { kind = "cut", step = "publish" });
        var container = await FinishedAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => PublishAsync(container));

        Assert.Single(await PostsAsync());
    }

    [Theory]
    [InlineData("create")]
    [InlineData("status")]
    [InlineData("publish")]
    [InlineData("media_list")]
    [InlineData("media")]
    [InlineData("comment")]
    [InlineData("limit")]
    [InlineData("account")]
    public async Task A_fault_strikes_its_own_step_only(string step)
    {
        var live = (await PublishAsync(await FinishedAsync())).Id;
        var container = await FinishedAsync();
        await OrderFaultAsync(new { kind = "error", step, status = 503, code = 2, message = "Down" });

        var answers = new Dictionary<string, Answer>
        {
            ["create"] = await CreateAsync(),
            ["status"] = await GetAsync($"/v26.0/{container}?fields=status_code"),
            ["publish"] = await PublishAsync(container),
            ["media_list"] = await GetAsync($"/v26.0/{Account}/media"),
            ["media"] = await GetAsync($"/v26.0/{live}?fields=permalink"),
            ["comment"] = await PostAsync($"/v26.0/{live}/comments", ("message", "hello")),
            ["limit"] = await GetAsync($"/v26.0/{Account}/content_publishing_limit"),
            ["account"] = await GetAsync($"/v26.0/{Account}?fields=username"),
        };

        Assert.Equal("503 2/", answers[step].Refusal);
        Assert.All(answers.Where(pair => pair.Key != step), pair => Assert.Equal(200, pair.Value.Status));
    }

    [Fact]
    public async Task A_fault_of_one_account_spares_the_others()
    {
        var other = await ControlAsync(HttpMethod.Post, "accounts", new { username = "second", token = "second-token" });
        await OrderFaultAsync(new { kind = "server_error", account = other.Id, times = 0 });

        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
        Assert.Equal("500 2/", (await GetAsync("/v26.0/me?access_token=second-token")).Refusal);
    }

    [Fact]
    public async Task A_probability_strikes_the_same_calls_for_the_same_seed()
    {
        async Task<List<int>> RunAsync()
        {
            await ControlAsync(HttpMethod.Post, "reset");
            await SetAsync(new { seed = 42 });
            await OrderFaultAsync(new { kind = "server_error", probability = 0.5, times = 0 });
            var statuses = new List<int>();
            for (var i = 0; i < 20; i++) statuses.Add((await GetAsync("/v26.0/me")).Status);
            return statuses;
        }

        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal(first, second);
        Assert.Contains(200, first);
        Assert.Contains(500, first);
    }

    [Fact]
    public async Task A_refused_call_uses_up_no_fault_that_waits_for_acceptance()
    {
        await OrderFaultAsync(new { kind = "publish_then_500" });
        var container = (await CreateAsync()).Id;

        Assert.Equal("400 9007/2207027", (await PublishAsync(container)).Refusal);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("500 1/", (await PublishAsync(container)).Refusal);
    }

    [Fact]
    public async Task A_fault_taken_back_strikes_no_more()
    {
        await OrderFaultAsync(new { kind = "server_error", times = 0 });
        Assert.Equal(500, (await GetAsync("/v26.0/me")).Status);

        Assert.Equal(204, (await ControlAsync(HttpMethod.Delete, "faults/1")).Status);

        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }
}
