namespace Posthaste.Notifications;

/// <summary>Rows of deliveries, and how far the event log was followed. Every implementation passes <c>NotificationStoreContract</c>.</summary>
public interface IDeliveryStore
{
    /// <summary>Up to when the event log has become deliveries; null before it was first followed.</summary>
    Task<DateTimeOffset?> ReadCursorAsync(CancellationToken ct);

    /// <summary>Never moves it back.</summary>
    Task MoveCursorAsync(DateTimeOffset at, CancellationToken ct);

    /// <summary>What is known of events, by id, with the post, the account and the error they are about.</summary>
    Task<IReadOnlyList<Happening>> ReadHappeningsAsync(IReadOnlyCollection<Guid> eventIds, CancellationToken ct);

    /// <summary>Adds what is not there yet; the same event for the same target is there once.</summary>
    /// <returns>How many were new.</returns>
    Task<int> AddAsync(IReadOnlyList<Delivery> deliveries, CancellationToken ct);

    /// <summary>Takes targets for which something is due, that are on, not held off, and at which no other sender is.</summary>
    /// <param name="now">The time.</param>
    /// <param name="until">How long the taker has them, unless it renews.</param>
    /// <param name="max">At most so many; those that waited longest first.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    Task<IReadOnlyList<TargetClaim>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int max, CancellationToken ct);

    /// <summary>What is due for a target, in the order of the events.</summary>
    Task<IReadOnlyList<Delivery>> ListDueAsync(Guid targetId, DateTimeOffset now, int max, CancellationToken ct);

    /// <summary>When notices of each pace were last sent to a target.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadPacesAsync(Guid targetId, CancellationToken ct);

    /// <summary>Writes what came of a try, and keeps the target for longer.</summary>
    /// <returns>False where another sender has the target by now: nothing was changed.</returns>
    Task<bool> SaveTryAsync(TargetClaim claim, TryRecord record, DateTimeOffset until, CancellationToken ct);

    /// <summary>Lets others have the target.</summary>
    Task ReleaseAsync(TargetClaim claim, CancellationToken ct);

    /// <summary>Ends what waits for a target and was made before a time.</summary>
    /// <returns>How many.</returns>
    Task<int> GiveUpAsync(Guid targetId, DateTimeOffset madeBefore, string error, CancellationToken ct);

    Task<Delivery?> FindAsync(Guid workspaceId, Guid deliveryId, CancellationToken ct);

    /// <summary>The log of a workspace, newest first.</summary>
    Task<IReadOnlyList<Delivery>> SearchAsync(DeliveryQuery query, CancellationToken ct);

    /// <summary>Lets it be sent once more, as if it were new.</summary>
    /// <returns>Null where there is no such delivery.</returns>
    Task<Delivery?> RedeliverAsync(Guid workspaceId, Guid deliveryId, DateTimeOffset now, CancellationToken ct);

    /// <summary>Forgets what was made before a time.</summary>
    /// <returns>How many were forgotten, at most <paramref name="max"/>.</returns>
    Task<int> PruneAsync(DateTimeOffset before, int max, CancellationToken ct);
}

/// <summary>The right to send to one target. Every write after a try takes it, so that a sender that was paused cannot overwrite what its successor wrote.</summary>
/// <param name="Target">As it was when it was taken.</param>
/// <param name="Token">Grows by one at every claim; a write with an older token changes nothing.</param>
public sealed record TargetClaim(Target Target, long Token);

/// <summary>What is known of an event.</summary>
/// <param name="Event">What happened.</param>
/// <param name="PostId">The post it is about, or whose job it is about; null for none.</param>
/// <param name="Title">The post's; null without one.</param>
/// <param name="Account">Of the channel it is about, without the @; null for none.</param>
/// <param name="Platform">Of that channel.</param>
/// <param name="LastError">Of the job it is about, as JSON; null for none.</param>
public sealed record Happening(Events.Event Event, Guid? PostId, string? Title, string? Account, string? Platform, string? LastError);

/// <summary>A page of the log of deliveries. What is left out asks for nothing.</summary>
public sealed record DeliveryQuery
{
    public required Guid WorkspaceId { get; init; }
    public Guid? TargetId { get; init; }
    public DeliveryState? State { get; init; }

    /// <summary>The last delivery of the page before; null for the first page.</summary>
    public Guid? After { get; init; }

    public required int Limit { get; init; }
}

/// <summary>What came of a try.</summary>
public sealed record TryRecord
{
    /// <summary>As they are now.</summary>
    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for whenever something is due.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Of the target, in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Null where it arrived.</summary>
    public string? Error { get; init; }

    /// <summary>Of what arrived; null where nothing did.</summary>
    public string? Pace { get; init; }

    /// <summary>Why the target is switched off; null where it stays on.</summary>
    public string? OffReason { get; init; }
}
