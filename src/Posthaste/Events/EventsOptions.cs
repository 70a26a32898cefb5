using System.ComponentModel.DataAnnotations;

namespace Posthaste.Events;

/// <summary>Section <c>Events</c>: how the event log is followed while somebody listens. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>How often it is read where no hint comes: the safety net under hints that were lost. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far back each of those reads begins: longer than the longest transaction, and than what the nodes' clocks differ by. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What happens within this is told together. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(100);
}
