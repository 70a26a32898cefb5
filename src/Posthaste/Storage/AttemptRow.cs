using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Storage;

/// <summary>An attempt as the database keeps it.</summary>
internal sealed class AttemptRow
{
    public const string Columns =
        """
        id, job_id, round, number, step, outcome, counted, started_at, ended_at, error_kind, error_code, error_subcode, message,
        platform_message, http_status, trace_id, handle, node, epoch
        """;

    public Guid Id { get; init; }
    public Guid JobId { get; init; }
    public int Round { get; init; }
    public int Number { get; init; }
    public string? Step { get; init; }
    public string Outcome { get; init; } = "";
    public int Counted { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndedAt { get; init; }
    public string? ErrorKind { get; init; }
    public string? ErrorCode { get; init; }
    public string? ErrorSubcode { get; init; }
    public string? Message { get; init; }
    public string? PlatformMessage { get; init; }
    public int? HttpStatus { get; init; }
    public string? TraceId { get; init; }
    public string? Handle { get; init; }
    public Guid Node { get; init; }
    public long Epoch { get; init; }

    public Attempt ToAttempt() => new()
    {
        Id = Id,
        JobId = JobId,
        Round = Round,
        Number = Number,
        Step = Step,
        Outcome = Words.Parse<AttemptOutcome>(Outcome),
        Counted = Counted == 1,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Error = ErrorKind is null ? null : new PlatformError
        {
            Kind = Words.Parse<ErrorKind>(ErrorKind),
            Code = ErrorCode,
            Subcode = ErrorSubcode,
            Message = Message ?? "",
            PlatformMessage = PlatformMessage,
        },
        HttpStatus = HttpStatus,
        TraceId = TraceId,
        Handle = Handle,
        Node = Node,
        Epoch = Epoch,
    };
}
