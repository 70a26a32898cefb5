using Microsoft.Extensions.Options;

namespace Posthaste.Alerts.Conditions;

/// <summary>Posts whose time has come and that no worker takes up: the server is stopped, overloaded, or cannot reach its database.</summary>
internal sealed class QueueWaits(IAlertFacts facts, IOptions<AlertsOptions> options) : IAlertCondition
{
    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.QueueLate];

    public TimeSpan Every => options.Value.Interval;

    public bool IsToldBy(string eventKind) => false;

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) =>
        [.. (await facts.ListWaitingAsync(now - options.Value.QueueLateAfter, ct)).Select(Of)];

    private static AlertFinding Of(WaitingQueue queue) => new()
    {
        WorkspaceId = queue.WorkspaceId,
        Kind = AlertKind.QueueLate,
        SubjectId = queue.WorkspaceId,
        ErrorKind = "queue_late",
        Title = queue.Count == 1 ? "A post is not taken up in time" : $"{queue.Count} posts are not taken up in time",
        Message = $"The one that waits longest could have been taken up at {queue.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. See that workers run (Jobs:Enabled, Node:Role), that the server is not "
            + "overloaded, and that its database answers.",
        Path = "/activity",
    };
}
