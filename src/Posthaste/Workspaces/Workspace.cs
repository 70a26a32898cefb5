namespace Posthaste.Workspaces;

/// <summary>What becomes of a post whose time passed while nothing could go out (R-JOB-10).</summary>
public enum LatePolicy
{
    /// <summary>It still goes out, up to so many minutes late.</summary>
    Publish,

    /// <summary>It is left out.</summary>
    Skip,

    /// <summary>A person is asked.</summary>
    Ask,
}

/// <summary>What becomes of a caption that is longer than a network takes.</summary>
public enum LongCaption
{
    Truncate,
    Reject,
}

/// <summary>What becomes of a picture or video that a network does not take as it is, where its post does not say.</summary>
public enum UnfitMedia
{
    /// <summary>Converted and made smaller or larger, whole. One of a shape that is not taken is refused.</summary>
    Scale,

    /// <summary>The same, with bars beside it where its shape is not taken.</summary>
    Pad,

    /// <summary>The same, cut to a shape that is taken.</summary>
    Crop,

    /// <summary>Nothing is made of it: it is sent as it is, or refused.</summary>
    Original,
}

/// <summary>Who must have agreed before a post may be scheduled.</summary>
public enum ApprovalPolicy
{
    /// <summary>Scheduling is the approval.</summary>
    None,

    One,

    /// <summary>Somebody who neither wrote the post nor changed it last.</summary>
    NotTheAuthor,
}

/// <summary>The people, channels and posts that belong together, and the rules they work by.</summary>
public sealed record Workspace
{
    /// <summary>Of the workspace that a new server starts with. Fixed, so that two nodes that start at once make one.</summary>
    public static readonly Guid FirstId = new("01900000-0000-7000-8000-000000000001");

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>An IANA name such as <c>Europe/Berlin</c>. Only for showing and for slots: times are kept in UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    public LatePolicy LatePolicy { get; init; } = LatePolicy.Publish;

    /// <summary>With <see cref="LatePolicy.Publish"/>, how late still counts: 1 to 10,080 (a week).</summary>
    public int LateMinutes { get; init; } = 120;

    public LongCaption CaptionPolicy { get; init; } = LongCaption.Truncate;
    public UnfitMedia MediaPolicy { get; init; } = UnfitMedia.Scale;
    public ApprovalPolicy ApprovalPolicy { get; init; } = ApprovalPolicy.None;

    /// <summary>Within so many days the same media is a repeat on the same channel, 0 to 365; 0 for never, null for as long as the server says.</summary>
    public int? RepeatDays { get; init; }

    /// <summary>The name of its plan; null for the one that workspaces start on.</summary>
    public string? Plan { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
