using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Server.Verbs;
using Posthaste.Storage;

namespace Posthaste.Tests.Server;

/// <summary>R-OPS-3: what the doctor says of a server that runs, in good health and in bad.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Everything_of_a_sound_server_is_ok_beside_its_address_on_this_machine()
    {
        await _server.ConnectAsync();

        var (code, findings, text) = await RunAsync();

        Assert.Equal(0, code);
        Assert.DoesNotContain(findings, finding => finding.Level == "error");
        Assert.Contains(findings, finding => finding is { Check: "database", Level: "ok" } && finding.Sentence.Contains("this program's schema", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "accounts", Sentence: "1 account can be used." });
        Assert.Contains(findings, finding => finding.Sentence == "Only its owner may read keys.json.");
        Assert.Contains(findings, finding => finding is { Check: "network", Level: "ok" } && finding.Sentence == $"Instagram ({_server.SandboxUrl.Authority}) answers.");
        Assert.Contains(findings, finding => finding is { Check: "clock", Level: "ok" } && finding.Sentence.StartsWith("This machine's clock and that of", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "address", Level: "ok" } && finding.Sentence.Contains("The server answers", StringComparison.Ordinal));
        Assert.Equal(5, findings.Count(finding => finding.Check == "tools"));
        Assert.DoesNotContain(ServerUnderTest.AccountToken, text, StringComparison.Ordinal);
        // What is not ok says how to mend it.
        Assert.All(findings, finding => Assert.Equal(finding.Level == "ok", finding.Mend is null));
    }

    [Fact]
    public async Task What_is_wrong_is_named_with_what_to_do_and_ends_with_1()
    {
        var channel = await _server.ConnectAsync();
        await _server.Services.GetRequiredService<Database>().WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            "UPDATE channels SET state = 'reconnect' WHERE id = @Id", new { Id = channel }), Ct);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_server.DataDir, "keys.json"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var nobody = $"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}";
        closed.Stop();

        var (code, findings, _) = await RunAsync("--Media:Ffmpeg=no-such-program", $"--PublicBaseUrl={nobody}", $"--Platforms:Instagram:GraphBaseUrl={nobody}");

        Assert.Equal(1, code);
        Assert.Contains(findings, finding => finding is { Check: "tools", Level: "error", Sentence: "no-such-program is not installed." } && finding.Mend!.Contains("Media:Ffmpeg", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "accounts", Level: "error" } && finding.Sentence.Contains("has ended", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "storage", Level: "error" } && finding.Mend!.StartsWith("Run `chmod 600 ", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "address", Level: "warning" } && finding.Sentence.StartsWith("Nothing answers at", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "network", Level: "warning" } && finding.Sentence.StartsWith($"Instagram ({new Uri(nobody).Authority}) cannot be used from here: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_no_key_at_hand_opens_is_found()
    {
        await _server.ConnectAsync();

        var (code, findings, _) = await RunAsync($"--Secrets:MasterKey=other:{Convert.ToBase64String(new byte[32])}");

        Assert.Equal(1, code);
        Assert.Contains(findings, finding => finding is { Check: "accounts", Level: "error" } && finding.Sentence.Contains("cannot be opened with the keys at hand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_permission_that_an_account_was_connected_without_is_named()
    {
        var channel = await _server.ConnectAsync();
        await _server.Services.GetRequiredService<Database>().WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            "UPDATE channels SET login = 'facebook', scopes = '[\"instagram_basic\",\"pages_show_list\"]' WHERE id = @Id", new { Id = channel }), Ct);

        var (code, findings, _) = await RunAsync();

        Assert.Equal(0, code);
        Assert.Contains(findings, finding => finding is { Check: "accounts", Level: "warning" } && finding.Sentence.Contains("was connected without instagram_content_publish", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "accounts", Sentence: "0 accounts can be used." });
    }

    [Fact]
    public async Task Every_network_that_an_account_is_on_is_asked_and_no_other()
    {
        await _server.ConnectAsync();
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var nobody = $"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}";
        closed.Stop();
        await _server.Services.GetRequiredService<Database>().WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            """
            INSERT INTO channels (id, workspace_id, platform, remote_id, username, state, token, created_at, updated_at)
            SELECT @Id, workspace_id, 'tiktok', 'somebody', 'somebody', state, token, created_at, updated_at FROM channels
            """, new { Id = Guid.NewGuid() }), Ct);

        var (_, findings, _) = await RunAsync($"--Platforms:TikTok:ApiBaseUrl={nobody}");

        var asked = findings.Where(finding => finding.Check == "network").ToDictionary(finding => finding.Sentence.Split(' ')[0], finding => finding.Level);
        Assert.Equal(new Dictionary<string, string> { ["Instagram"] = "ok", ["TikTok"] = "warning" }, asked);
    }

    [Fact]
    public async Task A_folder_without_a_server_is_no_reason_to_make_anything()
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-test-");
        try
        {
            using var text = new StringWriter();
            await RunDoctor.RunAsync([$"--DataDir={folder.FullName}", $"--Platforms:Instagram:GraphBaseUrl={_server.SandboxUrl}"], text, Ct);

            Assert.Empty(folder.EnumerateFileSystemInfos());
            Assert.Contains("There is no keys.json.", text.ToString(), StringComparison.Ordinal);
            Assert.Contains("There is no database at", text.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(int Code, IReadOnlyList<Line> Findings, string Text)> RunAsync(params string[] more)
    {
        using var text = new StringWriter();
        var code = await RunDoctor.RunAsync(["--json", $"--DataDir={_server.DataDir}", $"--PublicBaseUrl={_server.BaseUrl}", $"--Platforms:Instagram:GraphBaseUrl={_server.SandboxUrl}", .. more], text, Ct);
        return (code, JsonSerializer.Deserialize<List<Line>>(text.ToString(), JsonSerializerOptions.Web)!, text.ToString());
    }

    private sealed record Line(string Check, string Level, string Sentence, string? Mend);
}
