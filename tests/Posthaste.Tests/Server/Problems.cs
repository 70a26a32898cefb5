using System.Net;
using System.Text.Json;

namespace Posthaste.Tests.Server;

/// <summary>What every problem must be, whatever it is about.</summary>
internal static class Problems
{
    /// <returns>The problem, for more questions.</returns>
    public static async Task<JsonElement> AssertAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string? field = null)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var problem = JsonElement.Parse(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
        Assert.Equal(problem.GetProperty("traceId").GetString(), answer.Headers.GetValues("X-Request-Id").Single());
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), text);
        return problem;
    }

    public static async Task<JsonElement> AssertAsync(Task<HttpResponseMessage> answer, HttpStatusCode status, string code, string? field = null) =>
        await AssertAsync(await answer, status, code, field);
}
