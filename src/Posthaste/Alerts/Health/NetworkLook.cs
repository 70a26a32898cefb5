namespace Posthaste.Alerts.Health;

/// <summary>Whether one host of a network answered when it was last looked at.</summary>
public sealed record NetworkLook
{
    /// <summary>From so many on it is no accident any more.</summary>
    public const int FailuresThatCount = 2;

    public required string Platform { get; init; }

    /// <summary>With its port where it is not the usual one.</summary>
    public required string Host { get; init; }

    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>When it last answered; null where it never did.</summary>
    public DateTimeOffset? GoodAt { get; init; }

    /// <summary>Looks without an answer, one after the other, up to this one.</summary>
    public int Failures { get; init; }

    /// <summary>Why there was none, a snake_case word such as <c>connect_failed</c> or <c>status_503</c>; null where there was one.</summary>
    public string? Trouble { get; init; }

    public bool IsSilent => Failures >= FailuresThatCount;
}

/// <summary>Keeps the last look at each host.</summary>
internal interface INetworkLookStore
{
    Task<IReadOnlyList<NetworkLook>> ListAsync(CancellationToken ct);

    Task SaveAsync(IReadOnlyCollection<NetworkLook> looks, CancellationToken ct);

    /// <summary>Forgets hosts that nobody has looked at since then: no account is on them any more.</summary>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken ct);
}
