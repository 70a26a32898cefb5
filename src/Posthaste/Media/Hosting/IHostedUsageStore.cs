namespace Posthaste.Media.Hosting;

/// <summary>What public copies came to, by workspace and day.</summary>
public interface IHostedUsageStore
{
    /// <summary>Adds to the current day of the workspaces that these media belong to. Media that are gone are left out.</summary>
    /// <param name="counts">By the media item.</param>
    /// <param name="now">Says which day.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    Task CountHostedAsync(IReadOnlyCollection<KeyValuePair<Guid, HostedBytes>> counts, DateTimeOffset now, CancellationToken ct);

    /// <summary>Adds what lies in object stores at this moment to the hour's day, once for each hour, however many ask.</summary>
    /// <returns>For how many workspaces it was added.</returns>
    Task<int> CountStoredAsync(DateTimeOffset now, CancellationToken ct);

    /// <summary>Counts the public copies of a workspace that can be fetched at this moment, wherever they lie.</summary>
    Task<HostedNow> CountLivingAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Public copies that can be fetched.</summary>
public sealed record HostedNow(long Files, long Bytes);

/// <summary>Bytes of public copies.</summary>
/// <param name="Uploaded">Sent to an object store.</param>
/// <param name="Served">Handed out by this server.</param>
public readonly record struct HostedBytes(long Uploaded, long Served)
{
    public static HostedBytes operator +(HostedBytes one, HostedBytes other) => new(one.Uploaded + other.Uploaded, one.Served + other.Served);

    public static HostedBytes operator -(HostedBytes one, HostedBytes other) => new(one.Uploaded - other.Uploaded, one.Served - other.Served);
}
