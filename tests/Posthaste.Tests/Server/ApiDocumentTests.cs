using System.Text.Json;

namespace Posthaste.Tests.Server;

public sealed class ApiDocumentTests(IdleServer server) : IClassFixture<IdleServer>
{
    private const string Update = "dotnet run --project src/Posthaste.Server -- openapi > docs/openapi.json";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_in_docs_is_the_servers()
    {
        var served = await server.Server.Http.GetStringAsync("/openapi/v1.json", Ct);

        var kept = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "openapi.json"), Ct);

        Assert.True(kept.Trim() == served.Trim(), $"docs/openapi.json is not what the server says of itself. Look at the change, then run: {Update}");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_its_problems()
    {
        var document = JsonElement.Parse(await server.Server.Http.GetStringAsync("/openapi/v1.json", Ct));

        var operations = (
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (Name: $"{operation.Name} {path.Name}", operation.Value)).ToArray();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("operationId").GetString()), operation.Name);
            Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString()), operation.Name);
        });
        Assert.All(operations.Where(operation => operation.Name.Contains("/api/v1/", StringComparison.Ordinal)), operation =>
        {
            // What needs no one to be signed in says so by having none.
            if (!operation.Value.TryGetProperty("security", out var security)) return;
            Assert.Contains(security.GetArrayLength(), new[] { 1, 3 });
            Assert.True(operation.Value.GetProperty("responses").TryGetProperty("401", out _), operation.Name);
            Assert.True(operation.Value.GetProperty("responses").TryGetProperty("403", out _), operation.Name);
            Assert.Equal(operation.Name.StartsWith("get ", StringComparison.Ordinal), !operation.Value.GetProperty("responses").TryGetProperty("429", out _));
        });
        Assert.Equal(operations.Length, operations.Select(operation => operation.Value.GetProperty("operationId").GetString()).Distinct().Count());
    }
}
