namespace Posthaste.Server.Jobs;

/// <summary>Another time for a job.</summary>
public sealed record RescheduleRequest
{
    /// <summary>An instant; or give localTime and timeZone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Date and time without offset, in timeZone.</summary>
    public string? LocalTime { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Also where another post on the channel is close, or this one is about to go out.</summary>
    public bool Force { get; init; }
}

/// <summary>What a person saw in the account.</summary>
public sealed record ResolveRequest
{
    public required ResolvedOutcome Outcome { get; init; }

    /// <summary>Where it is, if it is there.</summary>
    public Uri? Permalink { get; init; }
}

public enum ResolvedOutcome
{
    Published,
    NotPublished,
}
