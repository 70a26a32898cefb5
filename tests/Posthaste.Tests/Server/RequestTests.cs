using System.Net;
using System.Text;

namespace Posthaste.Tests.Server;

/// <summary>What the server makes of requests as such, whatever they ask for.</summary>
public sealed class RequestTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("ph_wrong")]
    public async Task Without_a_good_key_nothing_is_told(string? key)
    {
        using var http = _server.Client(key);

        var answer = await http.GetAsync("/api/v1/channels", Ct);

        await Problems.AssertAsync(answer, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_key_is_taken_as_a_bearer_too()
    {
        using var http = _server.Client(null);
        http.DefaultRequestHeaders.Authorization = new("Bearer", ServerUnderTest.ApiKey);

        await ServerUnderTest.ReadAsync(http.GetAsync("/api/v1/workspace", Ct));
    }

    [Fact]
    public async Task An_unknown_address_is_a_problem() =>
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/nothing", Ct), HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task A_method_that_an_address_does_not_take_is_a_problem_that_lists_those_it_takes()
    {
        var answer = await _server.Http.DeleteAsync("/api/v1/workspace", Ct);

        await Problems.AssertAsync(answer, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.Equal(["GET", "PATCH"], answer.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Broken_JSON_says_where_it_breaks()
    {
        var problem = await Problems.AssertAsync(PostAsync("/api/v1/api-keys", """{"name": "a" """), HttpStatusCode.BadRequest, "invalid_json");

        Assert.Contains("line 1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a","colour":"red"}""", "colour")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"a","name":"b"}""", "name")]
    [InlineData("[]", "body")]
    public async Task A_body_that_does_not_fit_names_the_field(string body, string field) =>
        await Problems.AssertAsync(PostAsync("/api/v1/api-keys", body), HttpStatusCode.BadRequest, "invalid_request", field);

    [Theory]
    [InlineData("""{"approvalPolicy":"everybody"}""", "approvalPolicy", "not_the_author")]
    [InlineData("""{"lateMinutes":"10"}""", "lateMinutes", "a whole number")]
    public async Task A_value_of_the_wrong_kind_says_what_is_expected(string body, string field, string expected)
    {
        var problem = await Problems.AssertAsync(_server.Http.PatchAsync("/api/v1/workspace", Json(body), Ct), HttpStatusCode.BadRequest, "invalid_request", field);

        Assert.Contains(expected, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_body_is_a_problem() =>
        await Problems.AssertAsync(PostAsync("/api/v1/api-keys", ""), HttpStatusCode.BadRequest, "invalid_request");

    [Fact]
    public async Task A_body_that_is_no_JSON_is_a_problem() =>
        await Problems.AssertAsync(_server.Http.PostAsync("/api/v1/api-keys", new StringContent("name=a"), Ct), HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");

    [Fact]
    public async Task A_body_above_a_mebibyte_is_refused()
    {
        var body = $$"""{"name":"{{new string('a', 1 << 20)}}"}""";

        // The server answers before it has read the body; a client that is still sending might miss that.
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-keys") { Content = Json(body), Headers = { ExpectContinue = true } };

        await Problems.AssertAsync(_server.Http.SendAsync(request, Ct), HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task A_body_above_a_mebibyte_is_refused_also_when_its_length_is_not_told()
    {
        var body = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', 1 << 20)}}"}"""))) { Headers = { ContentType = new("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-keys") { Content = body, Headers = { TransferEncodingChunked = true } };

        await Problems.AssertAsync(_server.Http.SendAsync(request, Ct), HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Theory]
    [InlineData("/api/v1/jobs?limit=0", "limit")]
    [InlineData("/api/v1/jobs?limit=many", "limit")]
    [InlineData("/api/v1/jobs?from=yesterday", "from")]
    [InlineData("/api/v1/jobs?from=2026-03-01T18:00:00", "from")]
    [InlineData("/api/v1/jobs?state=done", "state")]
    [InlineData("/api/v1/jobs?channelId=7", "channelId")]
    public async Task A_wrong_query_names_the_field(string address, string field) =>
        await Problems.AssertAsync(_server.Http.GetAsync(address, Ct), HttpStatusCode.BadRequest, "invalid_request", field);

    [Theory]
    [InlineData("/api/v1/jobs?cursor=nonsense")]
    [InlineData("/api/v1/jobs?cursor=%00")]
    [InlineData("/api/v1/media?cursor=MS45OTk5OTk5OTk5OTk5OTk5OTk5OS5h")]
    public async Task A_cursor_of_somebody_else_is_a_problem(string address) =>
        await Problems.AssertAsync(_server.Http.GetAsync(address, Ct), HttpStatusCode.BadRequest, "invalid_cursor", "cursor");

    [Fact]
    public async Task An_answer_is_not_kept_not_guessed_and_does_not_tell_the_server()
    {
        var answer = await _server.Http.GetAsync("/api/v1/workspace", Ct);

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Empty(answer.Headers.Server);
    }

    [Fact]
    public async Task A_time_is_written_in_UTC_with_milliseconds()
    {
        var workspace = await _server.GetAsync("/api/v1/workspace");

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", workspace.GetProperty("createdAt").GetString());
    }

    [Fact]
    public async Task The_server_says_whether_it_can_work()
    {
        using var http = _server.Client(null);

        Assert.Equal("ok", (await ServerUnderTest.ReadAsync(http.GetAsync("/healthz", Ct))).GetProperty("status").GetString());
        var ready = JsonElementOf(await http.GetAsync("/readyz", Ct));
        Assert.Contains((await ready).GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "database" && check.GetProperty("status").GetString() == "ok");
    }

    private static async Task<System.Text.Json.JsonElement> JsonElementOf(HttpResponseMessage answer) =>
        System.Text.Json.JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct));

    private Task<HttpResponseMessage> PostAsync(string address, string body) => _server.Http.PostAsync(address, Json(body), Ct);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
