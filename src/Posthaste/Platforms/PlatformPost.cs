using System.Text.Json.Serialization;

namespace Posthaste.Platforms;

/// <summary>What a post is made of. The words are those of the API.</summary>
public enum PostType
{
    Image,
    Carousel,
    Reel,
    Story,
    Video,
    Text,
}

/// <summary>A post as one network gets it: caption composed, media in order.</summary>
public sealed record PlatformPost
{
    public required PostType Type { get; init; }

    /// <summary>Caption and hashtags, composed within the network's limits.</summary>
    public required string Caption { get; init; }

    public required IReadOnlyList<PlatformMedia> Media { get; init; }

    /// <summary>The picture shown before a video plays; null for a moment of the video itself.</summary>
    public PlatformMedia? Cover { get; init; }

    public PostOptions Options { get; init; } = PostOptions.None;
}

/// <summary>One picture or video as a network gets it.</summary>
public sealed record PlatformMedia
{
    public required Guid MediaId { get; init; }
    public required string ContentType { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Null for a picture.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Of the video, as ffprobe names it (<c>h264</c>, <c>hevc</c>); null where unknown, and for a picture.</summary>
    public string? Codec { get; init; }

    /// <summary>Pictures a second; null where unknown.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Of the sound, as ffprobe names it (<c>aac</c>); null where unknown or silent.</summary>
    public string? AudioCodec { get; init; }

    /// <summary>Null where unknown.</summary>
    public bool? HasAudio { get; init; }

    /// <summary>Picture and sound together; null where unknown.</summary>
    public int? BitrateKbps { get; init; }

    public string? AltText { get; init; }

    /// <summary>Where the network can fetch it; null until hosted.</summary>
    public Uri? Url { get; init; }

    /// <summary>A way to the bytes themselves, for networks that take them directly. No part of what the item is: two
    /// items with different readers are equal.</summary>
    [JsonIgnore]
    public FileReader Reader { get; init; }
}

/// <summary>The extras of a post. A network takes those it has; <see cref="IPlatform.Check"/> says which it refuses.</summary>
public sealed record PostOptions
{
    public static readonly PostOptions None = new();

    /// <summary>The network's id of a place.</summary>
    public string? LocationId { get; init; }

    public IReadOnlyList<UserTag> UserTags { get; init; } = [];

    /// <summary>Account names without the @.</summary>
    public IReadOnlyList<string> Collaborators { get; init; } = [];

    /// <summary>The media item that is shown before a reel plays. What it is stands in <see cref="PlatformPost.Cover"/>.</summary>
    public Guid? CoverMediaId { get; init; }

    /// <summary>The moment of a reel that is its cover, in milliseconds from the start.</summary>
    public long? ThumbOffsetMs { get; init; }

    /// <summary>Whether a reel also appears among the account's posts; null for the network's usual way, which is yes.</summary>
    public bool? ShareToFeed { get; init; }

    /// <summary>What a reel's own sound is called.</summary>
    public string? AudioName { get; init; }

    /// <summary>Makes a reel a trial that followers do not see, and says when it becomes an ordinary one.</summary>
    public TrialGraduation? TrialGraduation { get; init; }

    /// <summary>Labels the post as made with artificial intelligence.</summary>
    public bool? IsAiGenerated { get; init; }

    /// <summary>Labels the post as a paid partnership. So does a sponsor.</summary>
    public bool? IsPaidPartnership { get; init; }

    /// <summary>Who paid for the post: the network's ids of their accounts.</summary>
    public IReadOnlyList<string> SponsorIds { get; init; } = [];

    /// <summary>Written below the post by its own account, as soon as it is live.</summary>
    public string? FirstComment { get; init; }

    /// <summary>Who may see the post, on networks that want it said for each one; null where nobody said.</summary>
    public PostPrivacy? Privacy { get; init; }

    /// <summary>Whether people may comment, on networks that want it said for each post; null is no.</summary>
    public bool? AllowComments { get; init; }

    /// <summary>Whether others may put the video beside one of their own; null is no.</summary>
    public bool? AllowDuet { get; init; }

    /// <summary>Whether others may take a piece of the video into one of their own; null is no.</summary>
    public bool? AllowStitch { get; init; }

    /// <summary>Labels the post as one for the account's own business.</summary>
    public bool? IsOwnBrand { get; init; }

    /// <summary>How far the API brings the post, on networks that leave a choice; null is all the way.</summary>
    public PostDelivery? Delivery { get; init; }
}

/// <summary>How far the API brings a post.</summary>
public enum PostDelivery
{
    /// <summary>It goes live by itself.</summary>
    Direct,

    /// <summary>Into the account's own inbox at the network, where its owner finishes it in the app.</summary>
    Inbox,
}

/// <summary>Who may see a post.</summary>
public enum PostPrivacy
{
    Public,

    /// <summary>Those who follow the account.</summary>
    Followers,

    /// <summary>Those who follow the account and whom it follows.</summary>
    Friends,

    /// <summary>The account's owner alone.</summary>
    OnlyMe,
}

/// <summary>When a trial reel becomes an ordinary one.</summary>
public enum TrialGraduation
{
    /// <summary>When a person says so in the app.</summary>
    Manual,

    /// <summary>When the network finds that it does well.</summary>
    Performance,
}

/// <summary>A person named in a picture.</summary>
/// <param name="Username">Without the @.</param>
/// <param name="X">0.0 (left) to 1.0 (right).</param>
/// <param name="Y">0.0 (top) to 1.0 (bottom).</param>
/// <param name="Item">Which of several items, counted from 0; null for the first.</param>
public sealed record UserTag(string Username, double? X, double? Y, int? Item = null);
