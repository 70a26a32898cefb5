namespace Posthaste.Jobs;

/// <summary>One irreversible call of a job (the post, a story of a set, the first comment) and how far it has come: its newest intent.</summary>
public sealed record JobPart
{
    public required Guid JobId { get; init; }

    /// <summary><c>post</c>, <c>story_1</c>, <c>comment</c> …</summary>
    public required string Part { get; init; }

    /// <summary>How many intents it has had.</summary>
    public required int Intents { get; init; }

    /// <summary>When the first of them was committed: nothing older on the network can be this part.</summary>
    public required DateTimeOffset FirstIntentAt { get; init; }

    /// <summary>Null while nobody knows.</summary>
    public required IntentOutcome? Outcome { get; init; }

    /// <summary>The network's id of it, once known.</summary>
    public string? RemoteId { get; init; }

    public string? Permalink { get; init; }

    public bool IsLive => Outcome == IntentOutcome.Happened;
}
