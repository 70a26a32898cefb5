using Posthaste.Jobs;

namespace Posthaste.Server.Jobs;

/// <summary>One try of a job.</summary>
public sealed record AttemptResponse
{
    public required Guid Id { get; init; }

    /// <summary>Grows with every retry by a person.</summary>
    public required int Round { get; init; }

    /// <summary>From 1 in each round.</summary>
    public required int Number { get; init; }

    /// <summary>The step reached.</summary>
    public required string? Step { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Whether it used up one of the job's attempts.</summary>
    public required bool Counted { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required long DurationMs { get; init; }
    public required ErrorResponse? Error { get; init; }
    public required int? HttpStatus { get; init; }

    /// <summary>The platform's id for its support to find the call by.</summary>
    public required string? PlatformTraceId { get; init; }

    /// <summary>What it worked on at the platform, for example a container id.</summary>
    public required string? Handle { get; init; }

    public static AttemptResponse From(Attempt attempt) => new()
    {
        Id = attempt.Id,
        Round = attempt.Round,
        Number = attempt.Number,
        Step = attempt.Step,
        Outcome = attempt.Outcome,
        Counted = attempt.Counted,
        StartedAt = attempt.StartedAt,
        EndedAt = attempt.EndedAt,
        DurationMs = (long)(attempt.EndedAt - attempt.StartedAt).TotalMilliseconds,
        Error = ErrorResponse.From(attempt.Error),
        HttpStatus = attempt.HttpStatus,
        PlatformTraceId = attempt.TraceId,
        Handle = attempt.Handle,
    };
}
