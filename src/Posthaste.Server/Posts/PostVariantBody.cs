using Posthaste.Platforms;
using Posthaste.Posts.Variants;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Posts;

/// <summary>What one channel gets differently from the rest of its post. What is left out, or null, is as for all; an empty text or list is none.</summary>
public sealed record PostVariantBody
{
    /// <summary>One of the post's channelIds.</summary>
    public required Guid ChannelId { get; init; }

    public string? Caption { get; init; }

    /// <summary>With or without their #.</summary>
    public IReadOnlyList<string>? Hashtags { get; init; }

    /// <summary>In the order they are shown. What the post says of a picture (altTexts, mediaFits, options.userTags) goes with it.</summary>
    public IReadOnlyList<Guid>? MediaIds { get; init; }

    /// <summary>By the position in the media that the channel shows; null for none.</summary>
    public IReadOnlyList<string?>? AltTexts { get; init; }

    /// <summary>By the position in the media that the channel shows; null for the workspace's way.</summary>
    public IReadOnlyList<MediaFitBody?>? MediaFits { get; init; }

    /// <summary>Of the cover that the channel shows.</summary>
    public MediaFitBody? CoverFit { get; init; }

    /// <summary>Merged with those of the post, option by option.</summary>
    public OptionsVariantBody? Options { get; init; }

    internal static PostVariantBody From(PostVariant variant) => new()
    {
        ChannelId = variant.ChannelId,
        Caption = variant.Caption,
        Hashtags = variant.Hashtags,
        MediaIds = variant.MediaIds,
        AltTexts = variant.AltTexts,
        MediaFits = variant.MediaFits is { } fits ? [.. fits.Select(MediaFitBody.From)] : null,
        CoverFit = MediaFitBody.From(variant.CoverFit),
        Options = variant.Options is { } options ? OptionsVariantBody.From(options) : null,
    };

    internal PostVariant ToVariant() => new()
    {
        ChannelId = ChannelId,
        Caption = Caption,
        Hashtags = Hashtags,
        MediaIds = MediaIds,
        AltTexts = AltTexts,
        MediaFits = MediaFits is { } fits ? [.. fits.Select(fit => fit?.ToFit())] : null,
        CoverFit = CoverFit?.ToFit(),
        Options = Options?.ToOptions(),
    };

    /// <returns>What is wrong with them; null where nothing is.</returns>
    internal static ApiProblem? Check(IReadOnlyList<PostVariantBody>? variants)
    {
        if (Nulls.Find(("variants", variants)) is { } missing) return missing;
        foreach (var (i, variant) in (variants ?? []).Index())
        {
            var (at, options) = ($"variants[{i}]", variant.Options);
            if (Nulls.Find(($"{at}.hashtags", variant.Hashtags), ($"{at}.options.userTags", options?.UserTags), ($"{at}.options.collaborators", options?.Collaborators),
                ($"{at}.options.sponsorIds", options?.SponsorIds)) is { } wrong) return wrong;
        }
        return null;
    }
}

/// <summary>The extras of a post that one channel has its own of. What is left out, or null, is as for all; an empty text or list is none.</summary>
public sealed record OptionsVariantBody
{
    /// <summary>The platform's id of a place.</summary>
    public string? LocationId { get; init; }

    public IReadOnlyList<UserTagBody>? UserTags { get; init; }

    /// <summary>Account names, without the @.</summary>
    public IReadOnlyList<string>? Collaborators { get; init; }

    /// <summary>Takes the place of the post's cover, be that a picture or a moment.</summary>
    public Guid? CoverMediaId { get; init; }

    /// <summary>The same, in milliseconds; 0 for no cover but the beginning.</summary>
    public long? ThumbOffsetMs { get; init; }

    /// <summary>Whether a reel also appears among the account's posts.</summary>
    public bool? ShareToFeed { get; init; }

    /// <summary>What a reel's own sound is called.</summary>
    public string? AudioName { get; init; }

    /// <summary>Makes a reel a trial. One that is a trial for all cannot be anything else for one channel.</summary>
    public TrialGraduation? TrialGraduation { get; init; }

    /// <summary>Labels the post as made with artificial intelligence.</summary>
    public bool? IsAiGenerated { get; init; }

    /// <summary>Labels the post as a paid partnership.</summary>
    public bool? IsPaidPartnership { get; init; }

    /// <summary>The platform's ids of who paid for it.</summary>
    public IReadOnlyList<string>? SponsorIds { get; init; }

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

    internal static OptionsVariantBody From(OptionsVariant options) => new()
    {
        LocationId = options.LocationId,
        UserTags = options.UserTags is { } tags ? [.. tags.Select(UserTagBody.From)] : null,
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

    internal OptionsVariant ToOptions() => new()
    {
        LocationId = LocationId,
        UserTags = UserTags is { } tags ? [.. tags.Select(tag => tag.ToTag())] : null,
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
