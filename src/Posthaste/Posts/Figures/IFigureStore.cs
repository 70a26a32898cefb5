using Posthaste.Jobs;

namespace Posthaste.Posts.Figures;

/// <summary>Counts jobs, for people.</summary>
internal interface IFigureStore
{
    /// <summary>Of jobs due within the days, by day, channel and method. Rows come in no order; what has none is left out.</summary>
    Task<IReadOnlyList<TallyRow>> CountAsync(Guid workspaceId, ZoneSpans days, CancellationToken ct);

    /// <summary>Of jobs due in that time.</summary>
    Task<Lateness> ReadLatenessAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Of jobs due in that time.</summary>
    Task<TryCounts> CountTriesAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Jobs that a person must look at, by reason.</summary>
    Task<IReadOnlyList<AttentionCount>> CountAttentionAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>The most urgent of them: first those that can still go out, by when that ends, then the others, latest due first.</summary>
    Task<IReadOnlyList<TitledJob>> ListAttentionAsync(Guid workspaceId, DateTimeOffset now, int max, CancellationToken ct);

    /// <summary>Jobs on their way that are due in that time.</summary>
    Task<long> CountUpcomingAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>The first of them.</summary>
    Task<IReadOnlyList<TitledJob>> ListUpcomingAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, int max, CancellationToken ct);

    /// <summary>Posts that wait for an approval.</summary>
    Task<long> CountPendingAsync(Guid workspaceId, CancellationToken ct);
}

/// <summary>What the jobs of one day, channel and method came to.</summary>
internal sealed record TallyRow(DateOnly Day, Guid ChannelId, PublishMethod Method, Tally Tally);

/// <param name="Reason">Null where none is written.</param>
public sealed record AttentionCount(JobReason? Reason, long Count);

/// <summary>A job, and what its post is called.</summary>
public sealed record TitledJob(Job Job, string Title);
