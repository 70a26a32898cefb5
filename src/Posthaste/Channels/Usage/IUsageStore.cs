namespace Posthaste.Channels.Usage;

/// <summary>Usage by the day, and its upkeep. Every implementation passes <c>UsageStoreContract</c>.</summary>
public interface IUsageStore
{
    /// <summary>What was called for these channels, oldest day first; days without calls are left out.</summary>
    /// <param name="channelIds">Any number.</param>
    /// <param name="from">The first day, UTC.</param>
    /// <param name="to">The last day, itself included.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<ChannelDay>> ListDaysAsync(IReadOnlyCollection<Guid> channelIds, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>What a workspace's public copies came to, oldest day first; days with nothing are left out.</summary>
    Task<IReadOnlyList<HostedDay>> ListHostedDaysAsync(Guid workspaceId, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>Moves hours to their days, oldest first, in one short transaction. However many do it at once, each hour is added once.</summary>
    /// <param name="before">Only hours of earlier days.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    /// <returns>How many were moved; fewer than <paramref name="max"/> where none is left.</returns>
    Task<int> RollUpAsync(DateOnly before, int max, CancellationToken ct);

    /// <summary>Forgets days, oldest first.</summary>
    /// <param name="before">Only earlier ones.</param>
    /// <param name="max">At most so many of each kind.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    /// <returns>How many were forgotten.</returns>
    Task<int> PruneDaysAsync(DateOnly before, int max, CancellationToken ct);
}

/// <summary>What calls came to.</summary>
/// <param name="BytesOut">Of the bodies that were sent; headers are left out.</param>
/// <param name="BytesIn">Of the bodies that were answered; headers are left out.</param>
public readonly record struct UsageSum(long Calls, long Publishes, long Errors, long BytesOut, long BytesIn)
{
    public static UsageSum operator +(UsageSum one, UsageSum other) => new(
        one.Calls + other.Calls, one.Publishes + other.Publishes, one.Errors + other.Errors, one.BytesOut + other.BytesOut, one.BytesIn + other.BytesIn);
}

/// <summary>What public copies came to.</summary>
/// <param name="UploadedBytes">Sent to an object store.</param>
/// <param name="ServedBytes">Handed out by this server.</param>
/// <param name="StoredByteHours">Bytes that lay in object stores, added up each hour: 24 times the bytes for a whole day.</param>
public readonly record struct HostedSum(long UploadedBytes, long ServedBytes, long StoredByteHours)
{
    public static HostedSum operator +(HostedSum one, HostedSum other) =>
        new(one.UploadedBytes + other.UploadedBytes, one.ServedBytes + other.ServedBytes, one.StoredByteHours + other.StoredByteHours);
}

/// <summary>One channel's day, UTC.</summary>
public sealed record ChannelDay(Guid ChannelId, DateOnly Day, UsageSum Usage);

/// <summary>One workspace's day, UTC.</summary>
public sealed record HostedDay(DateOnly Day, HostedSum Hosted);
