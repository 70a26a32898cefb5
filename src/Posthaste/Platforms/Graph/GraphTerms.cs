namespace Posthaste.Platforms.Graph;

/// <summary>What one network makes of Graph's answers.</summary>
internal sealed record GraphTerms
{
    public required GraphErrorTable Errors { get; init; }

    /// <summary>The pause after "too many calls" where Graph names no time.</summary>
    public required TimeSpan RateLimitWait { get; init; }

    /// <summary>The pause after the day's posts are used up.</summary>
    public required TimeSpan QuotaWait { get; init; }

    /// <summary>The pause after an action was blocked as spam.</summary>
    public required TimeSpan BlockWait { get; init; }
}

/// <summary>Where and how one network calls Graph.</summary>
internal sealed record GraphHost
{
    /// <summary>As in <c>v26.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The base address for a login product.</summary>
    public required Func<string?, Uri> BaseFor { get; init; }

    public required Uri UploadBase { get; init; }

    /// <summary>The first part of an upload's path.</summary>
    public required string UploadPath { get; init; }

    /// <summary>The secret of the app that a token of this login product was made with; null where there is none, or where it takes no proof.</summary>
    public required Func<string?, string?> SecretFor { get; init; }

    /// <summary>How long a publish call may take; afterwards its outcome is unknown.</summary>
    public required TimeSpan PublishTimeout { get; init; }

    /// <summary>How long one request of an upload may take before it is cut.</summary>
    public required TimeSpan UploadWindow { get; init; }

    /// <inheritdoc cref="GraphTerms.RateLimitWait"/>
    public required TimeSpan RateLimitWait { get; init; }
}
