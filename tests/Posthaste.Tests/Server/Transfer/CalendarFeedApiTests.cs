using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Posthaste.Tests.Server.Transfer;

public sealed class CalendarFeedApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_read_without_a_key_until_it_is_revoked_and_its_address_is_in_no_log()
    {
        var log = new ListedLog();
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string> { ["Jobs:Enabled"] = "false", ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Posthaste"] = "Trace" },
            services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log));
        var (channel, picture) = (await server.ConnectAsync(), await server.UploadAsync(Media.Samples.Jpeg(1080, 1080)));
        var at = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", title = "Bread, fresh", channelIds = new[] { channel }, mediaIds = new[] { picture }, at }, Ct));

        var made = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/calendar-feeds", new { name = "Team" }, Ct));
        var address = made.GetProperty("url").GetString()!;
        using var program = new HttpClient();
        var read = await program.GetAsync(address, Ct);
        var again = await program.SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { read.Headers.ETag! } } }, Ct);
        var head = await program.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), Ct);
        var listed = (await server.GetAsync("/api/v1/calendar-feeds")).GetProperty("items")[0];
        var revoked = await server.Http.DeleteAsync($"/api/v1/calendar-feeds/{made.GetProperty("id").GetString()}", Ct);

        Assert.StartsWith($"{server.BaseUrl}ical/", address, StringComparison.Ordinal);
        Assert.Equal("text/calendar", read.Content.Headers.ContentType!.MediaType);
        Assert.Contains("SUMMARY:Bread\\, fresh\r\n", await read.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, head.StatusCode));
        Assert.False(listed.TryGetProperty("url", out _));
        Assert.Equal(TimeProvider.System.GetUtcNow().Year, DateOnly.Parse(listed.GetProperty("lastUsedOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture).Year);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Problems.AssertAsync(program.GetAsync(address, Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(server.Http.DeleteAsync($"/api/v1/calendar-feeds/{made.GetProperty("id").GetString()}", Ct), HttpStatusCode.NotFound, "not_found");
        var token = address.Split('/')[^1].Replace(".ics", "", StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("GET /ical/… 200", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repeated_request_for_a_feed_is_answered_without_its_address()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        HttpRequestMessage Request() => new(HttpMethod.Post, "/api/v1/calendar-feeds") { Content = JsonContent.Create(new { name = "Team", states = new[] { "published" } }), Headers = { { "Idempotency-Key", "feed" } } };

        var first = await ServerUnderTest.ReadAsync(server.Http.SendAsync(Request(), Ct));
        var second = await ServerUnderTest.ReadAsync(server.Http.SendAsync(Request(), Ct));

        Assert.True(first.TryGetProperty("url", out _));
        Assert.False(second.TryGetProperty("url", out _));
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        await Problems.AssertAsync(server.Http.PostAsJsonAsync("/api/v1/calendar-feeds", new { name = " " }, Ct), HttpStatusCode.UnprocessableEntity, "invalid_name", "name");
        await Problems.AssertAsync(server.Http.PostAsJsonAsync("/api/v1/calendar-feeds", new { name = "a", channelIds = new[] { Guid.Empty } }, Ct), HttpStatusCode.UnprocessableEntity, "unknown_channel", "channelIds[0]");
    }
}
