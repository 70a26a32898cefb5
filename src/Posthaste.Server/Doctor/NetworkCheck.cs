using System.Globalization;
using Posthaste.Alerts.Health;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Server.Doctor;

/// <summary>The networks of the connected accounts can be reached from here, and their time is ours: signatures and due times depend on it.</summary>
internal sealed class NetworkCheck(SavedAccounts saved, IPlatforms platforms, PingNetwork ping, IHttpClientFactory clients, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FarApart = TimeSpan.FromMinutes(1);

    /// <summary>Asked where no account is connected yet.</summary>
    private static readonly AccountHome Usual = new(InstagramPlatform.PlatformName, null, null);

    public string Name => "network";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        var homes = (await saved.ReadAsync(ct) ?? []).Where(account => account.SealedToken is not null)
            .Select(account => new AccountHome(account.Channel.Platform, account.Channel.Login, account.Channel.Server)).DefaultIfEmpty(Usual);
        var hosts = LookAtNetworks.HostsOf(homes, platforms);
        var findings = await Task.WhenAll(hosts.Select(host => AskAsync(host, ct)));
        // Not of a host that a person named: this client goes wherever it is told to.
        return hosts.FirstOrDefault(host => !host.IsGuarded) is { } known && await ReadTimeAsync(known.Address, ct) is { } date
            ? [.. findings, Compare(known.Address.IdnHost, date)]
            : findings;
    }

    private async Task<DoctorFinding> AskAsync(NetworkHost host, CancellationToken ct) => await ping.RunAsync(host.Address, host.IsGuarded, ct) is { } trouble
        ? DoctorFinding.Warning(Name, $"{host.DisplayName} ({host.Address.Authority}) cannot be used from here: {trouble}.", "Let the server make https connections to it. Where it is down for everybody, posts wait for it.")
        : DoctorFinding.Ok(Name, $"{host.DisplayName} ({host.Address.Authority}) answers.");

    /// <returns>Null where it does not answer, which has been said, or names no time.</returns>
    private async Task<DateTimeOffset?> ReadTimeAsync(Uri address, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var http = clients.CreateClient(FetchHostedCopy.Client);
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.Headers.Date;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private DoctorFinding Compare(string host, DateTimeOffset date)
    {
        // The header has whole seconds, and was a moment on its way.
        var apart = (time.GetUtcNow() - date).Duration();
        var seconds = apart.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        const string Mend = "Let this machine follow a time server (chrony, systemd-timesyncd).";
        return apart > FarApart ? DoctorFinding.Error("clock", $"This machine's clock is {seconds} seconds away from that of {host}: posts go out at the wrong time, and signed addresses are refused.", Mend)
            : apart > Tolerated ? DoctorFinding.Warning("clock", $"This machine's clock is {seconds} seconds away from that of {host}.", Mend)
            : DoctorFinding.Ok("clock", $"This machine's clock and that of {host} agree.");
    }
}
