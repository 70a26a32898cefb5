using System.Net;
using System.Text;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server;

/// <summary>What PostgreSQL does otherwise than SQLite: two transactions really run at the same time.</summary>
public sealed class PostgresApiTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new();
    private ServerUnderTest? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.StartAsync();
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string>
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = _database.ConnectionString,
            ["Jobs:Enabled"] = "false",
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Requests_under_one_key_at_the_same_moment_have_one_effect()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync("key-of-eight", """{"type":"image","title":"Together"}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(7, answers.Count(answer => answer.Headers.Contains("Idempotent-Replayed")));
        Assert.Single((await _server!.GetAsync("/api/v1/posts")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Different_requests_under_one_key_at_the_same_moment_have_one_effect()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SendAsync("key-of-all", $$"""{"type":"image","title":"Number {{i}}"}""")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Single((await _server!.GetAsync("/api/v1/posts")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_text_that_it_cannot_keep_is_refused() =>
        await Problems.AssertAsync(SendAsync("key-of-nul", """{"type":"image","title":"a\u0000b"}"""), HttpStatusCode.BadRequest, "invalid_request", "body");

    private Task<HttpResponseMessage> SendAsync(string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/posts") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return _server!.Http.SendAsync(request, Ct);
    }
}
