using Posthaste.Platforms;

namespace Posthaste.Notifications;

/// <summary>What became of a target that somebody wanted made or changed.</summary>
public abstract record TargetResult
{
    private TargetResult() { }

    /// <param name="Target">As it is now.</param>
    /// <param name="SigningSecret">A new one, to be shown this once; null where there is none.</param>
    public sealed record Saved(Target Target, Secret? SigningSecret = null) : TargetResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Field">The API field at fault.</param>
    /// <param name="Message">For a person; names no secret.</param>
    public sealed record Refused(string Code, string Field, string Message) : TargetResult;

    public sealed record NotFound : TargetResult;
}

/// <summary>A target as somebody wants it.</summary>
public sealed record TargetWish
{
    public required string Name { get; init; }

    /// <summary>As it was written; null to leave the one that is there.</summary>
    public string? Address { get; init; }

    public required IReadOnlyList<string> Hears { get; init; }
    public QuietHours? Quiet { get; init; }
    public int? DigestMinutes { get; init; }
    public bool IsOn { get; init; } = true;
}
