using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs.Engine;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Tests.Media;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

/// <summary>R-ACC-7: what accounts used, by the day, and what it may have cost.</summary>
public sealed class UsageApiTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(new Dictionary<string, string>
    {
        ["Jobs:Enabled"] = "false",
        ["Usage:CostPerThousandCalls"] = "500",
        ["Usage:Currency"] = "EUR",
    });

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Connecting_an_account_counts_for_its_channel_with_bytes_and_cost_also_where_no_jobs_run()
    {
        var channel = await _server.ConnectAsync();
        await WriteAsync();

        var own = await _server.GetAsync($"/api/v1/channels/{channel}/usage/days?{AroundToday}");
        var all = await _server.GetAsync($"/api/v1/usage/days?{AroundToday}");
        var hours = (await _server.GetAsync($"/api/v1/channels/{channel}/usage")).GetProperty("hours");

        var day = Assert.Single(own.GetProperty("days").EnumerateArray()).GetProperty("usage");
        Assert.True(day.GetProperty("calls").GetInt64() >= 1, own.ToString());
        Assert.True(day.GetProperty("bytesIn").GetInt64() > 10, own.ToString());
        Assert.Equal(0, day.GetProperty("errors").GetInt64());
        Assert.Equal(day.ToString(), own.GetProperty("total").ToString());
        Assert.Equal(day.GetProperty("calls").GetInt64() * 0.5m, own.GetProperty("estimatedCost").GetProperty("total").GetDecimal());
        Assert.Equal("EUR", own.GetProperty("estimatedCost").GetProperty("currency").GetString());
        Assert.Equal(JsonValueKind.Null, own.GetProperty("estimatedCost").GetProperty("storage").ValueKind);
        Assert.Equal(own.ToString(), Assert.Single(all.GetProperty("channels").EnumerateArray()).ToString());
        Assert.Equal(day.ToString(), all.GetProperty("total").ToString());
        Assert.Equal(day.GetProperty("bytesIn").GetInt64(), hours.EnumerateArray().Sum(hour => hour.GetProperty("bytesIn").GetInt64()));
    }

    [Fact]
    public async Task Bytes_of_media_that_this_server_hands_out_count_as_they_are_fetched()
    {
        var picture = Samples.Jpeg(360, 360);
        var id = await _server.UploadAsync(picture);
        var item = (await _server.Services.GetRequiredService<IMediaStore>().FindAsync(Workspace.FirstId, id, Ct))!;
        var copy = await _server.Services.GetRequiredService<IMediaHost>().HostAsync(item.File, TimeProvider.System.GetUtcNow().AddHours(1), Ct);
        using var http = _server.Client(null);

        await http.GetByteArrayAsync(copy.Url, Ct);
        using var range = new HttpRequestMessage(HttpMethod.Get, copy.Url) { Headers = { Range = new RangeHeaderValue(0, 99) } };
        Assert.Equal(HttpStatusCode.PartialContent, (await http.SendAsync(range, Ct)).StatusCode);
        using var head = new HttpRequestMessage(HttpMethod.Head, copy.Url);
        await http.SendAsync(head, Ct);
        await http.GetAsync(copy.Url.AbsoluteUri + "x", Ct);
        // The server stops after its last answer is counted, and writes what it counted.
        await _server.RestartAsync();

        var hosted = (await _server.GetAsync($"/api/v1/usage/days?{AroundToday}")).GetProperty("hostedTotal");
        Assert.Equal(picture.Length + 100, hosted.GetProperty("servedBytes").GetInt64());
        Assert.Equal(0, hosted.GetProperty("uploadedBytes").GetInt64());
        Assert.Equal(0, hosted.GetProperty("storedByteHours").GetInt64());
    }

    [Fact]
    public async Task A_time_that_cannot_be_read_or_is_too_long_is_refused()
    {
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/usage/days?from=2026-01-02&to=2026-01-01", Ct), HttpStatusCode.BadRequest, "invalid_request", "to");
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/usage/days?from=2026-01-01&to=2027-02-05", Ct), HttpStatusCode.BadRequest, "range_too_long", "to");
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/usage/days?from=yesterday&to=2026-01-01", Ct), HttpStatusCode.BadRequest, "invalid_request", "from");
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/usage/days?to=2026-01-01", Ct), HttpStatusCode.BadRequest, "invalid_request", "from");
        await Problems.AssertAsync(
            _server.Http.GetAsync($"/api/v1/channels/{Guid.NewGuid()}/usage/days?from=2026-01-01&to=2026-01-01", Ct), HttpStatusCode.NotFound, "not_found");
        // The longest there is, which is 400 days.
        Assert.Empty((await _server.GetAsync("/api/v1/usage/days?from=2026-01-01&to=2027-02-04")).GetProperty("channels").EnumerateArray());
    }

    /// <summary>Also where the day changes while the test runs.</summary>
    private static string AroundToday
    {
        get
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}";
        }
    }

    private async Task WriteAsync()
    {
        await _server.Services.GetRequiredService<UsageLedger>().FlushAsync(Ct);
        await _server.Services.GetRequiredService<HostedLedger>().FlushAsync(Ct);
    }
}
