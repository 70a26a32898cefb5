using Posthaste.Alerts.Health;
using Posthaste.Jobs;

namespace Posthaste.Alerts;

/// <summary>What the conditions ask the database. Every question costs what is in trouble, never what is planned.</summary>
internal interface IAlertFacts
{
    /// <summary>Jobs that wait for a person, and those that were left out since then.</summary>
    Task<IReadOnlyList<TroubledJob>> ListTroubledAsync(DateTimeOffset skippedSince, CancellationToken ct);

    /// <summary>Jobs with a publish call begun before then whose outcome nobody knows.</summary>
    Task<IReadOnlyList<SettlingJob>> ListSettlingAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>Of one channel: the jobs on their way that are due after that.</summary>
    Task<PlannedJobs> CountPlannedAsync(Guid workspaceId, Guid channelId, DateTimeOffset after, CancellationToken ct);

    /// <summary>Channels that must be connected again.</summary>
    Task<IReadOnlyList<LostAccount>> ListLostAsync(CancellationToken ct);

    /// <summary>Jobs that could have been taken up before then and were not, by workspace.</summary>
    Task<IReadOnlyList<WaitingQueue>> ListWaitingAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>Cards that somebody was reminded of and nobody has answered.</summary>
    Task<IReadOnlyList<UnansweredCard>> ListUnansweredAsync(CancellationToken ct);

    /// <summary>Where accounts live that are published on, each once.</summary>
    Task<IReadOnlyList<AccountHome>> ListHomesAsync(CancellationToken ct);

    /// <summary>Workspaces with jobs on their way on accounts that live there and are due in that time, and how many.</summary>
    Task<IReadOnlyDictionary<Guid, long>> ListBusyOnAsync(IReadOnlyList<AccountHome> homes, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Workspaces with jobs on their way that are due in that time.</summary>
    Task<IReadOnlyList<Guid>> ListBusyAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <param name="Title">Of its post.</param>
/// <param name="Username">Of its account, without the @.</param>
internal sealed record TroubledJob(Job Job, string Title, string Username);

/// <param name="Since">When the call began.</param>
internal sealed record SettlingJob(Guid WorkspaceId, Guid JobId, Guid PostId, string Title, string Username, DateTimeOffset Since);

/// <param name="First">When the first is due; null where there is none.</param>
internal sealed record PlannedJobs(long Count, DateTimeOffset? First);

internal sealed record LostAccount(Guid WorkspaceId, Guid ChannelId, string Platform, string Username);

internal sealed record UnansweredCard(Guid WorkspaceId, Guid HandoverId, Guid JobId, Guid PostId, string Title, string Username);

/// <param name="Since">When the one that has waited longest could have been taken up.</param>
internal sealed record WaitingQueue(Guid WorkspaceId, long Count, DateTimeOffset Since);
