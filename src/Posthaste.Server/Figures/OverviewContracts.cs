using Posthaste.Channels.Renewal;
using Posthaste.Jobs;
using Posthaste.Posts.Figures;
using Posthaste.Server.Jobs;

namespace Posthaste.Server.Figures;

/// <summary>The state of a workspace at a glance.</summary>
public sealed record OverviewResponse
{
    /// <summary>The moment that all of this is about.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    public required AttentionResponse Attention { get; init; }
    public required UpcomingResponse Upcoming { get; init; }

    /// <summary>Channels whose access a person should look at, by platform and name.</summary>
    public required IReadOnlyList<AccountInNeedResponse> Accounts { get; init; }

    /// <summary>Posts that wait for an approval.</summary>
    public required long PendingApprovals { get; init; }

    public required LastDaysResponse LastDays { get; init; }

    /// <param name="overview">As it was read.</param>
    /// <param name="running">Jobs that a worker holds at this moment.</param>
    public static OverviewResponse From(Overview overview, IReadOnlySet<Guid> running) => new()
    {
        ReadAt = overview.ReadAt,
        Attention = new AttentionResponse(
            overview.Attention.Sum(row => row.Count), [.. overview.Attention.Select(row => new AttentionReasonResponse(row.Reason, row.Count))],
            [.. overview.MostUrgent.Select(titled => OverviewJobResponse.From(titled, isRunning: false))]),
        Upcoming = new UpcomingResponse(
            overview.UpcomingUntil, overview.UpcomingCount, [.. overview.Upcoming.Select(titled => OverviewJobResponse.From(titled, running.Contains(titled.Job.Id)))]),
        Accounts = [.. overview.Accounts.Select(channel => new AccountInNeedResponse(
            channel.Id, channel.Platform, channel.Username, channel.DisplayName, TokenHealthRules.Of(channel, overview.ReadAt), channel.TokenExpiresAt))],
        PendingApprovals = overview.PendingApprovals,
        LastDays = new LastDaysResponse(overview.From, overview.To, TallyResponse.From(overview.Tally), LatenessResponse.From(overview.Lateness)),
    };
}

/// <summary>What a person must look at.</summary>
/// <param name="Reasons">Most frequent first.</param>
/// <param name="MostUrgent">Up to 20: first what can still go out, by when that ends, then the others, latest due first.</param>
public sealed record AttentionResponse(long Count, IReadOnlyList<AttentionReasonResponse> Reasons, IReadOnlyList<OverviewJobResponse> MostUrgent);

/// <param name="Reason">Null where none is written.</param>
public sealed record AttentionReasonResponse(JobReason? Reason, long Count);

/// <summary>What goes out in the next 24 hours; what is overdue and on its way counts too.</summary>
/// <param name="Jobs">The first 20, by due time.</param>
public sealed record UpcomingResponse(DateTimeOffset Until, long Count, IReadOnlyList<OverviewJobResponse> Jobs);

/// <summary>A job, as short as a list of them needs it.</summary>
public sealed record OverviewJobResponse
{
    public required Guid Id { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string Platform { get; init; }

    /// <summary>The post's.</summary>
    public required string Title { get; init; }

    public required JobState State { get; init; }
    public required JobReason? Reason { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Until when it may still go out.</summary>
    public required DateTimeOffset LateAt { get; init; }

    /// <summary>When the engine next looks at it; null where only a person can.</summary>
    public required DateTimeOffset? WakeAt { get; init; }

    public required ErrorResponse? LastError { get; init; }

    internal static OverviewJobResponse From(TitledJob titled, bool isRunning) => new()
    {
        Id = titled.Job.Id,
        PostId = titled.Job.PostId,
        ChannelId = titled.Job.ChannelId,
        Platform = titled.Job.Platform,
        Title = titled.Title,
        State = JobResponse.StateOf(titled.Job, isRunning),
        Reason = titled.Job.Reason,
        DueAt = titled.Job.DueAt,
        LateAt = titled.Job.LateAt,
        WakeAt = titled.Job.WakeAt,
        LastError = ErrorResponse.From(titled.Job.LastError),
    };
}

/// <summary>An account that a person should look at; <c>/channels/{id}/health</c> says why.</summary>
public sealed record AccountInNeedResponse(Guid ChannelId, string Platform, string Username, string? DisplayName, TokenHealth Health, DateTimeOffset? TokenExpiresAt);

/// <summary>The last 30 days in the workspace's time zone, today included.</summary>
public sealed record LastDaysResponse(DateOnly From, DateOnly To, TallyResponse Total, LatenessResponse Lateness);
