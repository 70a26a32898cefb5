using System.Diagnostics;
using System.Net.Http.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server;

/// <summary>The watch that every server under test has does see what gets out.</summary>
public sealed class LeakWatchTests
{
    /// <summary>A secret of these tests alone: the watches of other servers see the same activities.</summary>
    private const string Leak = "secret-let-out-on-purpose-7f3a";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_in_a_log_line_at_Trace_fails_the_server()
    {
        var server = await StartAsync();
        server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Posthaste.Test").LogTrace("token {Token}", Leak);

        await AssertHitAsync(server, "a line of Posthaste.Test");
    }

    [Fact]
    public async Task A_secret_in_the_inner_exception_of_a_log_line_fails_the_server()
    {
        var server = await StartAsync();
        var thrown = new InvalidOperationException("outer", new IOException($"https://example.com/?access_token={Leak}"));
        server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Posthaste.Test").LogError(thrown, "It failed.");

        await AssertHitAsync(server, "an exception logged by Posthaste.Test");
    }

    [Fact]
    public async Task A_secret_in_an_answer_fails_the_server()
    {
        var server = await StartAsync();
        // A name is given back, and kept.
        await ServerUnderTest.ReadAsync(server.Http.PatchAsJsonAsync("/api/v1/workspace", new { name = Leak }, Ct));

        await AssertHitAsync(server, "the answer to PATCH /api/v1/workspace");
    }

    [Fact]
    public async Task A_secret_in_the_database_fails_the_server()
    {
        var server = await StartAsync();
        await server.Services.GetRequiredService<Database>().WriteAsync(WritePriority.Api, connection =>
            connection.ExecuteAsync(new CommandDefinition("UPDATE workspaces SET name = @Name", new { Name = $"x{Leak}x" }, cancellationToken: Ct)), Ct);

        await AssertHitAsync(server, "workspaces.name");
    }

    [Fact]
    public async Task A_secret_in_PostgreSQL_fails_the_server()
    {
        await using var database = new PostgresTestDatabase();
        await database.StartAsync();
        var server = await StartAsync(new Dictionary<string, string> { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = database.ConnectionString });
        await server.Services.GetRequiredService<Database>().WriteAsync(WritePriority.Api, connection =>
            connection.ExecuteAsync(new CommandDefinition("UPDATE workspaces SET name = @Name", new { Name = Leak }, cancellationToken: Ct)), Ct);

        await AssertHitAsync(server, "workspaces.name");
    }

    [Fact]
    public async Task A_secret_in_an_activity_fails_the_server()
    {
        var server = await StartAsync();
        using (var activity = new Activity("call"))
        {
            activity.Start();
            activity.SetTag("http.url", $"https://example.com/?access_token={Leak}");
            activity.Stop();
        }
        using (var source = new ActivitySource("Posthaste.Test"))
        using (var sampled = new ActivityListener { ShouldListenTo = one => one == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData })
        {
            ActivitySource.AddActivityListener(sampled);
            source.StartActivity("call")!.SetTag("http.url", Leak).Stop();
        }

        await AssertHitAsync(server, "the activity Posthaste.Test");
    }

    [Fact]
    public async Task What_a_server_does_with_a_token_lets_nothing_out()
    {
        var server = await StartAsync();
        await server.ConnectAsync();
        await server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = Leak }, Ct);

        await server.DisposeAsync();
    }

    private static Task<ServerUnderTest> StartAsync(IReadOnlyDictionary<string, string>? settings = null) =>
        ServerUnderTest.StartAsync(new Dictionary<string, string>(settings ?? new Dictionary<string, string>()) { ["Jobs:Enabled"] = "false" }, secrets: [Leak]);

    private static async Task AssertHitAsync(ServerUnderTest server, string place)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(async () => await server.DisposeAsync());

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Leak, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(server.DataDir));
    }
}
