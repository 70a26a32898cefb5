using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Events;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Server.Jobs;
using Posthaste.Server.Media;
using Posthaste.Workspaces;

namespace Posthaste.Server.Posts;

/// <summary>Content for one or more channels.</summary>
public sealed record PostResponse
{
    public required Guid Id { get; init; }

    /// <summary>Grows with every change; also the header ETag.</summary>
    public required long Version { get; init; }

    /// <summary>As given, or made from the content.</summary>
    public required string Title { get; init; }

    public required PostType Type { get; init; }
    public required IReadOnlyList<Guid> ChannelIds { get; init; }
    public required IReadOnlyList<Guid> MediaIds { get; init; }
    public required string Caption { get; init; }

    /// <summary>Without their #.</summary>
    public required IReadOnlyList<string> Hashtags { get; init; }

    public required IReadOnlyList<string?> AltTexts { get; init; }
    /// <summary>How each item is made fit, by the position in mediaIds; null for the workspace's way.</summary>
    public required IReadOnlyList<MediaFitBody?> MediaFits { get; init; }

    /// <summary>The same for options.coverMediaId.</summary>
    public required MediaFitBody? CoverFit { get; init; }

    public required PostOptionsBody Options { get; init; }

    /// <summary>What single channels get differently.</summary>
    public required IReadOnlyList<PostVariantBody> Variants { get; init; }

    /// <summary>Null: the workspace's.</summary>
    public required LatePolicy? LatePolicy { get; init; }

    /// <summary>Null: the workspace's.</summary>
    public required int? LateMinutes { get; init; }

    /// <summary>A person publishes it.</summary>
    public bool RequiresInteraction { get; init; }

    /// <summary>Whether a person gets it where the API cannot publish it; null: as the workspace says.</summary>
    public PostHandover? Handover { get; init; }

    /// <summary>Null for none.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>The series that made it; null for any other post.</summary>
    public required Guid? SeriesId { get; init; }

    /// <summary>The wanted time; jobs hold the real one.</summary>
    public required DateTimeOffset? At { get; init; }

    public required ApprovalState Approval { get; init; }
    public required string? ApprovedBy { get; init; }

    /// <summary><c>approval</c> where somebody agreed, <c>scheduling</c> where nobody had to; null unless approved.</summary>
    public required ApprovedThrough? ApprovedThrough { get; init; }

    /// <summary>Who asked for the approval last.</summary>
    public required string? SubmittedBy { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Why it was rejected.</summary>
    public required string? ApprovalNote { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Who changed the content last.</summary>
    public required string ChangedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>One for each channel it was scheduled on; left out in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JobResponse>? Jobs { get; init; }

    /// <summary>The files that each channel gets: those that were approved, else those that would go out now. Only where one post is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PostFileResponse>? Files { get; init; }

    /// <summary>What its author should know; only in answers to a change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FindingResponse>? Warnings { get; init; }

    /// <summary>Whether the caller may approve it. Only of a post that waits for approval, where one post or the queue is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReviewResponse? Review { get; init; }

    public static PostResponse From(Post post) => new()
    {
        Id = post.Id,
        Version = post.Version,
        Title = post.Title,
        Type = post.Draft.Type,
        ChannelIds = post.Draft.ChannelIds,
        MediaIds = post.Draft.MediaIds,
        Caption = post.Draft.Caption,
        Hashtags = post.Draft.Hashtags,
        AltTexts = post.Draft.AltTexts,
        MediaFits = [.. post.Draft.MediaFits.Select(MediaFitBody.From)],
        CoverFit = MediaFitBody.From(post.Draft.CoverFit),
        Options = PostOptionsBody.From(post.Draft.Options),
        Variants = [.. post.Draft.Variants.Select(PostVariantBody.From)],
        LatePolicy = post.Draft.LatePolicy,
        LateMinutes = post.Draft.LateMinutes,
        CategoryId = post.Draft.CategoryId,
        RequiresInteraction = post.Draft.RequiresInteraction,
        Handover = post.Draft.Handover,
        SeriesId = post.SeriesId,
        At = post.PlannedAt,
        Approval = post.Approval,
        ApprovedBy = post.ApprovedBy,
        ApprovedThrough = post.ApprovedThrough,
        SubmittedBy = post.SubmittedBy,
        SubmittedAt = post.SubmittedAt,
        ApprovalNote = post.ApprovalNote,
        CreatedBy = post.CreatedBy,
        ChangedBy = post.ChangedBy,
        CreatedAt = post.CreatedAt,
        UpdatedAt = post.UpdatedAt,
    };
}

/// <summary>Something that happened.</summary>
public sealed record EventResponse
{
    public required Guid Id { get; init; }

    /// <summary>A word such as <c>post.approved</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The post, job or channel it happened to.</summary>
    public required Guid SubjectId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: <c>engine</c>, or a key by name.</summary>
    public required string Actor { get; init; }

    /// <summary>An object; what is in it depends on the kind.</summary>
    public required JsonElement Data { get; init; }

    public static EventResponse From(Event @event) => new()
    {
        Id = @event.Id,
        Kind = @event.Kind,
        SubjectId = @event.SubjectId,
        At = @event.At,
        Actor = @event.Actor,
        Data = JsonElement.Parse(@event.Data),
    };
}
