using System.IO.Compression;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Server.Http;

namespace Posthaste.Tests.Server;

public sealed class CompressedAnswersTests(IdleServer server) : IClassFixture<IdleServer>
{
    /// <summary>Whoever adds an endpoint to it, or takes one from it, has thought about what may stand beside a secret.</summary>
    private static readonly string[] NeverCompressed =
    [
        "GetNotificationTarget", "GetSession", "GetSetup", "ListApiKeys", "ListCalendarFeeds", "ListConnections", "ListInvites", "ListNotificationTargets", "ListSessions",
    ];

    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_long_answer_is_compressed_and_says_the_same(string encoding)
    {
        await AddSetAsync(30);

        var plain = await GetAsync("/api/v1/hashtag-sets", "identity");
        var compressed = await GetAsync("/api/v1/hashtag-sets", encoding);

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(encoding, Assert.Single(compressed.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", compressed.Headers.Vary);
        var (text, packed) = (await plain.Content.ReadAsStringAsync(Ct), await compressed.Content.ReadAsByteArrayAsync(Ct));
        Assert.True(packed.Length < text.Length / 2, $"{packed.Length} bytes of {text.Length}");
        Assert.Equal(text, await UnpackAsync(packed, encoding));
    }

    [Fact]
    public async Task A_short_answer_is_sent_as_it_is_with_its_length()
    {
        var id = await AddSetAsync(1);

        var answer = await GetAsync($"/api/v1/hashtag-sets/{id}", "br, gzip");

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal((await answer.Content.ReadAsByteArrayAsync(Ct)).Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task An_export_is_compressed_while_it_is_read()
    {
        for (var i = 0; i < 5; i++) await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", caption = "Bread and cake" }, Ct));

        foreach (var format in new[] { "csv", "json" })
        {
            var plain = await (await GetAsync($"/api/v1/exports/posts?format={format}", "identity")).Content.ReadAsStringAsync(Ct);
            var compressed = await GetAsync($"/api/v1/exports/posts?format={format}", "br");

            Assert.Equal("br", Assert.Single(compressed.Content.Headers.ContentEncoding));
            Assert.Equal(plain, await UnpackAsync(await compressed.Content.ReadAsByteArrayAsync(Ct), "br"));
        }
    }

    [Fact]
    public async Task Changes_problems_and_figures_are_not_compressed()
    {
        var body = new { name = Guid.NewGuid().ToString("N"), hashtags = Tags(30) };
        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/v1/hashtag-sets") { Content = JsonContent.Create(body), Headers = { { "Accept-Encoding", "br" } } };

        Assert.Empty((await _server.Http.SendAsync(post, Ct)).Content.Headers.ContentEncoding);
        Assert.Empty((await GetAsync($"/api/v1/posts?cursor={new string('x', 1500)}", "br")).Content.Headers.ContentEncoding);
        Assert.Empty((await GetAsync("/openapi/v1.json", "br")).Content.Headers.ContentEncoding);
    }

    [Fact]
    public void Every_endpoint_that_is_read_is_compressed_but_those_beside_secrets()
    {
        var read = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true
                && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(HttpMethod.Get.Method));

        var left = read.Where(endpoint => !CompressedAnswers.MayCompress(endpoint)).Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);

        Assert.Equal(NeverCompressed, left.Order(StringComparer.Ordinal));
    }

    private async Task<Guid> AddSetAsync(int tags) => (await ServerUnderTest.ReadAsync(
        _server.Http.PostAsJsonAsync("/api/v1/hashtag-sets", new { name = Guid.NewGuid().ToString("N"), hashtags = Tags(tags) }, Ct))).GetProperty("id").GetGuid();

    private static string[] Tags(int count) => [.. Enumerable.Range(0, count).Select(n => $"a_rather_long_hashtag_about_bread_{n}")];

    private async Task<HttpResponseMessage> GetAsync(string address, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", encoding } } };
        return await _server.Http.SendAsync(request, Ct);
    }

    private static async Task<string> UnpackAsync(byte[] packed, string encoding)
    {
        using var bytes = new MemoryStream(packed);
        await using Stream unpacked = encoding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, detectEncodingFromByteOrderMarks: false);
        return await reader.ReadToEndAsync(Ct);
    }
}
