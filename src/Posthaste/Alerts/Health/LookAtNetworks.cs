using System.Collections.Concurrent;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Alerts.Health;

/// <summary>Asks the hosts of all connected accounts for next to nothing, to see whether they answer.</summary>
internal sealed class LookAtNetworks(IAlertFacts facts, INetworkLookStore store, IPlatforms platforms, PingNetwork ping, EngineClock clock, TimeProvider time)
{
    private const int AtOnce = 16;

    /// <summary>Whoever looks for alerts has more to do; the hosts that are left out come first the next time.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    /// <returns>Every host with the accounts on it, and the last look at it; null where there was none yet.</returns>
    public async Task<IReadOnlyList<NetworkHost>> RunAsync(CancellationToken ct)
    {
        var known = (await store.ListAsync(ct)).ToDictionary(look => (look.Platform, look.Host));
        var hosts = HostsOf(await facts.ListHomesAsync(ct), platforms).Select(host => host with { Look = known.GetValueOrDefault((host.Platform, host.Address.Authority)) }).ToList();
        var looks = new ConcurrentDictionary<(string Platform, string Host), NetworkLook>();
        var begun = time.GetTimestamp();
        await Parallel.ForEachAsync(hosts.OrderBy(host => host.Look?.LookedAt), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (host, within) =>
        {
            if (time.GetElapsedTime(begun) < Budget) looks[(host.Platform, host.Address.Authority)] = await LookAsync(host, within);
        });
        await store.SaveAsync([.. looks.Values], ct);
        return [.. hosts.Select(host => host with { Look = looks.GetValueOrDefault((host.Platform, host.Address.Authority)) ?? host.Look })];
    }

    /// <summary>Where accounts live, by host; networks that have nothing to ask for are left out.</summary>
    public static IReadOnlyList<NetworkHost> HostsOf(IEnumerable<AccountHome> homes, IPlatforms platforms) =>
    [
        .. from home in homes
           let platform = platforms.Find(home.Platform)
           let address = platform?.PingAddress(home.Login, home.Server)
           where address is not null
           group home by (platform, address) into host
           select new NetworkHost(host.Key.platform.Name, host.Key.platform.DisplayName, host.Key.address, [.. host])
           {
               IsGuarded = host.Any(home => home.Server is not null) && !host.Key.platform.IsOnThisMachine,
           },
    ];

    private async Task<NetworkLook> LookAsync(NetworkHost host, CancellationToken ct)
    {
        var trouble = await ping.RunAsync(host.Address, host.IsGuarded, ct);
        var now = clock.Now;
        return new NetworkLook
        {
            Platform = host.Platform,
            Host = host.Address.Authority,
            LookedAt = now,
            GoodAt = trouble is null ? now : host.Look?.GoodAt,
            Failures = trouble is null ? 0 : (host.Look?.Failures ?? 0) + 1,
            Trouble = trouble,
        };
    }
}

/// <summary>A host that accounts are published on.</summary>
/// <param name="Platform">The network's word.</param>
/// <param name="DisplayName">As people call it.</param>
/// <param name="Address">What is asked for.</param>
/// <param name="Homes">The accounts that live there; one at least.</param>
internal sealed record NetworkHost(string Platform, string DisplayName, Uri Address, IReadOnlyList<AccountHome> Homes)
{
    /// <summary>A person named it: it is gone to only where it is of the public web.</summary>
    public bool IsGuarded { get; init; }

    public NetworkLook? Look { get; init; }
}

/// <summary>Where some accounts are, as their rows say it.</summary>
/// <param name="Login">The login product, where the network has several.</param>
/// <param name="Server">On networks of many servers.</param>
internal sealed record AccountHome(string Platform, string? Login, Uri? Server);
