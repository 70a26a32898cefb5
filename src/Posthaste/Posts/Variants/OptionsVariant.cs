using Posthaste.Platforms;

namespace Posthaste.Posts.Variants;

/// <summary>The options of a post, as far as one channel has its own. Null is as for all; an empty text or list is none.</summary>
public sealed record OptionsVariant
{
    public string? LocationId { get; init; }
    public IReadOnlyList<UserTag>? UserTags { get; init; }
    public IReadOnlyList<string>? Collaborators { get; init; }

    /// <summary>Takes the place of the cover of all, be that a picture or a moment.</summary>
    public Guid? CoverMediaId { get; init; }

    /// <summary>The same, in milliseconds. 0 is what a reel without a cover shows.</summary>
    public long? ThumbOffsetMs { get; init; }

    public bool? ShareToFeed { get; init; }
    public string? AudioName { get; init; }

    /// <summary>Cannot be taken away from one channel: it has no empty form.</summary>
    public TrialGraduation? TrialGraduation { get; init; }

    public bool? IsAiGenerated { get; init; }
    public bool? IsPaidPartnership { get; init; }
    public IReadOnlyList<string>? SponsorIds { get; init; }
    public string? FirstComment { get; init; }

    /// <summary>Cannot be taken away from one channel: it has no empty form.</summary>
    public PostPrivacy? Privacy { get; init; }

    public bool? AllowComments { get; init; }
    public bool? AllowDuet { get; init; }
    public bool? AllowStitch { get; init; }
    public bool? IsOwnBrand { get; init; }
    public PostDelivery? Delivery { get; init; }

    internal PostOptions ApplyTo(PostOptions options) => new()
    {
        LocationId = Text(LocationId, options.LocationId),
        UserTags = UserTags ?? options.UserTags,
        Collaborators = Collaborators ?? options.Collaborators,
        CoverMediaId = CoverMediaId ?? (ThumbOffsetMs is null ? options.CoverMediaId : null),
        ThumbOffsetMs = ThumbOffsetMs ?? (CoverMediaId is null ? options.ThumbOffsetMs : null),
        ShareToFeed = ShareToFeed ?? options.ShareToFeed,
        AudioName = Text(AudioName, options.AudioName),
        TrialGraduation = TrialGraduation ?? options.TrialGraduation,
        IsAiGenerated = IsAiGenerated ?? options.IsAiGenerated,
        IsPaidPartnership = IsPaidPartnership ?? options.IsPaidPartnership,
        SponsorIds = SponsorIds ?? options.SponsorIds,
        FirstComment = Text(FirstComment, options.FirstComment),
        Privacy = Privacy ?? options.Privacy,
        AllowComments = AllowComments ?? options.AllowComments,
        AllowDuet = AllowDuet ?? options.AllowDuet,
        AllowStitch = AllowStitch ?? options.AllowStitch,
        IsOwnBrand = IsOwnBrand ?? options.IsOwnBrand,
        Delivery = Delivery ?? options.Delivery,
    };

    // None is null, as in a post that never had one: the two must have the same hash.
    private static string? Text(string? own, string? ofAll) => own is null ? ofAll : string.IsNullOrWhiteSpace(own) ? null : own;
}
