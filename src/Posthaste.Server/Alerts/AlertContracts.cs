using Posthaste.Alerts;

namespace Posthaste.Server.Alerts;

/// <summary>Something that a person should know of now.</summary>
public sealed record AlertResponse
{
    public required Guid Id { get; init; }

    /// <summary>What it is about; docs/alerts.md lists the kinds.</summary>
    public required AlertKind Kind { get; init; }

    public required AlertState State { get; init; }

    /// <summary>The job, channel or workspace.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>What alerts are counted together by: a word of ours, or the network's code.</summary>
    public required string ErrorKind { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>What happened, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The dashboard's page about it, from its root.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }
    public required DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>A member by e-mail, or a key by name; null where nobody has.</summary>
    public required string? AcknowledgedBy { get; init; }

    /// <summary>How often it was told again because nobody had seen it.</summary>
    public required int Escalations { get; init; }

    /// <summary>When it was over; null while it lasts.</summary>
    public required DateTimeOffset? ResolvedAt { get; init; }

    public static AlertResponse From(Alert alert) => new()
    {
        Id = alert.Id,
        Kind = alert.Finding.Kind,
        State = alert.ResolvedAt is not null ? AlertState.Resolved : alert.AcknowledgedAt is not null ? AlertState.Acknowledged : AlertState.Open,
        SubjectId = alert.Finding.SubjectId,
        ErrorKind = alert.Finding.ErrorKind,
        Title = alert.Finding.Title,
        Message = alert.Finding.Message,
        Path = alert.Finding.Path,
        RaisedAt = alert.RaisedAt,
        AcknowledgedAt = alert.AcknowledgedAt,
        AcknowledgedBy = alert.AcknowledgedBy,
        Escalations = alert.Escalations,
        ResolvedAt = alert.ResolvedAt,
    };
}

/// <summary>Which alerts were seen.</summary>
public sealed record AcknowledgeRequest
{
    /// <summary>1 to 200. What is over or seen already is left as it is.</summary>
    public required IReadOnlyList<Guid> AlertIds { get; init; }
}

/// <summary>What became of it.</summary>
/// <param name="Acknowledged">How many had not been seen before.</param>
/// <param name="Unseen">How many last now and have not been seen.</param>
public sealed record AcknowledgeResponse(int Acknowledged, long Unseen);
