using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Posthaste.Tests.Media.Importing;

namespace Posthaste.Tests.Server.Transfer;

/// <summary>Media from the web through the API. The web is on this machine, so fetching it needs the setting.</summary>
public sealed class MediaByUrlTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_taken_by_its_address_which_is_in_no_log_and_in_no_table()
    {
        await using var web = new FarWeb();
        web.Serve("/bread.jpg?signature=of-a-stranger", Media.Samples.Jpeg(1080, 1080));
        var log = new ListedLog();
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string> { ["Jobs:Enabled"] = "false", ["Media:ImportPrivateHosts"] = "true", ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Posthaste"] = "Trace" },
            services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log), secrets: ["of-a-stranger"]);
        var address = $"/api/v1/media?url={Uri.EscapeDataString(web.At("/bread.jpg?signature=of-a-stranger", "127.0.0.1"))}";
        HttpRequestMessage Request() => new(HttpMethod.Post, address) { Headers = { { "Idempotency-Key", "by-url" } } };

        var first = await server.Http.SendAsync(Request(), Ct);
        var replayed = await server.Http.SendAsync(Request(), Ct);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, replayed.StatusCode));
        Assert.Equal("bread.jpg", (await ServerUnderTest.ReadAsync(first)).GetProperty("fileName").GetString());
        Assert.Single(web.Requests);
        await Problems.AssertAsync(server.Http.PostAsync("/api/v1/media?url=" + Uri.EscapeDataString(web.At("/gone.jpg?signature=of-a-stranger", "127.0.0.1")), null, Ct), HttpStatusCode.UnprocessableEntity, "import_failed", "url");
        await Problems.AssertAsync(server.Http.PostAsync(address, new ByteArrayContent([1, 2, 3]), Ct), HttpStatusCode.BadRequest, "invalid_request", "url");
        Assert.DoesNotContain(log.Lines, line => line.Contains("of-a-stranger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_setting_the_server_goes_nowhere_private()
    {
        await using var web = new FarWeb();
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });

        foreach (var address in new[] { web.At("/a.jpg", "127.0.0.1"), web.At("/a.jpg", "localhost"), "http://localhost/a.jpg", server.BaseUrl + "metrics", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd" })
            await Problems.AssertAsync(server.Http.PostAsync("/api/v1/media?url=" + Uri.EscapeDataString(address), null, Ct), HttpStatusCode.UnprocessableEntity, "import_refused_address", "url");
        Assert.Empty(web.Requests);
    }
}
