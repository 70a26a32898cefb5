using System.Net;
using System.Text;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

public sealed class IdempotencyTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_sent_again_gets_the_same_answer_and_has_one_effect()
    {
        var key = NewKey();

        var first = await PostAsync("/api/v1/posts", key, Draft("Once"));
        var second = await PostAsync("/api/v1/posts", key, Draft("Once"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await second.Content.ReadAsStringAsync(Ct));
        Assert.Equal(1, await CountAsync("Once"));
    }

    [Fact]
    public async Task Requests_at_the_same_moment_have_one_effect()
    {
        var key = NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("/api/v1/posts", key, Draft("Together"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync(Ct)))).Distinct());
        Assert.Equal(1, await CountAsync("Together"));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var key = NewKey();
        await PostAsync("/api/v1/posts", key, Draft("One"));

        await Problems.AssertAsync(PostAsync("/api/v1/posts", key, Draft("Two")), HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");

        Assert.Equal(0, await CountAsync("Two"));
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var key = NewKey();
        var refused = await PostAsync("/api/v1/posts", key, """{"type":"image","lateMinutes":0}""");

        var made = await PostAsync("/api/v1/posts", key, Draft("Better"));

        await Problems.AssertAsync(refused, HttpStatusCode.UnprocessableEntity, "out_of_range");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("ключ")]
    [InlineData("")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/posts") { Content = Json(Draft("Never")) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = _server.BaseUrl };
        http.DefaultRequestHeaders.Add("X-Api-Key", ServerUnderTest.ApiKey);

        await Problems.AssertAsync(http.SendAsync(request, Ct), HttpStatusCode.BadRequest, "invalid_idempotency_key", "Idempotency-Key");
    }

    [Fact]
    public async Task An_upload_is_compared_by_its_bytes()
    {
        var key = NewKey();
        byte[] picture = Samples.Jpeg(500, 500), other = Samples.Jpeg(520, 520);

        var first = await UploadAsync(key, picture);
        var second = await UploadAsync(key, picture);
        var third = await UploadAsync(key, other);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        await Problems.AssertAsync(third, HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_channel_is_connected_once()
    {
        var key = NewKey();
        var body = $$"""{"platform":"instagram","accessToken":"{{ServerUnderTest.AccountToken}}"}""";

        var first = await PostAsync("/api/v1/channels", key, body);
        var second = await PostAsync("/api/v1/channels", key, body);

        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await second.Content.ReadAsStringAsync(Ct));
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        await Problems.AssertAsync(PostAsync("/api/v1/channels", key, body.Replace("demo", "other", StringComparison.Ordinal)), HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_new_key_is_shown_once_and_not_kept_with_the_answer()
    {
        var key = NewKey();

        var first = await ServerUnderTest.ReadAsync(PostAsync("/api/v1/api-keys", key, """{"name":"shown once"}"""));
        var second = await ServerUnderTest.ReadAsync(PostAsync("/api/v1/api-keys", key, """{"name":"shown once"}"""));

        Assert.StartsWith("ph_", first.GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.False(second.TryGetProperty("key", out _));
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string Draft(string title) => $$"""{"type":"image","title":"{{title}}"}""";

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> PostAsync(string address, string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Json(body) };
        request.Headers.Add("Idempotency-Key", key);
        return _server.Http.SendAsync(request, Ct);
    }

    private Task<HttpResponseMessage> UploadAsync(string key, byte[] file)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/media?fileName=a.jpg") { Content = new ByteArrayContent(file) };
        request.Headers.Add("Idempotency-Key", key);
        return _server.Http.SendAsync(request, Ct);
    }

    private async Task<int> CountAsync(string title) =>
        (await _server.GetAsync("/api/v1/posts?limit=200")).GetProperty("items").EnumerateArray().Count(post => post.GetProperty("title").GetString() == title);
}
