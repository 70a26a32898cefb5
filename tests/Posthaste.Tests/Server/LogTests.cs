using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Posthaste.Storage;
using Posthaste.Tests.Server.Members;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server;

public sealed class LogTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_names_each_request_once_and_holds_no_query_signature_key_or_token()
    {
        var log = new ListedLog();
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Posthaste"] = "Trace", ["Logging:LogLevel:Microsoft"] = "Information" },
            services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log));
        await server.ConnectAsync();
        var copy = "/m/0123456789abcdef0123456789abcdef/1900000000/signature-of-a-copy.jpg";

        await server.Http.GetAsync(copy, Ct);
        var answer = await server.Http.GetAsync("/api/v1/jobs?cursor=query-of-a-client", Ct);
        await server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "token-of-nobody" }, Ct);

        var traceId = answer.Headers.GetValues("X-Request-Id").Single();
        Assert.Single(log.Lines, line => line.Contains(traceId, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("GET /m/… 404", StringComparison.Ordinal));
        string[] secrets = ["signature-of-a-copy", "query-of-a-client", "token-of-nobody", ServerUnderTest.ApiKey, ServerUnderTest.AccountToken];
        Assert.All(secrets, secret => Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_signs_a_member_in_is_in_no_log_and_not_in_the_database()
    {
        var log = new ListedLog();
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string>(TeamServer.Settings) { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Posthaste"] = "Trace" },
            services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log));
        var setupToken = (await server.Services.GetRequiredService<OfferSetup>().RunAsync(Ct))!.Reveal();
        using var ann = new Browser(server);
        await ann.TakeAsync(await ann.Http.PostAsJsonAsync("/api/v1/setup", new { token = setupToken, email = "ann@example.com", name = "Ann", password = Browser.Password }, Ct));
        var invite = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/invites", new { email = "bob@example.com", role = "viewer" }, Ct));
        var totp = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/account/totp", new { password = Browser.Password }, Ct));
        var code = Totp.Code(Base32.Decode(totp.GetProperty("secret").GetString()!), TimeProvider.System.GetUtcNow());
        var codes = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/account/totp/confirm", new { code }, Ct));
        await ann.Http.PostAsJsonAsync("/api/v1/session", new { email = "ann@example.com", password = "a password of nobody" }, Ct);
        await ann.Http.PostAsync("/api/v1/session", new StringContent("""{"email":"ann@example.com","password":"a password of nobody",""", System.Text.Encoding.UTF8, "application/json"), Ct);

        string[] secrets =
        [
            setupToken, Browser.Password, "a password of nobody", ann.Cookies.GetAllCookies().Single().Value, ann.Session.GetProperty("csrfToken").GetString()!,
            invite.GetProperty("link").GetString()!.Split('#')[1], totp.GetProperty("secret").GetString()!, codes.GetProperty("recoveryCodes")[0].GetString()!,
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(log.Lines, line => line.Contains("ann@example.com", StringComparison.Ordinal));
        foreach (var file in new[] { "posthaste.db", "posthaste.db-wal" })
        {
            await using var stream = new FileStream(Path.Combine(server.DataDir, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Ct);
            Assert.All(secrets, secret => Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret))));
        }
    }

    [Fact]
    public async Task A_fault_is_logged_once_under_the_id_in_the_answer_and_tells_nothing()
    {
        var log = new ListedLog();
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string> { ["Jobs:Enabled"] = "false" },
            services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log).AddSingleton<IWorkspaceStore, BrokenStore>());

        var problem = await Problems.AssertAsync(server.Http.GetAsync("/api/v1/workspace", Ct), HttpStatusCode.InternalServerError, "internal_error");

        Assert.DoesNotContain("only the log may say this", problem.ToString(), StringComparison.Ordinal);
        var line = Assert.Single(log.Lines, line => line.Contains("only the log may say this", StringComparison.Ordinal));
        Assert.Contains(problem.GetProperty("traceId").GetString()!, line, StringComparison.Ordinal);
    }

    /// <param name="state">What the database says of it; null where there is none to say anything.</param>
    [Theory]
    [InlineData(null)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData("25P03")]
    public async Task A_database_that_cannot_be_used_is_told_apart_and_may_be_asked_again(string? state)
    {
        var trouble = state is null ? new NpgsqlException("Failed to connect to 10.0.0.7:5432") : new PostgresException("the connection is terminated", "FATAL", "FATAL", state);
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string> { ["Jobs:Enabled"] = "false", ["Logging:LogLevel:Posthaste"] = "None" },
            services => services.AddSingleton<IWorkspaceStore>(provider => new UnreachableStore(provider.GetRequiredService<Database>(), trouble)));

        var answer = await server.Http.GetAsync("/api/v1/workspace", Ct);

        await Problems.AssertAsync(answer, HttpStatusCode.ServiceUnavailable, "store_unavailable");
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Http.GetAsync("/readyz", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/healthz", Ct)).StatusCode);
    }

    private sealed class BrokenStore(Database database) : UnreadableStore(database, new InvalidOperationException("only the log may say this"));

    private sealed class UnreachableStore(Database database, NpgsqlException trouble) : UnreadableStore(database, trouble);

    // Good enough for the start, where the first workspace is made.
    private abstract class UnreadableStore(Database database, Exception trouble) : IWorkspaceStore
    {
        private readonly SqlWorkspaceStore _real = new(database);

        public Task<Workspace?> FindAsync(Guid id, CancellationToken ct) => throw trouble;

        public Task<IReadOnlyList<Workspace>> ListAsync(CancellationToken ct) => _real.ListAsync(ct);

        public Task<bool> AddAsync(Workspace workspace, CancellationToken ct) => _real.AddAsync(workspace, ct);

        public Task<bool> SaveAsync(Workspace workspace, CancellationToken ct) => _real.SaveAsync(workspace, ct);

        public Task<bool> SavePlanAsync(Guid workspaceId, string plan, CancellationToken ct) => _real.SavePlanAsync(workspaceId, plan, ct);
    }
}
