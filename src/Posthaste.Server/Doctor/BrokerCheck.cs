using Posthaste.Jobs.Handoff;

namespace Posthaste.Server.Doctor;

/// <summary>The broker answers, where one is set. Posts go out without it.</summary>
internal sealed class BrokerCheck(BrokerOptions options, IHandoffTransport transport) : IDoctorCheck
{
    public string Name => "broker";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        if (!options.IsSet) return [];
        try
        {
            await transport.CheckAsync(ct);
            return [DoctorFinding.Ok(Name, "The broker answers.")];
        }
        catch (HandoffException e)
        {
            return [DoctorFinding.Warning(Name, $"The broker cannot be used. {e.Message}", "See that it runs, and that Broker:Url names it. Posts go out meanwhile: workers look for what is due by themselves.")];
        }
    }
}
