namespace Posthaste.Platforms;

/// <summary>What a network lets one account do. Null for what it does not limit.</summary>
public sealed record PlatformLimits
{
    public static readonly PlatformLimits None = new();

    /// <summary>Posts in a rolling 24 hours for as long as the network's own figure has not been read
    /// (<see cref="IPlatform.ReadQuotaAsync"/>): the least that is documented.</summary>
    public int? PostsPerDay { get; init; }

    /// <summary>Prepared posts ("containers") in a rolling 24 hours, published or not.</summary>
    public int? ContainersPerDay { get; init; }

    /// <summary>Posts that may wait in the account's own inbox, of those delivered in a rolling 24 hours. One that its owner finished waits no more.</summary>
    public int? InboxPerDay { get; init; }

    /// <summary>Calls in a rolling hour: a budget of ours, below what the network counts.</summary>
    public int? CallsPerHour { get; init; }
}
