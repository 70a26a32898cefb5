using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs;

namespace Posthaste.Posts.Figures;

/// <summary>Gathers what somebody who has just sat down wants to know of a workspace.</summary>
internal sealed class ReadOverview(IFigureStore store, IChannelStore channels, ReadFigures readFigures, EngineClock clock)
{
    public const int MostJobs = 20;

    /// <summary>How long a job may be on its way after it was due: the longest late window.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    private const int FigureDays = 30;

    public async Task<Overview> RunAsync(Guid workspaceId, CancellationToken ct)
    {
        var now = clock.Now;
        var (since, until) = (now - LongestWindow, now + Ahead);
        var zone = await readFigures.FindZoneAsync(workspaceId, ct);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var days = new ZoneSpans(zone, today.AddDays(1 - FigureDays), today);
        return new Overview
        {
            ReadAt = now,
            Attention = await store.CountAttentionAsync(workspaceId, ct),
            MostUrgent = await store.ListAttentionAsync(workspaceId, now, MostJobs, ct),
            UpcomingUntil = until,
            UpcomingCount = await store.CountUpcomingAsync(workspaceId, since, until, ct),
            Upcoming = await store.ListUpcomingAsync(workspaceId, since, until, MostJobs, ct),
            Accounts = [.. (await channels.ListAsync(workspaceId, ct)).Where(channel => NeedsSomething(TokenHealthRules.Of(channel, now)))],
            PendingApprovals = await store.CountPendingAsync(workspaceId, ct),
            From = today.AddDays(1 - FigureDays),
            To = today,
            Tally = (await store.CountAsync(workspaceId, days, ct)).Aggregate(default(Tally), (sum, row) => sum + row.Tally),
            Lateness = await store.ReadLatenessAsync(workspaceId, days.From, days.To, ct),
        };
    }

    // What is renewed by itself, and what somebody disconnected on purpose, needs nobody.
    private static bool NeedsSomething(TokenHealth health) => health is not (TokenHealth.Valid or TokenHealth.RenewSoon or TokenHealth.Disconnected);
}

/// <summary>The state of a workspace at a glance.</summary>
public sealed record Overview
{
    /// <summary>The moment that all of this is about.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>What a person must look at, most frequent reason first.</summary>
    public required IReadOnlyList<AttentionCount> Attention { get; init; }

    public required IReadOnlyList<TitledJob> MostUrgent { get; init; }

    /// <summary>Until when <see cref="Upcoming"/> looks ahead.</summary>
    public required DateTimeOffset UpcomingUntil { get; init; }

    public required long UpcomingCount { get; init; }

    /// <summary>What goes out next, by due time; what is overdue and on its way comes first.</summary>
    public required IReadOnlyList<TitledJob> Upcoming { get; init; }

    /// <summary>Channels whose access a person should look at.</summary>
    public required IReadOnlyList<Channel> Accounts { get; init; }

    public required long PendingApprovals { get; init; }

    /// <summary>The first day of the figures.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Today, in the workspace's time zone.</summary>
    public required DateOnly To { get; init; }

    public required Tally Tally { get; init; }
    public required Lateness Lateness { get; init; }
}
