using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Server.Handover;

namespace Posthaste.Server.Jobs;

/// <summary>A publish job: one post on its way to one channel.</summary>
public sealed record JobResponse
{
    public required Guid Id { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string Platform { get; init; }
    public required JobState State { get; init; }

    /// <summary>When the post should be live.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the engine next looks at it; null where nothing is left to do.</summary>
    public required DateTimeOffset? WakeAt { get; init; }

    /// <summary>Attempts used up in this round.</summary>
    public required int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>The platform's id of the post.</summary>
    public required string? RemoteId { get; init; }

    public required string? Permalink { get; init; }
    public required DateTimeOffset? PublishedAt { get; init; }

    /// <summary>From due to live, in milliseconds.</summary>
    public required long? LatenessMs { get; init; }

    /// <summary>When the live post was deleted at the platform through us; null while it was not. The job stays published.</summary>
    public required DateTimeOffset? TakenDownAt { get; init; }

    /// <summary>Why it stands where it stands.</summary>
    public required JobReason? Reason { get; init; }

    public required PublishMethod Method { get; init; }

    /// <summary>Its irreversible calls; empty until it comes to the first.</summary>
    public required IReadOnlyList<PartResponse> Parts { get; init; }

    public required ErrorResponse? LastError { get; init; }

    /// <summary>How the live post is doing; only where one job is read.</summary>
    public JobMetricsResponse? Metrics { get; init; }

    /// <summary>The newest time that it was handed to a person; null where it never was. Only where jobs are read.</summary>
    public HandoverResponse? Handover { get; init; }

    /// <param name="job">As stored.</param>
    /// <param name="isRunning">A worker holds it at this moment.</param>
    /// <param name="parts">Those that have come to their call.</param>
    public static JobResponse From(Job job, bool isRunning, IEnumerable<JobPart> parts) => new()
    {
        Id = job.Id,
        PostId = job.PostId,
        ChannelId = job.ChannelId,
        Platform = job.Platform,
        State = StateOf(job, isRunning),
        DueAt = job.DueAt,
        WakeAt = job.WakeAt,
        Attempt = job.Attempt,
        MaxAttempts = job.MaxAttempts,
        RemoteId = job.RemoteId,
        Permalink = job.Permalink,
        PublishedAt = job.PublishedAt,
        LatenessMs = job.LatenessMs,
        TakenDownAt = job.TakenDownAt,
        Reason = job.Reason,
        Method = job.Method,
        Parts = [.. parts.Select(PartResponse.From)],
        LastError = ErrorResponse.From(job.LastError),
    };

    // A worker that has just begun to prepare has written nothing yet; one that came before the time to prepare only looks.
    internal static JobState StateOf(Job job, bool isRunning) =>
        isRunning && job is { State: JobState.Scheduled, Lane.Kind: LaneKind.Prepare } && !(job.WakeAt < job.DueAt - job.Lead) ? JobState.Preparing : job.State;
}

/// <summary>How far one irreversible call of a job has come.</summary>
public enum PartState
{
    /// <summary>The call is under way, or its outcome is being settled.</summary>
    Publishing,

    Published,

    /// <summary>Every call so far surely had no effect.</summary>
    NotPublished,

    /// <summary>Whether it is live could not be found out.</summary>
    Unknown,
}

/// <summary>One irreversible call of a job.</summary>
public sealed record PartResponse
{
    /// <summary><c>post</c>; <c>story_1</c>, <c>story_2</c> … of a set of stories; <c>comment</c> for the first comment.</summary>
    public required string Part { get; init; }

    public required PartState State { get; init; }
    public required string? RemoteId { get; init; }
    public required string? Permalink { get; init; }

    public static PartResponse From(JobPart part) => new()
    {
        Part = part.Part,
        State = part.Outcome switch
        {
            null => PartState.Publishing,
            IntentOutcome.Happened => PartState.Published,
            IntentOutcome.NotHappened => PartState.NotPublished,
            IntentOutcome.Abandoned => PartState.Unknown,
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        RemoteId = part.RemoteId,
        Permalink = part.Permalink,
    };
}

/// <summary>What went wrong: for programs a kind and the platform's codes, for people a sentence and what to do.</summary>
public sealed record ErrorResponse
{
    public required ErrorKind Kind { get; init; }
    public required string? Code { get; init; }
    public required string? Subcode { get; init; }
    public required string Message { get; init; }
    public required string? Advice { get; init; }

    /// <summary>What the platform itself said, without tokens, of addresses only the host; null where it said nothing that is worth more than <c>message</c>.</summary>
    public required string? PlatformMessage { get; init; }

    public static ErrorResponse? From(PlatformError? error) => error is null ? null : new ErrorResponse
    {
        Kind = error.Kind,
        Code = error.Code,
        Subcode = error.Subcode,
        Message = error.Message,
        Advice = error.Advice,
        PlatformMessage = error.PlatformMessage,
    };
}
