using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Probing;
using Posthaste.Platforms;
using Posthaste.Server.Doctor;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Verbs;

/// <summary><c>doctor</c>: looks at everything that the server needs, changes nothing, and says how to mend what is wrong.</summary>
internal static class RunDoctor
{
    /// <param name="to">Where the findings go.</param>
    /// <returns>1 where something is wrong that keeps posts from going out.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter to, CancellationToken ct = default)
    {
        // Those of the server would open the database, which may be another process's, or make it.
        await using var app = ServerApp.Build([.. args.Where(arg => arg != VerbAnswer.AsJson)], VerbAnswer.Silent, services => services.AddSingleton<ICallMeter, NoMeter>().AddSingleton<IAppKeys>(NoAppKeys.Instance));
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var findings = new List<DoctorFinding>();
        foreach (var check in Checks(app.Services)) findings.AddRange(await SafelyAsync(check, ct));
        if (args.Contains(VerbAnswer.AsJson)) await to.WriteLineAsync(JsonSerializer.Serialize(findings.Select(ToJson), VerbAnswer.Json));
        else await to.WriteLineAsync(ToText(findings));
        return findings.Any(finding => finding.Level == DoctorLevel.Error) ? 1 : 0;
    }

    private static IReadOnlyList<IDoctorCheck> Checks(IServiceProvider services)
    {
        var (media, time, clients) = (services.GetRequiredService<MediaOptions>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IHttpClientFactory>());
        var (folder, source) = (services.GetRequiredService<DataFolder>(), services.GetRequiredService<KeySource>());
        var (keys, accounts) = (new KeysCheck(source, folder), new SavedAccounts(services.GetRequiredService<CopyEnds>()));
        return
        [
            new ToolsCheck(media, services.GetRequiredService<ToolRunner>()),
            new FolderCheck(folder, media, source, time),
            keys,
            new DatabaseCheck(services.GetRequiredService<CopyEnds>(), time),
            new AccountsCheck(accounts, keys, services.GetRequiredService<RenewalPlan>(), time),
            new NodesCheck(services, time),
            new BrokerCheck(services.GetRequiredService<IOptions<BrokerOptions>>().Value, services.GetRequiredService<IHandoffTransport>()),
            new NetworkCheck(accounts, services.GetRequiredService<IPlatforms>(), services.GetRequiredService<PingNetwork>(), clients, time),
            new AddressCheck(services.GetRequiredService<PublicAddress>(), services.GetRequiredService<MediaOrigin>(), clients, time),
            new MediaStoreCheck(media, services, clients, time),
        ];
    }

    /// <summary>One check that fails must not hide the others.</summary>
    private static async Task<IReadOnlyList<DoctorFinding>> SafelyAsync(IDoctorCheck check, CancellationToken ct)
    {
        try
        {
            return await check.RunAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return [DoctorFinding.Error(check.Name, $"This could not be looked at: {e.Message}", "Start the server to see more in its log.")];
        }
    }

    private static object ToJson(DoctorFinding finding) => new { check = finding.Check, level = Words.Of(finding.Level), sentence = finding.Sentence, mend = finding.Mend };

    private static string ToText(IReadOnlyList<DoctorFinding> findings)
    {
        var lines = findings.Select(finding => $"{Words.Of(finding.Level),-8} {finding.Check,-12} {finding.Sentence}{(finding.Mend is { } mend ? $"\n{"",-22}{mend}" : "")}");
        var (errors, warnings) = (findings.Count(finding => finding.Level == DoctorLevel.Error), findings.Count(finding => finding.Level == DoctorLevel.Warning));
        return string.Join('\n', lines) + string.Create(CultureInfo.InvariantCulture, $"\n\n{errors} errors, {warnings} warnings.");
    }

    /// <summary>No account's call is made, and so none is counted.</summary>
    private sealed class NoMeter : ICallMeter
    {
        public void Count(Guid channelId, CallTotals made)
        {
            // Nothing asks for it.
        }
    }
}
