using Posthaste.Alerts.Health;
using Posthaste.Alerts.Rates;

namespace Posthaste.Server.Health;

/// <summary>Whether a workspace's posts go out, and what stands in their way.</summary>
public sealed record PublishingHealthResponse
{
    /// <summary>The worst of the parts and networks; what is unknown makes nothing worse.</summary>
    public required HealthState State { get; init; }

    /// <summary>The moment that all of this is about.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>What publishing needs, one of each.</summary>
    public required IReadOnlyList<HealthPartResponse> Parts { get; init; }

    /// <summary>Those with connected accounts, by name.</summary>
    public required IReadOnlyList<NetworkHealthResponse> Networks { get; init; }

    internal static PublishingHealthResponse Of(PublishingHealth health) => new()
    {
        State = health.State,
        ReadAt = health.ReadAt,
        Parts = [.. health.Parts.Select(part => new HealthPartResponse(part.Name, part.State, part.Sentence))],
        Networks = [.. health.Networks.Select(NetworkHealthResponse.Of)],
    };
}

/// <summary>How one thing is that publishing needs.</summary>
/// <param name="Sentence">For a person, with what to do where there is something.</param>
public sealed record HealthPartResponse(HealthPartName Name, HealthState State, string Sentence);

/// <summary>How one network does.</summary>
public sealed record NetworkHealthResponse
{
    public required string Platform { get; init; }
    public required HealthState State { get; init; }

    /// <summary>For a person.</summary>
    public required string Sentence { get; init; }

    /// <summary>Connected accounts.</summary>
    public required int Accounts { get; init; }

    /// <summary>Tries of the last half hour that came to nothing for no reason of the posts.</summary>
    public required int Failures { get; init; }

    /// <summary>Of the latest posts that were tried, those that went out.</summary>
    public required ShareResponse Published { get; init; }

    /// <summary>Of the latest calls, those without an answer or with a refusal.</summary>
    public required ShareResponse FailedCalls { get; init; }

    /// <summary>The hosts that its accounts are on, as they were last asked whether they answer; empty before the first time.</summary>
    public required IReadOnlyList<NetworkLookResponse> Looks { get; init; }

    internal static NetworkHealthResponse Of(NetworkHealth network) => new()
    {
        Platform = network.Platform,
        State = network.State,
        Sentence = network.Sentence,
        Accounts = network.Accounts,
        Failures = network.Failures,
        Published = ShareResponse.Of(network.Published),
        FailedCalls = ShareResponse.Of(network.FailedCalls),
        Looks = [.. network.Looks.Select(look => new NetworkLookResponse(look.Host, look.LookedAt, look.GoodAt, look.Trouble))],
    };
}

/// <summary>A part of a whole.</summary>
/// <param name="Value">0 to 1; null where there is nothing.</param>
public sealed record ShareResponse(long Part, long Whole, double? Value)
{
    internal static ShareResponse Of(RateShare share) => new(share.Part, share.Whole, share.Value);
}

/// <summary>Whether a host of a network answered.</summary>
/// <param name="LookedAt">When it was last asked.</param>
/// <param name="GoodAt">When it last answered; null where it never did.</param>
/// <param name="Trouble">Why it did not answer the last time, a snake_case word; null where it did.</param>
public sealed record NetworkLookResponse(string Host, DateTimeOffset LookedAt, DateTimeOffset? GoodAt, string? Trouble);
