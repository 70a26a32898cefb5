using System.Net;
using Posthaste.Media.Hosting;
using Posthaste.Posts.Readiness;

namespace Posthaste.Server.Doctor;

/// <summary>The address under which networks and people reach this server: https, public, and answering.</summary>
internal sealed class AddressCheck(PublicAddress address, MediaOrigin origin, IHttpClientFactory clients, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Name => "address";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        var findings = new List<DoctorFinding>();
        if (AddressRules.Check(origin) is { } wrong) findings.Add(DoctorFinding.Warning(Name, wrong.Message, wrong.Advice ?? "Change that setting."));
        if (address.Url.Scheme != Uri.UriSchemeHttps) findings.Add(DoctorFinding.Warning(Name, $"PublicBaseUrl is {address.Url.Scheme}, and signing in needs https.", "Put a proxy with TLS before the server, and set PublicBaseUrl to its https address."));
        findings.Add(await ReachAsync(ct));
        return findings;
    }

    private async Task<DoctorFinding> ReachAsync(CancellationToken ct)
    {
        var host = $"{address.Url.IdnHost} (PublicBaseUrl)";
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var http = clients.CreateClient(FetchHostedCopy.Client);
            using var answer = await http.GetAsync(new Uri(address.Url, "/healthz"), either.Token);
            return answer.StatusCode == HttpStatusCode.OK
                ? DoctorFinding.Ok(Name, $"The server answers at {host}.")
                : DoctorFinding.Warning(Name, $"{host} answers with {(int)answer.StatusCode} where the server would say 200.", "Let whatever stands before the server hand /healthz and /m/ on to it, without a sign-in of its own.");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return DoctorFinding.Warning(Name, $"Nothing answers at {host}, as seen from this machine.", "Start the server, and see that the name leads to it from outside. A server that cannot reach its own public name sets Media:CheckPublicCopies to false.");
        }
    }
}
