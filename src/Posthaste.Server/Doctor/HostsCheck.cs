using Npgsql;
using Posthaste.Alerts.Health;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Doctor;

/// <summary>The hosts that the connected accounts live on can be reached from here. They are asked for what anybody may read: no account's calls are spent.</summary>
internal sealed class HostsCheck(CopyEnds ends, IPlatforms platforms, PingNetwork ping) : IDoctorCheck
{
    public string Name => "network";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        IReadOnlyList<NetworkHost> hosts;
        try
        {
            hosts = LookAtNetworks.HostsOf(await HomesAsync(ct), platforms);
        }
        catch (Exception e) when (e is BackupException or NewerDatabaseException or NpgsqlException)
        {
            // The check of the database says what is wrong with it.
            return [];
        }
        return await Task.WhenAll(hosts.Select(host => LookAsync(host, ct)));
    }

    private async Task<DoctorFinding> LookAsync(NetworkHost host, CancellationToken ct)
    {
        var name = $"{host.DisplayName} ({host.Address.Authority})";
        return await ping.RunAsync(host.Address, host.IsGuarded(platforms), ct) is { } trouble
            ? DoctorFinding.Warning(Name, $"{name} does not answer ({trouble}); {(host.Homes.Count == 1 ? "1 account is" : $"{host.Homes.Count} accounts are")} there.", "See whether the network is down, and let the server make https connections to it.")
            : DoctorFinding.Ok(Name, $"{name} answers.");
    }

    private async Task<IReadOnlyList<AccountHome>> HomesAsync(CancellationToken ct)
    {
        await using var source = await ends.OpenSourceAsync(ct);
        var table = source.Tables.Single(table => table.Name == "channels");
        var homes = new List<AccountHome>();
        await foreach (var row in source.ReadAsync(table, ct))
        {
            if (row[table.IndexOf("token")] is null) continue;
            homes.Add(new AccountHome((string)row[table.IndexOf("platform")]!, (string?)row[table.IndexOf("login")], row[table.IndexOf("server")] is string server ? new Uri(server) : null));
        }
        return homes;
    }
}
