namespace Posthaste.Planning.Bulk;

/// <summary>What is to be done to each of many posts.</summary>
public abstract record BulkChange
{
    private BulkChange() { }

    /// <summary>Moves each by the same time from where it is.</summary>
    /// <param name="Days">The time of day in the workspace's zone stays; may be below zero.</param>
    /// <param name="Minutes">On top of the days; may be below zero.</param>
    /// <param name="Force">As with one post.</param>
    public sealed record Move(int Days, int Minutes, bool Force) : BulkChange;

    /// <summary>Gives all of them one time: for posts on different channels.</summary>
    public sealed record Schedule(DateTimeOffset At, bool Force) : BulkChange;

    /// <summary>Each takes the next free slot of its category, in the order given.</summary>
    public sealed record TakeNextSlot(bool Force) : BulkChange;

    public sealed record Unschedule : BulkChange;

    public sealed record Submit : BulkChange;

    public sealed record Approve : BulkChange;

    public sealed record Delete : BulkChange;
}
