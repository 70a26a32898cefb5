using Posthaste.Jobs.Metrics;

namespace Posthaste.Server.Jobs;

/// <summary>How a live post is doing, as far as it was read.</summary>
public sealed record JobMetricsResponse
{
    /// <summary>The newest reading; of a set of stories, of its first. Null before the first reading.</summary>
    public required MetricsResponse? Latest { get; init; }

    /// <summary>All of them, oldest first.</summary>
    public required IReadOnlyList<MetricsResponse> Readings { get; init; }

    public static JobMetricsResponse From(IReadOnlyList<MetricsReading> readings) => new()
    {
        Latest = readings.Count == 0 ? null : MetricsResponse.From(readings.First(reading => reading.Age == readings[^1].Age)),
        Readings = [.. readings.Select(MetricsResponse.From)],
    };
}

/// <summary>One reading of a live post's figures.</summary>
public sealed record MetricsResponse
{
    /// <summary><c>post</c>; each story of a set has figures of its own.</summary>
    public required string Part { get; init; }

    /// <summary>How long after it went live it was to be read.</summary>
    public required MetricsAge Age { get; init; }

    /// <summary>When it was.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Null where the platform gave none: that is not zero.</summary>
    public required long? Likes { get; init; }

    public required long? Comments { get; init; }

    /// <summary>Further figures by the platform's own names.</summary>
    public required IReadOnlyDictionary<string, long> Insights { get; init; }

    /// <summary>Why something is missing; null where everything was read.</summary>
    public required string? Missing { get; init; }

    public static MetricsResponse From(MetricsReading reading) => new()
    {
        Part = reading.Part,
        Age = reading.Age,
        ReadAt = reading.ReadAt,
        Likes = reading.Likes,
        Comments = reading.Comments,
        Insights = reading.Insights,
        Missing = reading.Missing,
    };
}
