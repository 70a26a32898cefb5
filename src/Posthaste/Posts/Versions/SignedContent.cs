using Posthaste.Platforms;

namespace Posthaste.Posts.Versions;

/// <summary>What one channel was to get when a post was signed. Kept as JSON; holds no address of any file.</summary>
public sealed record SignedContent
{
    public required Guid ChannelId { get; init; }

    /// <summary>As in the job that sends it.</summary>
    public required string Hash { get; init; }

    public required PostType Type { get; init; }

    /// <summary>Caption and hashtags, composed within the network's limits.</summary>
    public required string Caption { get; init; }

    /// <summary>In the order they are shown.</summary>
    public required IReadOnlyList<SignedFile> Media { get; init; }

    public SignedFile? Cover { get; init; }
    public PostOptions Options { get; init; } = PostOptions.None;

    internal static SignedContent Of(ChannelContent content) =>
        Of(content.Channel.Id, content.Hash, content.Post, [.. content.Files.Select(file => file.Rendition?.Id)]);

    /// <param name="renditions">Of each item, then of the cover; null for a file as it was uploaded. May be shorter.</param>
    internal static SignedContent Of(Guid channelId, string hash, PlatformPost post, IReadOnlyList<Guid?> renditions) => new()
    {
        ChannelId = channelId,
        Hash = hash,
        Type = post.Type,
        Caption = post.Caption,
        Media = [.. post.Media.Select((item, i) => SignedFile.Of(item, renditions.ElementAtOrDefault(i)))],
        Cover = post.Cover is { } cover ? SignedFile.Of(cover, renditions.ElementAtOrDefault(post.Media.Count)) : null,
        Options = post.Options,
    };
}

/// <summary>One file of it.</summary>
public sealed record SignedFile
{
    public required Guid MediaId { get; init; }

    /// <summary>What was made of the item; null for the file that was uploaded.</summary>
    public Guid? RenditionId { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public required string ContentType { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int Height { get; init; }

    /// <summary>Null for a picture.</summary>
    public long? DurationMs { get; init; }

    public string? AltText { get; init; }

    internal static SignedFile Of(PlatformMedia item, Guid? renditionId) => new()
    {
        MediaId = item.MediaId,
        RenditionId = renditionId,
        Sha256 = item.Sha256,
        ContentType = item.ContentType,
        Bytes = item.Bytes,
        Width = item.Width,
        Height = item.Height,
        DurationMs = item.DurationMs,
        AltText = item.AltText,
    };
}
