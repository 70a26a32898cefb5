using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Posthaste.Jobs;
using Posthaste.Jobs.Telemetry;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Server;

/// <summary>R-OPS-2: the engine's figures, as Prometheus reads them.</summary>
public sealed partial class MetricsPageTests : IAsyncLifetime
{
    private const string Token = "a token of twenty-eight letters";

    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_published_post_is_counted_with_its_lateness_and_its_call()
    {
        await PublishAsync("Fresh bread");
        var figures = await WaitForAsync("publish_success_total{platform=\"instagram\",proof=\"answer\"} 1");

        Assert.Contains("# TYPE publish_success_total counter\n", figures);
        Assert.Contains("publish_lateness_seconds_count{platform=\"instagram\"} 1\n", figures);
        Assert.Contains("publish_lateness_seconds_bucket{platform=\"instagram\",le=\"+Inf\"} 1\n", figures);
        Assert.Contains("publish_latency_seconds_count{platform=\"instagram\"} 1\n", figures);
        Assert.Contains("publish_intents_total{grant=\"granted\",platform=\"instagram\"} 1\n", figures);
        Assert.Matches("engine_claim_seconds_count\\{lane=\"publish\"\\} [1-9]", figures);
        Assert.Contains("engine_node_trusted 1\n", figures);
    }

    [Fact]
    public async Task A_refused_post_is_counted_by_who_can_do_something_about_it()
    {
        // The sandbox's place without coordinates.
        await PublishAsync("Fresh bread", locationId: "100000000000404");

        await WaitForAsync("publish_failure_total{kind=\"fix_content\",platform=\"instagram\",reason=\"content\"} 1");
    }

    [Fact]
    public async Task A_post_that_a_person_gets_is_counted_by_why()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Publishing:Automation"] = "false" });

        await PublishAsync("Fresh bread", on: server);

        await WaitForAsync("publish_handovers_total{cause=\"automation_off\",platform=\"instagram\"} 1", server);
    }

    [Fact]
    public async Task A_lost_answer_is_counted_when_it_is_settled()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Settling:Scale"] = "0.01" });
        await ServerUnderTest.ReadAsync(server.SandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "publish_then_500" }, Ct));

        await PublishAsync("Fresh bread", on: server);
        var figures = await WaitForAsync("publish_settled_total{outcome=\"published\",platform=\"instagram\"} 1", server);

        Assert.Contains("publish_success_total{platform=\"instagram\",proof=\"settled\"} 1\n", figures);
        Assert.Contains("publish_settling_seconds_count{outcome=\"published\",platform=\"instagram\"} 1\n", figures);
    }

    [Fact]
    public async Task Every_line_is_one_that_Prometheus_reads()
    {
        await PublishAsync("Fresh bread");
        var figures = await WaitForAsync("publish_success_total");

        Assert.All(figures.TrimEnd('\n').Split('\n'), line => Assert.Matches(Exposition(), line));
    }

    [Fact]
    public async Task No_figure_names_a_post_an_account_or_a_secret()
    {
        await PublishAsync("Fresh bread");
        var figures = await WaitForAsync("publish_success_total");

        Assert.DoesNotContain(ServerUnderTest.AccountId, figures);
        Assert.DoesNotContain(ServerUnderTest.AccountToken, figures);
        Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}", figures);
        var labels = LabelName().Matches(figures).Select(match => match.Groups[1].Value).Distinct();
        Assert.Empty(labels.Except(["platform", "proof", "kind", "reason", "outcome", "grant", "lane", "le"]));
    }

    [Fact]
    public async Task From_elsewhere_nobody_reads_without_the_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await _server.Client(null).SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Metrics:Token", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + Token, HttpStatusCode.OK)]
    public async Task With_a_token_set_only_its_bearer_reads(string? authorization, HttpStatusCode expected)
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Metrics:Token"] = Token, ["Jobs:Enabled"] = "false" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await server.Client(null).SendAsync(request, Ct);

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain(Token, await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public void The_page_about_figures_lists_those_that_exist_and_no_other()
    {
        // Whoever makes instruments is made.
        _server.Services.GetRequiredService<ILaneStore>();
        Assert.NotEmpty(_server.Services.GetServices<IHostedService>());
        var meter = _server.Services.GetRequiredService<EngineMeter>();
        var names = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (meter.Owns(instrument)) names.Add(instrument.Name);
            },
        };
        listener.Start();

        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "metrics.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

        Assert.Equal(names.Order(), listed.Order());
    }

    private async Task PublishAsync(string caption, string? locationId = null, ServerUnderTest? on = null)
    {
        var server = on ?? _server;
        var post = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", new
        {
            type = "image",
            channelIds = new[] { await server.ConnectAsync() },
            mediaIds = new[] { await server.UploadAsync(Sandbox.TestJpeg.Make(1080, 1080)) },
            caption,
            options = new { locationId },
        }, Ct));
        await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}/publish-now", null, Ct));
    }

    private async Task<string> WaitForAsync(string line, ServerUnderTest? on = null)
    {
        var figures = "";
        using var http = (on ?? _server).Client(null);
        await Eventually.TrueAsync(async () =>
        {
            figures = await http.GetStringAsync("/metrics", Ct);
            return figures.Contains(line, StringComparison.Ordinal);
        }, line, () => figures);
        return figures;
    }

    [GeneratedRegex(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+=""[^""\\\n]*""(,[a-z]+=""[^""\\\n]*"")*\})? [0-9.eE+-]+)$")]
    private static partial Regex Exposition();

    [GeneratedRegex(@"[{,]([a-z]+)=""")]
    private static partial Regex LabelName();

    [GeneratedRegex(@"^\| `([a-z_]+)` \|")]
    private static partial Regex Row();
}
