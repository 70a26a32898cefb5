using Posthaste.Platforms;

namespace Posthaste.Server.Posts;

/// <summary>The extras of a post.</summary>
public sealed record PostOptionsBody
{
    /// <summary>The platform's id of a place.</summary>
    public string? LocationId { get; init; }

    public IReadOnlyList<UserTagBody> UserTags { get; init; } = [];

    /// <summary>Account names, without the @.</summary>
    public IReadOnlyList<string> Collaborators { get; init; } = [];

    /// <summary>A picture of the library, shown before a reel plays.</summary>
    public Guid? CoverMediaId { get; init; }

    /// <summary>The moment of a reel that is its cover, in milliseconds from the start.</summary>
    public long? ThumbOffsetMs { get; init; }

    /// <summary>Whether a reel also appears among the account's posts; left out, it does.</summary>
    public bool? ShareToFeed { get; init; }

    /// <summary>What a reel's own sound is called.</summary>
    public string? AudioName { get; init; }

    /// <summary>Makes a reel a trial, and says when it becomes an ordinary one.</summary>
    public TrialGraduation? TrialGraduation { get; init; }

    /// <summary>Labels the post as made with artificial intelligence.</summary>
    public bool? IsAiGenerated { get; init; }

    /// <summary>Labels the post as a paid partnership.</summary>
    public bool? IsPaidPartnership { get; init; }

    /// <summary>The platform's ids of who paid for it.</summary>
    public IReadOnlyList<string> SponsorIds { get; init; } = [];

    /// <summary>Written below the post by its own account, as soon as it is live.</summary>
    public string? FirstComment { get; init; }

    /// <summary>Who may see the post, on TikTok, which wants it said for each one.</summary>
    public PostPrivacy? Privacy { get; init; }

    /// <summary>Whether people may comment, on TikTok; left out, they may not.</summary>
    public bool? AllowComments { get; init; }

    /// <summary>Whether others may put the video beside one of their own, on TikTok; left out, they may not.</summary>
    public bool? AllowDuet { get; init; }

    /// <summary>Whether others may take a piece of the video into one of their own, on TikTok; left out, they may not.</summary>
    public bool? AllowStitch { get; init; }

    /// <summary>Labels the post as one for the account's own business.</summary>
    public bool? IsOwnBrand { get; init; }

    /// <summary>How far the API brings the post, on TikTok; left out, it goes live by itself.</summary>
    public PostDelivery? Delivery { get; init; }

    internal static PostOptionsBody From(PostOptions options) => new()
    {
        LocationId = options.LocationId,
        UserTags = [.. options.UserTags.Select(UserTagBody.From)],
        Collaborators = options.Collaborators,
        CoverMediaId = options.CoverMediaId,
        ThumbOffsetMs = options.ThumbOffsetMs,
        ShareToFeed = options.ShareToFeed,
        AudioName = options.AudioName,
        TrialGraduation = options.TrialGraduation,
        IsAiGenerated = options.IsAiGenerated,
        IsPaidPartnership = options.IsPaidPartnership,
        SponsorIds = options.SponsorIds,
        FirstComment = options.FirstComment,
        Privacy = options.Privacy,
        AllowComments = options.AllowComments,
        AllowDuet = options.AllowDuet,
        AllowStitch = options.AllowStitch,
        IsOwnBrand = options.IsOwnBrand,
        Delivery = options.Delivery,
    };

    internal PostOptions ToOptions() => new()
    {
        LocationId = LocationId,
        UserTags = [.. UserTags.Select(tag => tag.ToTag())],
        Collaborators = Collaborators,
        CoverMediaId = CoverMediaId,
        ThumbOffsetMs = ThumbOffsetMs,
        ShareToFeed = ShareToFeed,
        AudioName = AudioName,
        TrialGraduation = TrialGraduation,
        IsAiGenerated = IsAiGenerated,
        IsPaidPartnership = IsPaidPartnership,
        SponsorIds = SponsorIds,
        FirstComment = FirstComment,
        Privacy = Privacy,
        AllowComments = AllowComments,
        AllowDuet = AllowDuet,
        AllowStitch = AllowStitch,
        IsOwnBrand = IsOwnBrand,
        Delivery = Delivery,
    };
}
