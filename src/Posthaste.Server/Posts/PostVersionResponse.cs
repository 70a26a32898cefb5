using System.Text.Json;
using Posthaste.Platforms;
using Posthaste.Posts.Versions;
using Posthaste.Workspaces;

namespace Posthaste.Server.Posts;

/// <summary>What is different about a post.</summary>
public sealed record PostChangesResponse
{
    /// <summary>Compared with what; null where it was neither decided about nor submitted before.</summary>
    public required ChangesSinceResponse? Since { get; init; }

    /// <summary>By field; empty where nothing is different.</summary>
    public required IReadOnlyList<PostChangeResponse> Changes { get; init; }

    internal static PostChangesResponse From(PostChanges changes) => new()
    {
        Since = changes.Since is { } since ? new ChangesSinceResponse { Version = since.Version, Kind = since.Kind, At = since.At, By = since.By } : null,
        Changes = [.. changes.Changes.Select(change => new PostChangeResponse { Field = change.Field, Before = change.Before, After = change.After })],
    };
}

/// <summary>The moment that a post is compared with.</summary>
public sealed record ChangesSinceResponse
{
    /// <summary>The post's version then, one of <c>/posts/{id}/versions</c>.</summary>
    public required long Version { get; init; }

    public required VersionKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who approved, scheduled, rejected or submitted it.</summary>
    public required string By { get; init; }
}

/// <summary>One field that is different.</summary>
public sealed record PostChangeResponse
{
    /// <summary>As in a post: <c>caption</c>, <c>mediaIds</c>, <c>options.locationId</c>, <c>at</c>; of a variant with its channel's id, <c>variants.{channelId}.caption</c>.</summary>
    public required string Field { get; init; }

    /// <summary>In the form of that field; null where it was not set.</summary>
    public required JsonElement? Before { get; init; }

    /// <summary>In the form of that field; null where it is not set.</summary>
    public required JsonElement? After { get; init; }
}

/// <summary>A post as it was when somebody submitted, approved, scheduled or rejected it.</summary>
public sealed record PostVersionResponse
{
    /// <summary>The post's version then.</summary>
    public required long Version { get; init; }

    public required VersionKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>Why it was rejected; else null.</summary>
    public required string? Note { get; init; }

    /// <summary>As given; null where it was made from the content.</summary>
    public required string? Title { get; init; }

    public required PostType Type { get; init; }
    public required IReadOnlyList<Guid> ChannelIds { get; init; }
    public required IReadOnlyList<Guid> MediaIds { get; init; }
    public required string Caption { get; init; }
    public required IReadOnlyList<string> Hashtags { get; init; }
    public required IReadOnlyList<string?> AltTexts { get; init; }
    public required IReadOnlyList<MediaFitBody?> MediaFits { get; init; }
    public required MediaFitBody? CoverFit { get; init; }
    public required PostOptionsBody Options { get; init; }
    public required IReadOnlyList<PostVariantBody> Variants { get; init; }
    public required LatePolicy? LatePolicy { get; init; }
    public required int? LateMinutes { get; init; }

    /// <summary>The time wanted for the post; null for none.</summary>
    public required DateTimeOffset? PlannedAt { get; init; }

    internal static PostVersionResponse From(PostVersion version) => new()
    {
        Version = version.Version,
        Kind = version.Kind,
        At = version.At,
        By = version.By,
        Note = version.Note,
        Title = version.Draft.Title,
        Type = version.Draft.Type,
        ChannelIds = version.Draft.ChannelIds,
        MediaIds = version.Draft.MediaIds,
        Caption = version.Draft.Caption,
        Hashtags = version.Draft.Hashtags,
        AltTexts = version.Draft.AltTexts,
        MediaFits = [.. version.Draft.MediaFits.Select(MediaFitBody.From)],
        CoverFit = MediaFitBody.From(version.Draft.CoverFit),
        Options = PostOptionsBody.From(version.Draft.Options),
        Variants = [.. version.Draft.Variants.Select(PostVariantBody.From)],
        LatePolicy = version.Draft.LatePolicy,
        LateMinutes = version.Draft.LateMinutes,
        PlannedAt = version.PlannedAt,
    };
}
