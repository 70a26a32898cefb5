using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>What one run of a job came to.</summary>
public enum AttemptOutcome
{
    /// <summary>Everything before the publish call is done.</summary>
    Prepared,
    Published,
    RateLimited,
    Unavailable,
    Unauthorized,
    Rejected,

    /// <summary>The publish call's outcome is unknown.</summary>
    Unknown,

    /// <summary>Settling found the post live.</summary>
    SettledPublished,

    /// <summary>Settling proved that the call had no effect.</summary>
    SettledNotPublished,

    /// <summary>Settling ended without an answer.</summary>
    Undecidable,

    /// <summary>The process that ran it died.</summary>
    Died,

    /// <summary>A check before publishing failed; no attempt used.</summary>
    Preflight,

    /// <summary>The late window ended.</summary>
    Missed,

    /// <summary>It lies in the account's own inbox at the network, for its owner to finish.</summary>
    Delivered,
}

/// <summary>One run of a job, as an append-only row. Runs that only found the platform still at work leave none.</summary>
public sealed record Attempt
{
    public required Guid Id { get; init; }
    public required Guid JobId { get; init; }
    public required int Round { get; init; }

    /// <summary>The attempt it belongs to, from 1 in each round.</summary>
    public required int Number { get; init; }

    /// <summary>The step reached; null before the first.</summary>
    public required string? Step { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>It used up one of the job's attempts.</summary>
    public required bool Counted { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public PlatformError? Error { get; init; }
    public int? HttpStatus { get; init; }

    /// <summary>The platform's id for its support to find the call by.</summary>
    public string? TraceId { get; init; }

    /// <summary>What it worked on at the platform, for example a container id.</summary>
    public string? Handle { get; init; }

    public required Guid Node { get; init; }
    public required long Epoch { get; init; }
}
