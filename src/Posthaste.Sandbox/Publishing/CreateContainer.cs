using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Publishing;

/// <summary><c>POST /{ig-user}/media</c>, once its parameters are a draft and its picture is fetched. A video comes later, while
/// the container is IN_PROGRESS.</summary>
internal static class CreateContainer
{
    /// <summary>Makes the container. A failed one counts against the limit of the day as well. A carousel has nothing to fetch.</summary>
    public static GraphAnswer Run(World world, FakeAccount account, GraphCall call, FetchedMedia? fetched)
    {
        var (draft, refusal) = DraftRules.Check(call.Params, call.Login);
        if (draft is null) return refusal!;
        var now = call.ArrivedAt;
        var limit = world.Settings.ContainerLimit;
        if (world.NoteContainer(account.Id, now) > limit) return GraphErrors.TooManyContainers(limit);

        var (children, childError) = ChildrenOf(world, account, draft, now);
        if (childError is not null) return childError;
        if (draft.Video is { TrialStrategy: not null } && !account.TrialReels) return GraphErrors.NoTrialReels();

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
            ReadyAt = draft.Video is null ? now + TimeSpan.FromSeconds(world.Settings.ImageProcessingSeconds) : DateTimeOffset.MaxValue,
            Image = image is null ? null : world.Keep(image),
            Children = children,
            Intake = draft.Video is { } video ? new VideoIntake(video.Url) : null,
            ErrorSubcode = imageError?.Subcode,
            ErrorReason = imageError?.UserMessage,
        };
        world.Containers[container.Id] = container;
        var answer = new JsonObject { ["id"] = container.Id };
        if (draft.Video is { IsUploaded: true })
            answer["uri"] = $"{world.Settings.UploadBase?.TrimEnd('/') ?? call.BaseUrl}/ig-api-upload/{call.Version}/{container.Id}";
        return answer;
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
