using Posthaste.Alerts.Rates;

namespace Posthaste.Server.Figures;

/// <summary>A share of the latest time, and what it should be.</summary>
public sealed record RateResponse
{
    public required RateKind Kind { get; init; }

    /// <summary>How it is reckoned, in words.</summary>
    public required string Formula { get; init; }

    /// <summary>What is counted from; until now. Calls are counted by the hour, from the start of this one.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>What is counted: of <see cref="Whole"/>, so many.</summary>
    public required long Part { get; init; }

    /// <summary>Of how many.</summary>
    public required long Whole { get; init; }

    /// <summary>0 to 1; null where there is nothing to count.</summary>
    public required double? Value { get; init; }

    /// <summary>Null where it should be nothing in particular.</summary>
    public required RateTargetResponse? Target { get; init; }

    /// <summary>Null without a target, or with fewer than its minimum.</summary>
    public required bool? IsMet { get; init; }

    /// <summary>The same on each network that has any, by name.</summary>
    public required IReadOnlyList<PlatformRateResponse> Platforms { get; init; }

    internal static RateResponse Of(Rate rate) => new()
    {
        Kind = rate.Kind,
        Formula = rate.Formula,
        From = rate.From,
        Part = rate.Total.Part,
        Whole = rate.Total.Whole,
        Value = rate.Total.Value,
        Target = rate.Target is { } target ? new RateTargetResponse(target.IsFloor ? target.Limit : null, target.IsFloor ? null : target.Limit, target.Minimum) : null,
        IsMet = rate.IsMet,
        Platforms = [.. rate.Platforms.Select(platform => new PlatformRateResponse(
            platform.Platform, platform.Share.Part, platform.Share.Whole, platform.Share.Value, rate.Target?.IsMetBy(platform.Share)))],
    };
}

/// <summary>What a share should be, 0 to 1: one of the two.</summary>
/// <param name="AtLeast">No less than this; null where it should be below something.</param>
/// <param name="Below">Less than this; null where it should be at least something.</param>
/// <param name="Minimum">Of how many it is told whether it is met.</param>
public sealed record RateTargetResponse(double? AtLeast, double? Below, int Minimum);

/// <summary>The share on one network.</summary>
public sealed record PlatformRateResponse(string Platform, long Part, long Whole, double? Value, bool? IsMet);
