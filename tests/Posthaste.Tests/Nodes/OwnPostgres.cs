using System.Diagnostics;
using Npgsql;

namespace Posthaste.Tests.Nodes;

/// <summary>A PostgreSQL server of the test's own, which it may stop: in a folder of its own, on a free port, gone afterwards.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-pg-");
    private readonly string _bin;
    private readonly int _port = Ports.Next();

    private OwnPostgres(string bin) => _bin = bin;

    /// <summary>Its one database.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "postgres", Database = "postgres" }.ToString();

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Makes and starts one. Where PostgreSQL is not installed the test is skipped; in CI it fails.</summary>
    public static async Task<OwnPostgres> StartNewAsync()
    {
        var bin = FindBin();
        Assert.SkipUnless(bin is not null || Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL's initdb is not installed.");
        Assert.True(bin is not null, "PostgreSQL's initdb is not installed: in CI a restart of the database is proved too.");
        var postgres = new OwnPostgres(bin!);
        if (Environment.UserName == "root") await RunAsync("chown", ["postgres", postgres._folder.FullName]);
        await postgres.ToolAsync("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        await postgres.StartAsync();
        return postgres;
    }

    public Task StartAsync() => ToolAsync("pg_ctl", "-D", Data, "-w", "-s", "-l", Path.Combine(_folder.FullName, "log"),
        // The machine lives on, so nothing need reach the disk; but what is committed must survive the server's own end.
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100 -c fsync=off", "start");

    /// <param name="mode"><c>fast</c> ends sessions, <c>immediate</c> is a crash.</param>
    public Task StopAsync(string mode) => ToolAsync("pg_ctl", "-D", Data, "-w", "-s", "-m", mode, "stop");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await StopAsync("immediate");
        _folder.Delete(recursive: true);
    }

    private static string? FindBin() =>
        Path.GetDirectoryName(Installed.Find("initdb", Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : []));

    // PostgreSQL refuses to run as root.
    private Task ToolAsync(string name, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_bin, name), .. arguments])
        : RunAsync(Path.Combine(_bin, name), arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        // Into a file: the server that is left behind would hold a pipe open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null", "sh", program, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
