namespace Posthaste.Planning;

/// <summary>A time of the week at which a channel has room for a post. On each of its days it is one place to fill.</summary>
public sealed record Slot
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }
    public required Guid ChannelId { get; init; }

    /// <summary>Only posts of this category take it; null for any post.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>At least one; Monday first, none twice.</summary>
    public required IReadOnlyList<DayOfWeek> Weekdays { get; init; }

    /// <summary>To the minute, in the workspace's time zone.</summary>
    public required TimeOnly Time { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <param name="categoryId">Of a post; null for one without.</param>
    internal bool Takes(Guid? categoryId) => CategoryId is null || CategoryId == categoryId;
}
