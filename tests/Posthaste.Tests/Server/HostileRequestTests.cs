using System.Net;
using System.Text;

namespace Posthaste.Tests.Server;

/// <summary>Whatever is sent, the fault is the sender's: no answer is a 500, and none tells of the program's inside.</summary>
public sealed class HostileRequestTests(IdleServer server) : IClassFixture<IdleServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/posts", """{"type":"image","caption":"\ud800"}""")]
    [InlineData("/api/v1/posts", """{"type":"image","caption":"a\u0000b"}""")]
    [InlineData("/api/v1/posts", """{"type":"\ud800"}""")]
    [InlineData("/api/v1/posts", """{"\ud800":1,"type":"image"}""")]
    [InlineData("/api/v1/posts", """{"type":"image","lateMinutes":1e999}""")]
    [InlineData("/api/v1/posts", """{"type":"image","lateMinutes":1.5}""")]
    [InlineData("/api/v1/posts", """{"type":"image","options":{"userTags":[{"username":"a","x":1e999}]}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","mediaFits":[null]}""")]
    [InlineData("/api/v1/posts", """{"type":"image","mediaFits":[7]}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"fit":"crop","crop":{"x":-1e999,"y":0,"width":1e999,"height":1}}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"fit":"crop","crop":{"x":"NaN","y":0,"width":1,"height":1}}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"fit":"crop","crop":{}}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"fit":"crop","aspect":"100000:0.0000000000000000000000000001"}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"background":"#12345\ud800"}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"background":"white;[in]movie=/etc/passwd"}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","coverFit":{"as":"sound"}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","options":null}""")]
    [InlineData("/api/v1/posts", """{"type":"image","options":{"userTags":[null]}}""")]
    [InlineData("/api/v1/posts", """{"type":"image","at":"9999-12-31T23:59:59+00:00"}""")]
    [InlineData("/api/v1/posts", """{"type":"image","at":"2030-02-30T10:00:00Z"}""")]
    [InlineData("/api/v1/posts", """{"type":"image","localTime":"0001-01-01T00:00","timeZone":"Europe/Berlin"}""")]
    [InlineData("/api/v1/posts", """{"type":"image","type":"reel"}""")]
    [InlineData("/api/v1/posts", """{"type":7}""")]
    [InlineData("/api/v1/posts", "null")]
    [InlineData("/api/v1/posts", "7")]
    [InlineData("/api/v1/posts", "\"text\"")]
    [InlineData("/api/v1/posts", "{]")]
    [InlineData("/api/v1/posts", "{} {}")]
    [InlineData("/api/v1/posts", " ")]
    [InlineData("/api/v1/channels", """{"platform":"instagram","accessToken":"a\nb"}""")]
    [InlineData("/api/v1/channels", """{"platform":"instagram","accessToken":"ключ"}""")]
    [InlineData("/api/v1/channels", """{"platform":"instagram","accessToken":""}""")]
    [InlineData("/api/v1/channels", """{"platform":"instagram","accessToken":"sandbox-demo-token","login":"myspace"}""")]
    [InlineData("/api/v1/channels", """{"platform":"instagram","accessToken":"sandbox-demo-token","remoteId":"../me?fields=id"}""")]
    [InlineData("/api/v1/api-keys", """{"name":"a\u0000b"}""")]
    [InlineData("/api/v1/api-keys", """{"name":"  "}""")]
    [InlineData("/api/v1/media", "")]
    public async Task A_body_that_makes_no_sense_is_refused(string address, string body)
    {
        var answer = await server.Server.Http.PostAsync(address, new StringContent(body, Encoding.UTF8, "application/json"), Ct);

        await AssertRefusedAsync(answer);
    }

    [Fact]
    public async Task A_body_nested_without_end_is_refused() =>
        await AssertRefusedAsync(await server.Server.Http.PostAsync("/api/v1/posts", new StringContent(new string('[', 100_000), Encoding.UTF8, "application/json"), Ct));

    [Fact]
    public async Task A_body_that_is_no_UTF8_is_refused()
    {
        var body = new ByteArrayContent([.. """{"type":"image","caption":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']) { Headers = { ContentType = new("application/json") } };

        await AssertRefusedAsync(await server.Server.Http.PostAsync("/api/v1/posts", body, Ct));
    }

    [Theory]
    [InlineData("/api/v1/jobs?from=2026-01-01T00:00:00Z&from=2027-01-01T00:00:00Z")]
    [InlineData("/api/v1/jobs?limit=99999999999999999999")]
    [InlineData("/api/v1/jobs?state=,")]
    [InlineData("/api/v1/posts?approval=%00")]
    [InlineData("/api/v1/calendar")]
    [InlineData("/api/v1/calendar?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z")]
    [InlineData("/api/v1/calendar?from=1970-01-01T00:00:00Z&to=2070-01-01T00:00:00Z")]
    [InlineData("/api/v1/posts/00000000-0000-0000-0000-000000000000")]
    [InlineData("/api/v1/posts/%2e%2e/jobs")]
    [InlineData("/m/x/y/z")]
    [InlineData("/m/00000000000000000000000000000000/99999999999999/x.jpg")]
    [InlineData("/m/%00/%00/%00.jpg")]
    public async Task An_address_that_makes_no_sense_is_refused_or_empty(string address)
    {
        var answer = await server.Server.Http.GetAsync(address, Ct);

        Assert.True((int)answer.StatusCode < 500, await answer.Content.ReadAsStringAsync(Ct));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }
}
