using System.ComponentModel.DataAnnotations;

namespace Posthaste.Posts;

/// <summary>Section <c>Publishing</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class PublishingOptions
{
    public const string Section = "Publishing";

    /// <summary>Whether this server publishes by itself. Off, every post that comes to its time is handed to a person; what is being published
    /// at that moment still goes out. Default on.</summary>
    public bool Automation { get; init; } = true;

    /// <summary>Whether people may publish at once; off answers 403 <c>publish_now_disabled</c>.</summary>
    public bool AllowPublishNow { get; init; } = true;

    /// <summary>How long a request that signs or sends a post waits for its media to be made fit, before it answers 409
    /// <c>media_preparing</c> and the work goes on without it. Default 20 s: below the patience of most clients.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MediaWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Two posts on one channel closer than this are a conflict, unless forced. Zero for none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ConflictDistance { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same media on one channel within this time, before or after, is a repeat, unless forced; where a workspace has no
    /// <c>repeatDays</c> of its own. Default 30 days; zero for none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The time of a post that goes out within this cannot be changed any more, unless forced. Zero for never.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LockTime { get; init; } = TimeSpan.FromMinutes(5);
}
