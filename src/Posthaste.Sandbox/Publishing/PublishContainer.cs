using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Publishing;

/// <summary><c>POST /{ig-user}/media_publish</c>: the one call that puts something before people.</summary>
internal static class PublishContainer
{
    public static GraphAnswer Run(World world, FakeAccount account, string? containerId, DateTimeOffset now)
    {
        if (containerId is null) return GraphErrors.Required("creation_id");
        if (account.Restricted) return GraphErrors.AccountRestricted();
        if (world.Containers.GetValueOrDefault(containerId) is not { } container || container.AccountId != account.Id)
            return GraphErrors.ContainerGone(containerId);
        if (container.Draft.Kind is ContainerKind.CarouselItem)
            return GraphErrors.Parameter("Param creation_id: a carousel item cannot be published by itself.");
        switch (container.StatusAt(now))
        {
            case ContainerStatus.Published:
                return world.Settings.SecondPublish switch
                {
                    SecondPublish.AlreadyPublished => GraphErrors.AlreadyPublished(),
                    SecondPublish.SameId => GraphAnswer.Id(container.MediaId!),
                    _ => GraphErrors.ContainerGone(containerId),
                };
            case ContainerStatus.Expired:
                return world.Settings.ExpiredPublish is ExpiredPublish.Expired ? GraphErrors.MediaExpired() : GraphErrors.ContainerGone(containerId);
            case ContainerStatus.InProgress or ContainerStatus.Error:
                return GraphErrors.NotReady();
            default:
                break;
        }
        if (world.QuotaUsage(account.Id, now - TimeSpan.FromHours(24)) >= world.QuotaTotal(account)) return GraphErrors.QuotaUsedUp();
        return GraphAnswer.Id(PutLive(world, container, now).Id);
    }

    /// <summary>A person posts the same in the app: live like any other post, and of no call.</summary>
    /// <returns>What stands for it among the containers.</returns>
    public static FakeContainer ByHand(World world, FakeContainer like, DateTimeOffset now)
    {
        FakeContainer Copy(FakeContainer of) => of with { Id = world.Ids.Container(), CreatedAt = now, ReadyAt = now, PublishedAt = null, MediaId = null, Children = [.. of.Children.Select(Copy)] };
        var copy = Copy(like);
        PutLive(world, copy, now);
        return world.Containers[copy.Id];
    }

    private static FakeMedia PutLive(World world, FakeContainer container, DateTimeOffset now)
    {
        var children = container.Children.Select(child => NewMedia(world, Consume(world, child, now), [], now)).ToList();
        var media = NewMedia(world, container, children, now);
        IReadOnlyList<FakeMedia> parts = children.Count > 0 ? children : [media];
        Consume(world, container with { MediaId = media.Id }, now);
        world.PostIds.Add(media.Id);
        world.Ledger.WentLive(seq => new LedgerPost
        {
            Seq = seq,
            MediaId = media.Id,
            ContainerId = container.Id,
            AccountId = container.AccountId,
            Username = world.Accounts[container.AccountId].Username,
            ProductType = media.ProductType,
            MediaType = media.MediaType,
            Caption = container.Draft.Caption,
            ImageSha256 = parts.FirstOrDefault(part => part.Video is null)?.Image?.Sha256,
            ImageSha256s = [.. parts.Where(part => part.Video is null).Select(part => part.Image!.Sha256)],
            VideoSha256 = parts.Select(part => part.Video?.Sha256).FirstOrDefault(hash => hash is not null),
            MediaSha256s = [.. parts.Select(part => part.Video?.Sha256 ?? part.Image!.Sha256)],
            LiveAt = now,
            Shortcode = media.Shortcode,
        });
        return media;
    }

    private static FakeContainer Consume(World world, FakeContainer container, DateTimeOffset now) =>
        world.Containers[container.Id] = container with { PublishedAt = now };

    private static FakeMedia NewMedia(World world, FakeContainer container, IReadOnlyList<FakeMedia> children, DateTimeOffset now)
    {
        var media = new FakeMedia
        {
            Id = world.Ids.Media(),
            InnerId = world.Ids.Inner(),
            AccountId = container.AccountId,
            Container = container,
            LiveAt = now,
            Children = children,
        };
        return world.Media[media.Id] = media;
    }
}
