using System.Net;
using System.Net.Http.Json;

namespace Posthaste.Tests.Server;

public sealed class WriteLimitTests
{
    [Fact]
    public async Task A_key_that_changes_too_much_is_told_how_long_to_wait_and_may_go_on_reading()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false", ["Api:WritesPerMinute"] = "3" });
        var ct = TestContext.Current.CancellationToken;

        for (var i = 0; i < 3; i++) await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image" }, ct));
        var refused = await server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image" }, ct);

        await Problems.AssertAsync(refused, HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await server.GetAsync("/api/v1/posts");
    }
}
