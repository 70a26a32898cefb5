namespace Posthaste.Jobs.Metrics;

/// <summary>When a post's figures are read: so long after it went live.</summary>
public enum MetricsAge
{
    FiveMinutes,
    OneHour,
    OneDay,
}

/// <summary>How a live post was doing at one time. A figure is null where the platform gave none: that is not zero.</summary>
public sealed record MetricsReading
{
    public required Guid JobId { get; init; }

    /// <summary><c>post</c>, or one story of a set.</summary>
    public required string Part { get; init; }

    public required MetricsAge Age { get; init; }

    /// <summary>When it was really read, or given up.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    public long? Likes { get; init; }
    public long? Comments { get; init; }

    /// <summary>Further figures by the platform's own names.</summary>
    public IReadOnlyDictionary<string, long> Insights { get; init; } = new Dictionary<string, long>();

    /// <summary>Why something is missing, for a person; null where everything was read.</summary>
    public string? Missing { get; init; }
}

/// <summary>The readings that were made. Every implementation passes <c>LaneStoreContract</c>; they are written with the end of
/// the run that made them (<see cref="RunEnd.Readings"/>).</summary>
public interface IMetricsStore
{
    /// <summary>By age, then part.</summary>
    Task<IReadOnlyList<MetricsReading>> ListAsync(Guid jobId, CancellationToken ct);
}
