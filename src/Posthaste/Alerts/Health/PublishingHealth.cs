using Posthaste.Alerts.Rates;

namespace Posthaste.Alerts.Health;

/// <summary>How well something works.</summary>
public enum HealthState
{
    Ok,

    /// <summary>Nothing was seen of it yet, or not of late.</summary>
    Unknown,

    /// <summary>It works, and somebody should look at it.</summary>
    Degraded,

    /// <summary>Posts that need it do not go out.</summary>
    Down,
}

/// <summary>What publishing needs.</summary>
public enum HealthPartName
{
    /// <summary>It answered the questions that all of this was read with.</summary>
    Database,

    /// <summary>The nodes that publish.</summary>
    Engine,

    /// <summary>Whether posts whose time has come are taken up.</summary>
    Queue,

    /// <summary>Whether it is known of every call that publishes what became of it.</summary>
    Outcomes,

    /// <summary>Whether posts wait for a person.</summary>
    Posts,

    /// <summary>The access to the accounts.</summary>
    Accounts,

    /// <summary>Where networks fetch media.</summary>
    Storage,

    /// <summary>Of the latest posts that were tried, how many went out.</summary>
    SuccessRate,
}

/// <summary>Whether a workspace's posts go out, and what stands in their way (R-OPS-3).</summary>
public sealed record PublishingHealth
{
    /// <summary>The moment that all of this is about.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>One of each, in their order.</summary>
    public required IReadOnlyList<HealthPart> Parts { get; init; }

    /// <summary>Those with connected accounts, by name.</summary>
    public required IReadOnlyList<NetworkHealth> Networks { get; init; }

    /// <summary>The worst of all; what is unknown makes nothing worse.</summary>
    public HealthState State => Parts.Select(part => part.State).Concat(Networks.Select(network => network.State)).Where(state => state != HealthState.Unknown).DefaultIfEmpty(HealthState.Ok).Max();
}

/// <param name="Name">What.</param>
/// <param name="State">How it is.</param>
/// <param name="Sentence">For a person, with what to do where there is something.</param>
public sealed record HealthPart(HealthPartName Name, HealthState State, string Sentence);

/// <summary>How one network does.</summary>
public sealed record NetworkHealth
{
    public required string Platform { get; init; }

    /// <summary>As people call it.</summary>
    public required string DisplayName { get; init; }

    public required HealthState State { get; init; }

    /// <summary>For a person.</summary>
    public required string Sentence { get; init; }

    /// <summary>Connected ones.</summary>
    public required int Accounts { get; init; }

    /// <summary>Posts and calls of the last half hour that the network did not take, for no reason of their own.</summary>
    public required int Failures { get; init; }

    /// <summary>Of the latest posts on it that were tried, those that went out.</summary>
    public required RateShare Published { get; init; }

    /// <summary>Of the latest calls to it, those without an answer or with a refusal.</summary>
    public required RateShare FailedCalls { get; init; }

    /// <summary>The last look at each of its hosts that this workspace's accounts are on; empty before the first.</summary>
    public required IReadOnlyList<NetworkLook> Looks { get; init; }
}
