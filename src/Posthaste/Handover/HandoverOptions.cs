using System.ComponentModel.DataAnnotations;

namespace Posthaste.Handover;

/// <summary>Section <c>Handover</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class HandoverOptions
{
    public const string Section = "Handover";

    /// <summary>How often cards are looked after. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many failures on one channel within <see cref="UnhealthyWindow"/> make its network unhealthy there. Default 5.</summary>
    [Range(1, 1000)]
    public int UnhealthyFailures { get; init; } = 5;

    /// <summary>Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan UnhealthyWindow { get; init; } = TimeSpan.FromMinutes(30);
}
