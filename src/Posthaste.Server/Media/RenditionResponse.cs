using Posthaste.Media;
using Posthaste.Media.Renditions;

namespace Posthaste.Server.Media;

/// <summary>A file that was made of an item for a place of a platform. Its bytes never change.</summary>
public sealed record RenditionResponse
{
    public required Guid Id { get; init; }

    /// <summary>Where it is made for, for people.</summary>
    public required string Placement { get; init; }

    public required string ContentType { get; init; }
    public required MediaKind Kind { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>Null for a picture.</summary>
    public required long? DurationMs { get; init; }

    public required string Codec { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal static RenditionResponse From(Rendition made) => new()
    {
        Id = made.Id,
        Placement = made.Placement,
        ContentType = made.ContentType,
        Kind = made.Kind,
        Bytes = made.Bytes,
        Sha256 = made.Sha256,
        Width = made.Width,
        Height = made.Height,
        DurationMs = made.DurationMs,
        Codec = made.Codec,
        CreatedAt = made.CreatedAt,
    };
}
