namespace Posthaste.Alerts.Rates;

/// <summary>Which share is told.</summary>
public enum RateKind
{
    /// <summary>Of what was tried, what went out.</summary>
    Success,

    /// <summary>Of what went out, what did so by itself.</summary>
    Automation,

    /// <summary>Of what ended, what fell back to a person.</summary>
    Fallback,

    /// <summary>Of the calls to networks, those without an answer, or with a refusal.</summary>
    ApiErrors,

    /// <summary>Of the tokens that were to be renewed, those that were.</summary>
    TokenRefresh,
}

/// <summary>A share of the latest time, and what it should be.</summary>
public sealed record Rate
{
    public required RateKind Kind { get; init; }

    /// <summary>How it is reckoned, in words.</summary>
    public required string Formula { get; init; }

    /// <summary>What is counted from; until now.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>What it should be; null where it should be nothing in particular.</summary>
    public required RateTarget? Target { get; init; }

    public required RateShare Total { get; init; }

    /// <summary>The same for each network that has any, by name.</summary>
    public required IReadOnlyList<PlatformShare> Platforms { get; init; }

    /// <summary>Null without a target, or with too few to say so.</summary>
    public bool? IsMet => Target?.IsMetBy(Total);
}

/// <summary>A part of a whole.</summary>
public readonly record struct RateShare(long Part, long Whole)
{
    /// <summary>0 to 1; null where there is nothing.</summary>
    public double? Value => Whole == 0 ? null : (double)Part / Whole;

    public static RateShare operator +(RateShare one, RateShare other) => new(one.Part + other.Part, one.Whole + other.Whole);

    public static RateShare Add(RateShare left, RateShare right) => left + right;
}

/// <summary>The share on one network.</summary>
public sealed record PlatformShare(string Platform, RateShare Share);

/// <summary>What a share should be.</summary>
/// <param name="Limit">0 to 1.</param>
/// <param name="IsFloor">It should be no less than that; else it should be less.</param>
/// <param name="Minimum">Of how many it can be told at all; above zero.</param>
public sealed record RateTarget(double Limit, bool IsFloor, int Minimum)
{
    /// <returns>Null with too few to say so.</returns>
    public bool? IsMetBy(RateShare share) => share.Whole < Minimum || share.Value is not { } value ? null : IsFloor ? value >= Limit : value < Limit;
}
