namespace Posthaste.Media;

/// <summary>Asks whoever plans posts which of them still need a media item. Implemented outside of Media.</summary>
public interface IMediaUse
{
    /// <summary>Posts that are scheduled or on their way; empty where the item may be deleted.</summary>
    Task<IReadOnlyList<MediaUse>> FindUsesAsync(Guid mediaId, CancellationToken ct);

    /// <summary>Whether a network may still fetch it: a post that needs it has yet to go out. What follows up on a live post fetches nothing.</summary>
    Task<bool> MayBeFetchedAsync(Guid mediaId, CancellationToken ct);
}

/// <summary>A post that needs the item: its title for people, and when it goes out, null where no time is set.</summary>
public sealed record MediaUse(Guid PostId, string Title, DateTimeOffset? DueAt);
