namespace Posthaste.Tests.Invariants;

/// <summary>What the platform really did, whatever anybody was told. Plain data: a model network, the sandbox's ledger and
/// a test by hand can all fill it.</summary>
public sealed record WorldLedger
{
    /// <summary>Everything that has ever been live, posts made by hand and comments included.</summary>
    public IReadOnlyList<LivePost> Posts { get; init; } = [];

    /// <summary>Every irreversible call that arrived, whether or not it had an effect.</summary>
    public IReadOnlyList<SentCall> Calls { get; init; } = [];

    /// <summary>Every container that was made.</summary>
    public IReadOnlyList<MadeContainer> Containers { get; init; } = [];
}

/// <summary>A post, a story or a comment that the world could see.</summary>
public sealed record LivePost
{
    public required string RemoteId { get; init; }

    public required Guid ChannelId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whose it is, as the test knows it; null for one that a person made in the app.</summary>
    public Guid? JobId { get; init; }

    /// <summary>Which of the job's irreversible calls made it.</summary>
    public string Part { get; init; } = "post";

    /// <summary>What it shows; null where the test cannot tell.</summary>
    public string? ContentHash { get; init; }
}

/// <summary>An irreversible call as the platform received it.</summary>
public sealed record SentCall
{
    public required Guid ChannelId { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When the caller had its answer, or had given up on it; null where nobody knows.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>For whom, as the test knows it.</summary>
    public required Guid? JobId { get; init; }

    public string Part { get; init; } = "post";

    /// <summary>What was to be published; null where the call names none.</summary>
    public string? Container { get; init; }

    /// <summary>An open intent for it was in the store when it arrived; null where nobody looked.</summary>
    public bool? IntentSeen { get; init; }
}

/// <summary>A prepared post at the platform.</summary>
public sealed record MadeContainer
{
    public required string Id { get; init; }

    public required Guid ChannelId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>For whom, as the test knows it.</summary>
    public required Guid? JobId { get; init; }

    /// <summary>The node that asked for it held the job just then; null where nobody knows. What a node asks for that has lost its
    /// lease can never be published: it cannot write it down.</summary>
    public bool? ByHolder { get; init; }
}
