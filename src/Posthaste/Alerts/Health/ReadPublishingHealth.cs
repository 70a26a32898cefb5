using Microsoft.Extensions.Options;
using Posthaste.Alerts.Rates;
using Posthaste.Channels;
using Posthaste.Jobs;

namespace Posthaste.Alerts.Health;

/// <summary>Says whether a workspace's posts go out, and what stands in their way.</summary>
internal sealed class ReadPublishingHealth(
    IHealthFacts facts, INetworkLookStore looks, IChannelStore channels, IAlertStore alerts, ReadRates readRates, IPlatforms platforms, EngineClock clock, IOptions<AlertsOptions> options)
{
    private static readonly TimeSpan FailuresOf = TimeSpan.FromMinutes(30);

    public async Task<PublishingHealth> RunAsync(Guid workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        var rules = new HealthRules(options.Value, now);
        var queue = await facts.ReadQueueAsync(workspaceId, now, ct);
        var rates = await readRates.RunAsync(workspaceId, ct);
        var connected = (await channels.ListAsync(workspaceId, ct)).Where(channel => channel.State != ChannelState.Disconnected).ToList();
        var storage = (await alerts.ListOpenAsync([AlertKind.StorageFailing], ct)).FirstOrDefault(alert => alert.Finding.WorkspaceId == workspaceId);
        return new PublishingHealth
        {
            ReadAt = now,
            Parts =
            [
                new HealthPart(HealthPartName.Database, HealthState.Ok, "The database answers."),
                HealthRules.Engine(await facts.ListNodesAsync(now, ct)),
                rules.Queue(queue),
                rules.Outcomes(queue),
                HealthRules.Posts(queue),
                rules.Accounts(connected),
                HealthRules.Storage(storage),
                rules.SuccessRate(rates.Single(rate => rate.Kind == RateKind.Success)),
            ],
            Networks = await ReadNetworksAsync(workspaceId, connected, rates, rules, ct),
        };
    }

    private async Task<IReadOnlyList<NetworkHealth>> ReadNetworksAsync(Guid workspaceId, List<Channel> connected, IReadOnlyList<Rate> rates, HealthRules rules, CancellationToken ct)
    {
        var failures = await facts.CountFailuresAsync(workspaceId, clock.Now - FailuresOf, ct);
        var seen = (await looks.ListAsync(ct)).ToDictionary(look => (look.Platform, look.Host));
        var (success, calls) = (rates.Single(rate => rate.Kind == RateKind.Success), rates.Single(rate => rate.Kind == RateKind.ApiErrors));
        return
        [
            .. connected.GroupBy(channel => channel.Platform).Select(network => Of(network.Key, [.. network])).OrderBy(network => network.DisplayName, StringComparer.Ordinal),
        ];

        NetworkHealth Of(string platform, IReadOnlyList<Channel> accounts)
        {
            var name = platforms.Find(platform)?.DisplayName ?? platform;
            var hosts = LookAtNetworks.HostsOf(accounts.Select(channel => new AccountHome(channel.Platform, channel.Login, channel.Server)), platforms);
            NetworkLook[] last = [.. hosts.Select(host => seen.GetValueOrDefault((host.Platform, host.Address.Authority))).OfType<NetworkLook>()];
            var failed = failures.GetValueOrDefault(platform);
            var (published, failedCalls) = (Share(success, platform), Share(calls, platform));
            var (state, sentence) = rules.Network(name, last, failed, success.Target!.IsMetBy(published) == false || calls.Target!.IsMetBy(failedCalls) == false);
            return new NetworkHealth
            {
                Platform = platform,
                DisplayName = name,
                State = state,
                Sentence = sentence,
                Accounts = accounts.Count,
                Failures = failed,
                Published = published,
                FailedCalls = failedCalls,
                Looks = last,
            };
        }
    }

    private static RateShare Share(Rate rate, string platform) => rate.Platforms.FirstOrDefault(share => share.Platform == platform)?.Share ?? default;
}
