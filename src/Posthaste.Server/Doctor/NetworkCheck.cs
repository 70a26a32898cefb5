using System.Globalization;
using Microsoft.Extensions.Options;
using Posthaste.Media.Hosting;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Server.Doctor;

/// <summary>Networks can be reached from here, and their time is ours: signatures and due times depend on it.</summary>
internal sealed class NetworkCheck(IOptions<InstagramOptions> instagram, IHttpClientFactory clients, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FarApart = TimeSpan.FromMinutes(1);

    public string Name => "clock";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        var address = instagram.Value.GraphBaseUrl;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var http = clients.CreateClient(FetchHostedCopy.Client);
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.Headers.Date is { } date ? [Compare(address.IdnHost, date)] : [DoctorFinding.Ok("network", $"{address.IdnHost} can be reached.")];
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return [DoctorFinding.Warning("network", $"{address.IdnHost} cannot be reached from here.", "Let the server make https connections to the networks it is to publish on.")];
        }
    }

    private DoctorFinding Compare(string host, DateTimeOffset date)
    {
        // The header has whole seconds, and was a moment on its way.
        var apart = (time.GetUtcNow() - date).Duration();
        var seconds = apart.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        const string Mend = "Let this machine follow a time server (chrony, systemd-timesyncd).";
        return apart > FarApart ? DoctorFinding.Error(Name, $"This machine's clock is {seconds} seconds away from that of {host}: posts go out at the wrong time, and signed addresses are refused.", Mend)
            : apart > Tolerated ? DoctorFinding.Warning(Name, $"This machine's clock is {seconds} seconds away from that of {host}.", Mend)
            : DoctorFinding.Ok(Name, $"{host} can be reached, and has this machine's time.");
    }
}
