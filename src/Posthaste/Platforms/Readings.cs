namespace Posthaste.Platforms;

/// <summary>What came of asking a network for figures.</summary>
/// <param name="Value">Null where the network has no such figures, or did not give them.</param>
/// <param name="Failure">Why it did not, in the words of a step: what it asks of us counts here too.</param>
public sealed record Reading<T>(T? Value, StepResult? Failure = null)
    where T : class
{
    public static readonly Reading<T> None = new((T?)null);

    public CallTrace Trace { get; init; } = CallTrace.None;
}

/// <summary>How many posts a network still takes from an account.</summary>
/// <param name="Used">Within the window that ends now.</param>
/// <param name="Total">Allowed within the window; null where the network does not say.</param>
/// <param name="Window">Null where the network does not say.</param>
public sealed record QuotaReading(int Used, int? Total, TimeSpan? Window);

/// <summary>What an account allows for a new post at this moment, on networks that want it shown to whoever makes one.</summary>
public sealed record PostingTerms
{
    /// <summary>The name that people see there; null where the network did not tell.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who may be let see the post; empty where the network did not tell.</summary>
    public IReadOnlyList<PostPrivacy> Privacy { get; init; } = [];

    public bool CommentsOff { get; init; }
    public bool DuetOff { get; init; }
    public bool StitchOff { get; init; }

    /// <summary>Null where the network did not tell.</summary>
    public long? MaxVideoSeconds { get; init; }
}

/// <summary>How a live post is doing. A figure is null where the network gave none: that is not zero.</summary>
public sealed record PostMetrics
{
    public long? Likes { get; init; }

    public long? Comments { get; init; }

    /// <summary>Further figures by the network's own names.</summary>
    public IReadOnlyDictionary<string, long> Insights { get; init; } = new Dictionary<string, long>();

    /// <summary>Why there are no insights, for example a permission nobody granted; null where they were read, even
    /// if they are empty.</summary>
    public PlatformError? InsightsMissing { get; init; }
}

/// <summary>What came of taking a post down.</summary>
public abstract record DeleteResult
{
    private DeleteResult() { }

    public CallTrace Trace { get; init; } = CallTrace.None;

    public sealed record Deleted : DeleteResult;

    /// <summary>It was not there any more.</summary>
    public sealed record AlreadyGone : DeleteResult;

    /// <summary>This network, or this account's kind of sign-in, cannot do it.</summary>
    public sealed record NotSupported(PlatformError Error) : DeleteResult;

    /// <summary>It is still there, or nobody knows: asking again does no harm.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="BlockedUntil">Set where the network says to stop calling until then.</param>
    public sealed record Failed(PlatformError Error, DateTimeOffset? BlockedUntil = null) : DeleteResult;
}
