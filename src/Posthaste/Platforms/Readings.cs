namespace Posthaste.Platforms;

/// <summary>How many posts a network still takes from an account.</summary>
/// <param name="Used">Within the window that ends now.</param>
/// <param name="Total">Allowed within the window; null where the network does not say.</param>
/// <param name="Window">Null where the network does not say.</param>
public sealed record QuotaReading(int Used, int? Total, TimeSpan? Window)
{
    public CallTrace Trace { get; init; } = CallTrace.None;
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

    public CallTrace Trace { get; init; } = CallTrace.None;
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
    public sealed record Failed(PlatformError Error) : DeleteResult;
}
