using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Nodes;

/// <summary>One server process, with a wire to the database and one to the platform that can be made to fail.</summary>
internal sealed partial class ClusterNode : IAsyncDisposable
{
    public ClusterNode(DirectoryInfo folder, string connectionString, Uri sandbox, Dictionary<string, string> settings, string? program = null)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        DatabaseWire = new FaultyWire(new IPEndPoint(IPAddress.Loopback, database.Port));
        PlatformWire = new FaultyWire(new IPEndPoint(IPAddress.Loopback, sandbox.Port));
        database.Port = DatabaseWire.Port;
        Process = new ServerProcess(new Dictionary<string, string>(settings)
        {
            ["DataDir"] = folder.FullName,
            ["Storage:ConnectionString"] = database.ToString(),
            ["Platforms:Instagram:GraphBaseUrl"] = PlatformWire.Url.ToString(),
        }, program);
    }

    public ServerProcess Process { get; }

    public FaultyWire DatabaseWire { get; }

    public FaultyWire PlatformWire { get; }

    /// <summary>Whether the front gives it requests, as a load balancer does that asks for its readiness.</summary>
    public bool Serves { get; set; }

    public IPEndPoint Address => new(IPAddress.Loopback, Process.Http.BaseAddress!.Port);

    /// <summary>Its latest life.</summary>
    public Guid Incarnation => Guid.Parse(Joined().Matches(Process.Output)[^1].Groups[1].Value);

    /// <summary>Gets no more requests and dies.</summary>
    public async Task KillAsync()
    {
        Serves = false;
        await Process.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await DatabaseWire.DisposeAsync();
        await PlatformWire.DisposeAsync();
    }

    [GeneratedRegex("Node ([0-9a-f-]{36}) joined")]
    private static partial Regex Joined();
}
