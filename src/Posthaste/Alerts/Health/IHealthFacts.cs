using Posthaste.Jobs.Nodes;

namespace Posthaste.Alerts.Health;

/// <summary>What the health of publishing is read from, beside what alerts and rates know. Every question costs what is in trouble, never what is planned.</summary>
internal interface IHealthFacts
{
    /// <summary>Nodes that work or schedule and whose heartbeat has come in time.</summary>
    Task<IReadOnlyList<LiveNode>> ListNodesAsync(DateTimeOffset now, CancellationToken ct);

    /// <summary>Of one workspace.</summary>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="now">What could have been taken up by then waits.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<QueueFacts> ReadQueueAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct);

    /// <summary>Of one workspace: tries since then that the network did not take, for no reason of the post's; by platform. What there is none of is left out.</summary>
    Task<IReadOnlyDictionary<string, int>> CountFailuresAsync(Guid workspaceId, DateTimeOffset since, CancellationToken ct);
}

/// <param name="BrokerAnswers">Null where it uses none.</param>
internal sealed record LiveNode(string Version, DateTimeOffset StartedAt, NodeRoles Roles = NodeRoles.All, bool? BrokerAnswers = null);

/// <param name="Waiting">Posts whose time has come and that nobody has taken up.</param>
/// <param name="WaitingSince">When the one that has waited longest could have been taken up; null where none waits.</param>
/// <param name="Unknown">Publish calls whose outcome nobody knows; what a person was asked about, or has in hand, is left out.</param>
/// <param name="UnknownSince">When the oldest of them began; null where there is none.</param>
/// <param name="Attention">Posts that wait for a person.</param>
internal sealed record QueueFacts(long Waiting, DateTimeOffset? WaitingSince, long Unknown, DateTimeOffset? UnknownSince, long Attention);
