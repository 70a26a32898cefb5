using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Publishing;

/// <summary>A post that went live, or one picture of a carousel that did.</summary>
internal sealed record FakeMedia
{
    public required string Id { get; init; }

    public required long InnerId { get; init; }

    public required string AccountId { get; init; }

    public required FakeContainer Container { get; init; }

    public required DateTimeOffset LiveAt { get; init; }

    public IReadOnlyList<FakeMedia> Children { get; init; } = [];

    public bool CommentsEnabled { get; init; } = true;

    public bool Deleted { get; init; }

    public string Shortcode => NewIds.Shortcode(InnerId);

    public bool IsStory => Container.Draft.Kind is ContainerKind.Story;

    public bool IsCarouselChild => Container.Draft.Kind is ContainerKind.CarouselItem;

    public bool IsReel => Container.Draft.Kind is ContainerKind.Reel;

    /// <summary>The picture shown first, or the cover of a reel. Null for a video without a cover.</summary>
    public StoredImage? Image => Container.Image ?? (Children.Count > 0 ? Children[0].Image : null);

    /// <summary>Null for pictures and carousels.</summary>
    public StoredVideo? Video => Container.Video;

    /// <summary>IMAGE, VIDEO or CAROUSEL_ALBUM.</summary>
    public string MediaType => Children.Count > 0 ? "CAROUSEL_ALBUM" : Video is null ? "IMAGE" : "VIDEO";

    /// <summary>FEED, STORY or REELS.</summary>
    public string ProductType => IsStory ? "STORY" : IsReel ? "REELS" : "FEED";

    /// <summary>Stories are gone after a day.</summary>
    public bool IsShownAt(DateTimeOffset at) => !Deleted && (!IsStory || at < LiveAt + TimeSpan.FromHours(24));
}

/// <summary>A comment below a post, or a reply to one.</summary>
internal sealed record FakeComment
{
    public required string Id { get; init; }

    public required string MediaId { get; init; }

    public required string AccountId { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null at the top level.</summary>
    public string? ParentId { get; init; }

    public bool Hidden { get; init; }
}
