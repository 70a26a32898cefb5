namespace Posthaste.Events;

/// <summary>The young end of the event log, across all workspaces.</summary>
public interface IEventTail
{
    /// <summary>The clock that the ids of events are made by, or one near it.</summary>
    Task<DateTimeOffset> ReadClockAsync(CancellationToken ct);

    /// <summary>What is committed by now, by id. An event that is committed later may have a smaller id than one that is here.</summary>
    /// <param name="from">Events whose ids were made from then on.</param>
    /// <param name="after">Only those after this one; null for all of them.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<EventNotice>> ReadAsync(DateTimeOffset from, Guid? after, int max, CancellationToken ct);

    /// <returns>The post of each of these jobs.</returns>
    Task<IReadOnlyDictionary<Guid, Guid>> FindPostsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct);
}
