using System.ComponentModel.DataAnnotations;

namespace Posthaste.Planning.Recurring;

/// <summary>Section <c>Planning</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class PlanningOptions
{
    public const string Section = "Planning";

    /// <summary>How far ahead of their time the posts of series are made. Default 30 days: a month is seen in the calendar, and there is time to approve.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "100.00:00:00")]
    public TimeSpan SeriesAhead { get; init; } = TimeSpan.FromDays(30);
}
