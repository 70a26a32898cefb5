using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Posthaste.Sandbox;
using Posthaste.Storage;
using Posthaste.Storage.Sqlite;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>A server process that can be made to die, on a database of its own, with a sandbox of its own.</summary>
internal sealed class CrashRig : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _sandbox;
    private readonly HttpClient _sandboxHttp;
    private readonly TestDatabase? _database;

    private CrashRig(DirectoryInfo folder, WebApplication sandbox, HttpClient sandboxHttp, TestDatabase? database, ServerProcess server)
    {
        (_folder, _sandbox, _sandboxHttp, _database, Server) = (folder, sandbox, sandboxHttp, database, server);
        Desk = new PostDesk(server.Http, sandboxHttp);
    }

    public ServerProcess Server { get; }

    public PostDesk Desk { get; }

    /// <summary>Containers asked for before the story began.</summary>
    public int CreatesBefore { get; set; }

    public string Storage => _database is null ? "SQLite" : "PostgreSQL";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="database">A PostgreSQL database that is not started yet; null for a SQLite file.</param>
    /// <param name="more">Settings that win over the rig's.</param>
    public static async Task<CrashRig> StartAsync(PostgresTestDatabase? database, IReadOnlyDictionary<string, string>? more = null)
    {
        if (database is not null) await database.StartAsync();
        var folder = Directory.CreateTempSubdirectory("posthaste-kill-");
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await sandbox.StartAsync(Ct);
        var http = new HttpClient { BaseAddress = new Uri(sandbox.Urls.First()) };
        // What is not there at the first look is looked at again seconds later.
        await PostDesk.Ok(http.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0, videoProcessingSeconds = 0 }, Ct));
        var settings = new Dictionary<string, string>(Impatience.Settings)
        {
            ["DataDir"] = folder.FullName,
            ["Platforms:Instagram:GraphBaseUrl"] = sandbox.Urls.First(),
            ["Platforms:TikTok:ApiBaseUrl"] = sandbox.Urls.First(),
            ["Platforms:Bluesky:Server"] = sandbox.Urls.First(),
            ["Platforms:Mastodon:Server"] = sandbox.Urls.First(),
            ["Platforms:Facebook:GraphBaseUrl"] = sandbox.Urls.First(),
        };
        var failpoint = Path.Combine(folder.FullName, "failpoint");
        await File.WriteAllTextAsync(failpoint, "", Ct);
        if (database is not null)
        {
            settings["Storage:Provider"] = "postgres";
            settings["Storage:ConnectionString"] = database.ConnectionString;
        }
        foreach (var (key, value) in more ?? new Dictionary<string, string>()) settings[key] = value;
        return new CrashRig(folder, sandbox, http, database, new ServerProcess(settings) { FailpointFile = failpoint });
    }

    /// <summary>Says where the server fails from now on.</summary>
    /// <param name="failpoint">As <c>name[:nth[:action]]</c>; null for nowhere.</param>
    public void Arm(string? failpoint)
    {
        // Never half of it.
        File.WriteAllText(Server.FailpointFile + ".new", failpoint);
        File.Move(Server.FailpointFile + ".new", Server.FailpointFile!, overwrite: true);
    }

    /// <summary>Schedules one post, on an account of its own, so soon that it is prepared at once.</summary>
    public async Task<Guid> ScheduleAsync(PostKind kind)
    {
        var (channel, _) = await Desk.ConnectAsync(kind.Platform);
        return await Desk.ScheduleAsync(kind, channel, TimeSpan.FromSeconds(1.5));
    }

    /// <summary>Waits until nothing is left to do.</summary>
    /// <param name="context">For the failure message: what was done to the server.</param>
    public async Task<IReadOnlyList<JsonElement>> AtRestAsync(string context)
    {
        IReadOnlyList<JsonElement> jobs = [];
        await Eventually.TrueAsync(async () =>
        {
            jobs = await Desk.JobsAsync();
            return jobs.All(PostDesk.IsAtRest);
        }, "all jobs have come to rest", () => $"{context}\n{string.Join('\n', jobs)}\n{Server.Output}");
        return jobs;
    }

    /// <summary>Waits until nothing is left to do, and holds what is told against what went live.</summary>
    public async Task AssertAllLiveOnceAsync(string context, bool lookAlikes = false) =>
        Truth.AssertAllLiveOnce(await AtRestAsync(context), await Desk.LedgerAsync(), context, lookAlikes);

    /// <summary>Stops the server, so that its database can be read, and has the checker look at everything.</summary>
    public async Task AssertInvariantsAsync(string context)
    {
        if (Server.IsRunning)
        {
            // In good order: what is at rest may have its figures read meanwhile, on a machine on which a story takes minutes, and hands that back.
            Server.Terminate();
            await Server.ExitAsync();
        }
        var store = await ReadStoreAsync();
        var violations = InvariantCheck.Run(new Sighting(store, // Of a SQLite file nobody else can be at work: the calls of the dead have ended with it.
            await Desk.WorldAsync(store, _database is null ? Server.Deaths : null))
        {
            AtRest = true,
            PublishTimeout = TimeSpan.FromSeconds(2),
            RescueWithin = TimeSpan.FromSeconds(5),
            // Of the sandbox's requests; the clock is the same.
            ClockError = TimeSpan.FromMilliseconds(50),
            Texts = [Server.Output],
            Secrets = ["token-of-account", ServerProcess.ApiKey],
        });
        if (violations.Count > 0) Assert.Fail($"{context}\n{string.Join('\n', violations)}\n{Server.Output}");
    }

    /// <summary>Changes the database of a server that is dead.</summary>
    public async Task ExecuteAsync(string sql)
    {
        Assert.False(Server.IsRunning);
        if (_database is not null)
        {
            await _database.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(sql), Ct);
            return;
        }
        await using var file = new SqliteDatabase(Path.Combine(_folder.FullName, "posthaste.db"), TimeProvider.System);
        await file.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(sql), Ct);
    }

    /// <summary>Sums up a run that is over.</summary>
    public async Task<CrashCounts> CountAsync() => CrashCounts.Of(await ReadStoreAsync(), await Desk.LedgerAsync());

    private async Task<StoreRecords> ReadStoreAsync()
    {
        if (_database is not null) return await SqlRecords.ReadAsync(_database.Database, Ct);
        await using var file = new SqliteDatabase(Path.Combine(_folder.FullName, "posthaste.db"), TimeProvider.System);
        return await SqlRecords.ReadAsync(file, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _sandboxHttp.Dispose();
        await _sandbox.StopAsync(CancellationToken.None);
        await _sandbox.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
