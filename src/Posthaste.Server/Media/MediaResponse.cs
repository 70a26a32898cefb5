using Posthaste.Media;

namespace Posthaste.Server.Media;

/// <summary>A picture or video in the library.</summary>
public sealed record MediaResponse
{
    public required Guid Id { get; init; }
    public required string FileName { get; init; }

    /// <summary>Read from the bytes, whatever the upload said.</summary>
    public required string ContentType { get; init; }

    public required MediaKind Kind { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Null for a picture.</summary>
    public required long? DurationMs { get; init; }

    public required string Codec { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static MediaResponse From(MediaItem item) => new()
    {
        Id = item.Id,
        FileName = item.FileName,
        ContentType = item.ContentType,
        Kind = item.Kind,
        Bytes = item.Bytes,
        Sha256 = item.Sha256,
        Width = item.Width,
        Height = item.Height,
        DurationMs = item.DurationMs,
        Codec = item.Codec,
        CreatedAt = item.CreatedAt,
    };
}

/// <summary>Something that a platform would refuse, or that the author should know.</summary>
public sealed record FindingResponse
{
    /// <summary>Stable snake_case word.</summary>
    public required string Code { get; init; }

    /// <summary>The field it is about.</summary>
    public required string Field { get; init; }

    public required string Message { get; init; }

    /// <summary>The platform would refuse it; otherwise a hint.</summary>
    public required bool Blocks { get; init; }

    public static FindingResponse From(Platforms.Finding finding) => new()
    {
        Code = finding.Code,
        Field = finding.Field,
        Message = finding.Message,
        Blocks = finding.Blocks,
    };
}
