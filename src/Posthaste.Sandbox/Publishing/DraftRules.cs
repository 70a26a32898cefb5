using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Publishing;

/// <summary>Reads the parameters of <c>POST /{ig-user}/media</c>. A new kind of post starts here.</summary>
internal static class DraftRules
{
    public const int MaxAltText = 1000;
    private const int MaxSponsors = 2;

    /// <summary>The parameters as a draft, or why they are none.</summary>
    public static (ContainerDraft? Draft, GraphError? Error) Check(GraphParams parameters, LoginProduct login)
    {
        var type = parameters.Get("media_type");
        var isItem = parameters.Flag("is_carousel_item");
        var isVideo = parameters.Get("video_url") is not null || parameters.Get("upload_type") is not null;
        var (draft, error) = type switch
        {
            null or "IMAGE" => CheckImage(parameters, isItem ? ContainerKind.CarouselItem : ContainerKind.Image),
            "CAROUSEL" => CheckCarousel(parameters),
            "STORIES" when !isVideo => CheckImage(parameters, ContainerKind.Story),
            "VIDEO" when !isItem => (null, GraphErrors.VideoIsReel()),
            "REELS" when isItem => (null, GraphErrors.Parameter("Param media_type: REELS is not allowed for a carousel item.")),
            "VIDEO" or "REELS" or "STORIES" => VideoDraftRules.Check(parameters, KindOf(type), login),
            _ => (null, GraphErrors.UnknownMediaType(type)),
        };
        if (draft is not null) error = ProductTagRules.Check(parameters, login, draft.Video is not null);
        return draft is null || error is not null ? (null, error) : CheckPartnership(parameters, draft, login);
    }

    /// <summary>What every kind may have.</summary>
    public static (ContainerDraft Draft, GraphError? Error) Common(GraphParams parameters, ContainerKind kind)
    {
        var isItem = kind is ContainerKind.CarouselItem;
        var isStory = kind is ContainerKind.Story;
        var collaborators = parameters.List("collaborators");
        var location = parameters.Get("location_id");
        var draft = new ContainerDraft
        {
            Kind = kind,
            // Carousel items and stories have no caption; the platform reads over it.
            Caption = isItem || isStory ? null : parameters.Get("caption"),
            LocationId = isStory ? null : location,
            Collaborators = collaborators,
            IsAiGenerated = parameters.Flag("is_ai_generated"),
        };
        var error = CaptionRules.Check(draft.Caption) ?? TagRules.CheckCollaborators(collaborators) ?? TagRules.CheckLocation(location);
        if (collaborators.Count > 0 && (isItem || isStory)) error ??= NotAllowed("collaborators");
        if (isItem && location is not null) error ??= NotAllowed("location_id");
        if (isItem && draft.IsAiGenerated) error ??= NotAllowed("is_ai_generated");
        return (draft, error);
    }

    public static GraphError NotAllowed(string name) => GraphErrors.Parameter($"param {name} is not allowed");

    private static ContainerKind KindOf(string type) => type switch
    {
        "REELS" => ContainerKind.Reel,
        "STORIES" => ContainerKind.Story,
        _ => ContainerKind.CarouselItem,
    };

    private static (ContainerDraft?, GraphError?) CheckImage(GraphParams parameters, ContainerKind kind)
    {
        if (parameters.Get("image_url") is not { } url) return (null, GraphErrors.Required("image_url"));
        var (tags, tagError) = TagRules.UserTags(parameters, kind, isVideo: false);
        var common = Common(parameters, kind);
        var altText = parameters.Get("alt_text");
        var altError = altText switch
        {
            { Length: > MaxAltText } => GraphErrors.Parameter($"Param alt_text must be no longer than {MaxAltText} characters."),
            not null when kind is ContainerKind.Story => GraphErrors.Parameter("Param alt_text is not allowed for STORIES."),
            _ => null,
        };
        return (common.Error ?? tagError ?? altError) is { } error
            ? (null, error)
            : (common.Draft with { ImageUrl = url, AltText = altText, UserTags = tags }, null);
    }

    private static (ContainerDraft?, GraphError?) CheckCarousel(GraphParams parameters)
    {
        if (parameters.Get("children") is null) return (null, GraphErrors.Required("children"));
        var children = parameters.List("children");
        if (children.Count is < 2 or > 10) return (null, GraphErrors.CarouselSize());
        var common = Common(parameters, ContainerKind.Carousel);
        return common.Error is { } error ? (null, error) : (common.Draft with { ChildIds = children }, null);
    }

    /// <summary>Paid partnerships exist with Facebook Login only.</summary>
    private static (ContainerDraft?, GraphError?) CheckPartnership(GraphParams parameters, ContainerDraft draft, LoginProduct login)
    {
        var sponsors = parameters.List("branded_content_sponsor_ids");
        var isPaid = parameters.Flag("is_paid_partnership") || sponsors.Count > 0;
        if (!isPaid) return (draft, null);
        if (login is not LoginProduct.Facebook)
            return (null, NotAllowed(sponsors.Count > 0 ? "branded_content_sponsor_ids" : "is_paid_partnership"));
        if (sponsors.Count > MaxSponsors || !sponsors.All(id => id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit)))
            return (null, GraphErrors.Parameter($"Param branded_content_sponsor_ids must be an array of no more than {MaxSponsors} ids."));
        return (draft with { IsPaidPartnership = true, SponsorIds = sponsors }, null);
    }
}
