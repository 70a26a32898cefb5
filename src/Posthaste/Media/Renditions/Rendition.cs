namespace Posthaste.Media.Renditions;

/// <summary>A file made of an item for a placement. Its bytes never change: what was approved by its hash is what is sent.</summary>
public sealed record Rendition
{
    public required Guid Id { get; init; }

    public required Guid MediaId { get; init; }

    /// <summary>Of the original it was made of.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary><see cref="RenditionRecipe.Hash"/>.</summary>
    public required string Recipe { get; init; }

    /// <summary>The specification it was made for, by name.</summary>
    public required string Placement { get; init; }

    public required string ContentType { get; init; }

    public required MediaKind Kind { get; init; }

    public required long Bytes { get; init; }

    /// <summary>64 lower-case hex digits; also the name of the file on disk.</summary>
    public required string Sha256 { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public long? DurationMs { get; init; }

    public required string Codec { get; init; }

    public required MediaDetails Details { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last asked for; retention counts from here.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>The item as a network gets it: with this file in the place of the one that was uploaded.</summary>
    public MediaItem InPlaceOf(MediaItem item) => item with
    {
        ContentType = ContentType,
        Kind = Kind,
        Bytes = Bytes,
        Sha256 = Sha256,
        Width = Width,
        Height = Height,
        DurationMs = DurationMs,
        Codec = Codec,
        Details = Details,
    };
}

/// <summary>Asks whoever plans posts whether one still needs a rendition. Implemented outside of Media.</summary>
public interface IRenditionUse
{
    /// <summary>True from the approval that signed its hash until the job has ended.</summary>
    Task<bool> IsNeededAsync(Rendition rendition, CancellationToken ct);
}
