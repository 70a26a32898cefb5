using Microsoft.Extensions.Options;
using Posthaste.Alerts.Health;

namespace Posthaste.Alerts.Conditions;

/// <summary>Networks that do not answer while posts are due on them within a day. One look without an answer may be an accident: it is looked again before it counts.</summary>
internal sealed class NetworksSilent(IAlertFacts facts, LookAtNetworks lookAtNetworks, IOptions<AlertsOptions> options) : IAlertCondition
{
    private static readonly TimeSpan LookAhead = TimeSpan.FromDays(1);

    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);

    private bool _failed;

    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.NetworkSilent];

    public TimeSpan Every => options.Value.NetworkCheckEvery == TimeSpan.Zero ? Timeout.InfiniteTimeSpan
        : _failed && AgainAfter < options.Value.NetworkCheckEvery ? AgainAfter
        : options.Value.NetworkCheckEvery;

    // Whoever has just connected an account wants to know whether its network can be reached.
    public bool IsToldBy(string eventKind) => eventKind == "channel.connected";

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct)
    {
        var hosts = await lookAtNetworks.RunAsync(ct);
        _failed = hosts.Any(host => host.Look is { Trouble: not null });
        var found = new List<AlertFinding>();
        foreach (var host in hosts.Where(host => host.Look is { IsSilent: true }))
        {
            foreach (var (workspaceId, count) in await facts.ListBusyOnAsync(host.Homes, now, now + LookAhead, ct)) found.Add(Of(workspaceId, host, count));
        }
        return found;
    }

    private static AlertFinding Of(Guid workspaceId, NetworkHost host, long count) => new()
    {
        WorkspaceId = workspaceId,
        Kind = AlertKind.NetworkSilent,
        SubjectId = workspaceId,
        Occurrence = $"{host.Platform} {host.Address.Authority}",
        ErrorKind = $"network_{host.Look!.Trouble}",
        Title = $"{host.DisplayName} does not answer",
        Message = $"{host.Address.Authority} has not answered when it was asked ({host.Look.Trouble}), more than once. {(count == 1 ? "One post is" : $"{count} posts are")} due there within a day. Posthaste goes on asking, and posts "
            + "wait inside their late window. If other pages of the network open, see that this server can reach it: its DNS, its firewall, its proxy.",
        Path = "/health",
    };
}
