using System.Diagnostics;
using System.Text.Json;
using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Bluesky;

/// <summary>The real server of the AT Protocol, on this machine, with two accounts. Only the directory of all accounts is a stand-in. Through <c>tests/pds</c>; <c>./test</c>
/// brings what that needs. Where it is missing its tests are skipped, in CI too: its database is native, and neither the prebuilt file nor a compiler can be counted on.</summary>
public sealed class Pds : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "pds");

    private Process? _process;
    private JsonElement _told;

    public HttpClient Http { get; } = new();

    internal Uri Address
    {
        get
        {
            if (_process is null) Assert.Skip("The tests with the real server need: npm ci --ignore-scripts --prefix tests/pds && npm rebuild better-sqlite3 --prefix tests/pds");
            return new Uri(_told.GetProperty("url").GetString()!);
        }
    }

    internal Uri Server => new(Address.GetLeftPart(UriPartial.Authority));

    internal (string Handle, string Did, string Password) Baker => Told(0);

    internal (string Handle, string Did, string Password) Robin => Told(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal PlatformAccount Account(string? password = null) => new(Guid.Empty, Baker.Did, null, new Secret(password ?? Baker.Password)) { Server = Server };

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path.Combine(Folder, "node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node"))) return;
        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("pds.mjs");
        start.Environment["LOG_ENABLED"] = "false";
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is not { } line) throw new InvalidOperationException($"The server did not start: {await errors}");
        (_told, _process) = (JsonElement.Parse(line), process);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is null) return;
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    /// <summary>Everything that the account shows, newest first, as the server itself tells anybody.</summary>
    internal async Task<IReadOnlyList<JsonElement>> PostsAsync()
    {
        var text = await Http.GetStringAsync(new Uri(Address, $"/xrpc/com.atproto.repo.listRecords?repo={Baker.Did}&collection=app.bsky.feed.post&limit=100"), Ct);
        return [.. JsonElement.Parse(text).GetProperty("records").EnumerateArray()];
    }

    private (string, string, string) Told(int at)
    {
        _ = Address;
        var account = _told.GetProperty("accounts")[at];
        return (account.GetProperty("handle").GetString()!, account.GetProperty("did").GetString()!, account.GetProperty("password").GetString()!);
    }
}
