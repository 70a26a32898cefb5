using Microsoft.Extensions.Options;
using Npgsql;
using Posthaste.Alerts;
using Posthaste.Alerts.Health;
using Posthaste.Jobs.Nodes;
using Posthaste.Storage;

namespace Posthaste.Server.Doctor;

/// <summary>Of several nodes on PostgreSQL: somebody publishes, somebody does what is nobody's job in particular. A SQLite file has one process, which does both.</summary>
internal sealed class NodesCheck(IServiceProvider services, TimeProvider time) : IDoctorCheck
{
    public string Name => "nodes";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        if (!services.GetRequiredService<IOptions<StorageOptions>>().Value.IsPostgres) return [];
        try
        {
            var now = time.GetUtcNow();
            var nodes = await services.GetRequiredService<IHealthFacts>().ListNodesAsync(now, ct);
            return nodes.Count == 0 ? [Nobody(await WaitingAsync(now, ct))] : [await WorkersAsync(nodes, now, ct), Schedulers(nodes)];
        }
        catch (NpgsqlException)
        {
            // The check of the database says what is wrong with it: it does not answer, or has an older schema.
            return [];
        }
    }

    private async Task<DoctorFinding> WorkersAsync(IReadOnlyList<LiveNode> nodes, DateTimeOffset now, CancellationToken ct)
    {
        const string Start = "Start a node whose Node:Role is worker or all, with Jobs:Enabled.";
        var workers = nodes.Count(node => node.Roles.HasFlag(NodeRoles.Worker));
        if (workers > 0) return DoctorFinding.Ok(Name, workers == 1 ? "One node publishes." : $"{workers} nodes publish.");
        return await WaitingAsync(now, ct) is > 0 and var waiting
            ? DoctorFinding.Error(Name, $"No node publishes, and {Jobs(waiting)}.", Start)
            : DoctorFinding.Warning(Name, "No node publishes.", Start);
    }

    private DoctorFinding Schedulers(IReadOnlyList<LiveNode> nodes) => nodes.Any(node => node.Roles.HasFlag(NodeRoles.Scheduler))
        ? DoctorFinding.Ok(Name, "A scheduler runs.")
        : DoctorFinding.Warning(Name, "No scheduler runs: no access is renewed, nobody is alerted, nothing is tidied up.", "Start a node whose Node:Role is scheduler or all.");

    private DoctorFinding Nobody(long waiting) => waiting == 0
        ? DoctorFinding.Ok(Name, "No node runs, and nothing is due.")
        : DoctorFinding.Error(Name, $"No node runs, and {Jobs(waiting)}.", "Start the server.");

    private async Task<long> WaitingAsync(DateTimeOffset now, CancellationToken ct) => (await services.GetRequiredService<IAlertFacts>().ListWaitingAsync(now, ct)).Sum(queue => queue.Count);

    private static string Jobs(long count) => count == 1 ? "one post is due" : $"{count} posts are due";
}
