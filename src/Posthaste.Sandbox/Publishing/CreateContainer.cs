using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Images;

namespace Posthaste.Sandbox.Publishing;

/// <summary><c>POST /{ig-user}/media</c>: checks the parameters, then takes the container in once its media is fetched.</summary>
internal static class CreateContainer
{
    public const int MaxAltText = 1000;

    /// <summary>The parameters as a draft, or why they are none. A new kind of post starts here.</summary>
    public static (ContainerDraft? Draft, GraphError? Error) Check(GraphParams parameters)
    {
        var type = parameters.Get("media_type");
        var isItem = parameters.Flag("is_carousel_item");
        return type switch
        {
            null or "IMAGE" => CheckImage(parameters, isItem ? ContainerKind.CarouselItem : ContainerKind.Image),
            "CAROUSEL" => CheckCarousel(parameters),
            "STORIES" when parameters.Get("video_url") is null => CheckImage(parameters, ContainerKind.Story),
            "VIDEO" when !isItem => (null, GraphErrors.VideoIsReel()),
            "VIDEO" or "REELS" or "STORIES" => (null, GraphErrors.Parameter("This sandbox does not process video yet.")),
            _ => (null, GraphErrors.UnknownMediaType(type)),
        };
    }

    /// <summary>Makes the container. A failed one counts against the limit of the day as well. A carousel
    /// has nothing to fetch.</summary>
    public static GraphAnswer Run(World world, FakeAccount account, ContainerDraft draft, FetchedMedia? fetched, DateTimeOffset now)
    {
        var limit = world.Settings.ContainerLimit;
        if (world.NoteContainer(account.Id, now) > limit) return GraphErrors.TooManyContainers(limit);

        var (children, childError) = ChildrenOf(world, account, draft, now);
        if (childError is not null) return childError;

        StoredImage? image = null;
        GraphError? imageError = null;
        if (fetched is not null) (image, imageError) = ImageRules.Judge(fetched, draft, world.Settings);
        if (imageError is not null && world.Settings.ImageErrors is ImageErrorsAt.AtCreate) return imageError;

        var container = new FakeContainer
        {
            Id = world.Ids.Container(),
            AccountId = account.Id,
            Draft = draft,
            CreatedAt = now,
            ReadyAt = now + TimeSpan.FromSeconds(world.Settings.ImageProcessingSeconds),
            Image = image is null ? null : world.Keep(image),
            Children = children,
            ErrorSubcode = imageError?.Subcode,
        };
        world.Containers[container.Id] = container;
        return GraphAnswer.Id(container.Id);
    }

    private static (ContainerDraft?, GraphError?) CheckImage(GraphParams parameters, ContainerKind kind)
    {
        if (parameters.Get("image_url") is not { } url) return (null, GraphErrors.Required("image_url"));
        var (tags, tagError) = TagRules.UserTags(parameters, kind);
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

    private static (ContainerDraft Draft, GraphError? Error) Common(GraphParams parameters, ContainerKind kind)
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
        if (collaborators.Count > 0 && (isItem || isStory)) error ??= GraphErrors.Parameter("param collaborators is not allowed");
        if (isItem && location is not null) error ??= GraphErrors.Parameter("param location_id is not allowed");
        if (isItem && draft.IsAiGenerated) error ??= GraphErrors.Parameter("param is_ai_generated is not allowed");
        return (draft, error);
    }

    private static (IReadOnlyList<FakeContainer>, GraphError?) ChildrenOf(World world, FakeAccount account, ContainerDraft draft, DateTimeOffset now)
    {
        var children = new List<FakeContainer>();
        foreach (var id in draft.ChildIds)
        {
            if (world.Containers.GetValueOrDefault(id) is not { } child || child.AccountId != account.Id) return ([], GraphErrors.ContainerGone(id));
            if (child.Draft.Kind is not ContainerKind.CarouselItem)
                return ([], GraphErrors.Parameter($"Param children: {id} is not a carousel item."));
            switch (child.StatusAt(now))
            {
                case ContainerStatus.InProgress: return ([], GraphErrors.NotReady());
                case ContainerStatus.Finished: break;
                default: return ([], GraphErrors.ContainerGone(id));
            }
            children.Add(child);
        }
        return (children, null);
    }
}
