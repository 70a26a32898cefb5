namespace Posthaste.Jobs.Telemetry;

/// <summary>What waits, for the figures. Every question costs what is waiting now, never what is planned.</summary>
public interface IQueueStore
{
    Task<QueueFigures> ReadAsync(DateTimeOffset now, CancellationToken ct);
}

/// <summary>How the queue stands.</summary>
/// <param name="Waiting">Jobs whose time has come and that nobody has taken yet.</param>
/// <param name="Settling">Publish calls whose outcome is unknown.</param>
/// <param name="Attention">Jobs that a person must look at, by platform and reason.</param>
/// <param name="Quotas">Posts that the platform still allows today on the account with the fewest, as it last said, by platform.</param>
public sealed record QueueFigures(
    IReadOnlyList<WaitingJobs> Waiting, IReadOnlyList<SettlingJobs> Settling, IReadOnlyList<AttentionJobs> Attention, IReadOnlyList<QuotaLeft> Quotas)
{
    public static readonly QueueFigures None = new([], [], [], []);
}

/// <param name="Since">When the one that has waited longest could have been taken.</param>
public sealed record WaitingJobs(string Platform, LaneKind Lane, long Count, DateTimeOffset Since);

/// <param name="Since">The oldest intent.</param>
public sealed record SettlingJobs(string Platform, long Count, DateTimeOffset Since);

public sealed record AttentionJobs(string Platform, JobReason? Reason, long Count);

public sealed record QuotaLeft(string Platform, long Posts);
