namespace Posthaste.Alerts.Rates;

/// <summary>Counts what the rates are made of. Rows come in no order; what there is none of is left out.</summary>
internal interface IRateStore
{
    /// <summary>What became of jobs that were due in that time.</summary>
    Task<IReadOnlyList<OutcomeCount>> CountOutcomesAsync(RateScope scope, CancellationToken ct);

    /// <summary>What calls to networks have come to since then. They are counted by the hour: the first one is counted whole.</summary>
    Task<IReadOnlyList<CallCount>> CountCallsAsync(RateScope scope, CancellationToken ct);

    /// <summary>Tokens that were tried to be renewed since then, each once.</summary>
    Task<IReadOnlyList<RenewalCount>> CountRenewalsAsync(RateScope scope, CancellationToken ct);

    /// <summary>Those of them that are in use still and were not renewed, of all workspaces.</summary>
    Task<IReadOnlyList<FailingRenewal>> ListFailingAsync(DateTimeOffset from, CancellationToken ct);
}

/// <summary>What is counted.</summary>
/// <param name="WorkspaceId">Whose; null for all.</param>
/// <param name="To">Of jobs: those that are due before. What was called and renewed is never later.</param>
internal sealed record RateScope(Guid? WorkspaceId, DateTimeOffset From, DateTimeOffset To);

/// <summary>Of one workspace's jobs on one network.</summary>
/// <param name="ByHand">Those of the published ones that a person published.</param>
/// <param name="NotPublished">Ended without success after at least one try.</param>
/// <param name="NeverTried">Ended without success before a try.</param>
/// <param name="FellBack">Put into a person's hands because the network's API could not be used, whatever became of them.</param>
/// <param name="FellBackOnly">Those of these that are counted neither as published nor as ended without success: a person has them, or left them out.</param>
internal sealed record OutcomeCount(Guid WorkspaceId, string Platform, long Published, long ByHand, long NotPublished, long NeverTried, long FellBack, long FellBackOnly);

internal sealed record CallCount(Guid WorkspaceId, string Platform, long Calls, long Errors);

internal sealed record RenewalCount(Guid WorkspaceId, string Platform, long Tried, long Renewed);

/// <summary>A token that could not be renewed yet.</summary>
/// <param name="TokenAt">When it came.</param>
/// <param name="EndsAt">Null where nobody knows.</param>
/// <param name="RetryAt">When it is tried again; null where only a person can do something.</param>
internal sealed record FailingRenewal(Guid WorkspaceId, Guid ChannelId, string Username, DateTimeOffset TokenAt, int Tries, DateTimeOffset? EndsAt, DateTimeOffset? RetryAt);
