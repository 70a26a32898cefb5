using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Server.Events;

/// <summary>Something that happened, with what is needed to tell of it.</summary>
public sealed record ActivityResponse
{
    public required Guid Id { get; init; }

    /// <summary>A word such as <c>post.approved</c>; docs/api.md lists them.</summary>
    public required string Kind { get; init; }

    /// <summary>The post, job, channel, key, member, invitation or workspace it happened to.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The post, or that of the job; null for anything else.</summary>
    public required Guid? PostId { get; init; }

    /// <summary>The channel, or that of the job; null for anything else.</summary>
    public required Guid? ChannelId { get; init; }

    /// <summary>The post's, as it is called now; null without a post.</summary>
    public required string? Title { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: <c>engine</c>, a member by e-mail, or a key by name.</summary>
    public required string Actor { get; init; }

    /// <summary>An object; what is in it depends on the kind.</summary>
    public required JsonElement Data { get; init; }

    public static ActivityResponse From(PlacedEvent placed) => new()
    {
        Id = placed.Event.Id,
        Kind = placed.Event.Kind,
        SubjectId = placed.Event.SubjectId,
        PostId = placed.PostId,
        ChannelId = placed.ChannelId,
        Title = placed.Title,
        At = placed.Event.At,
        Actor = placed.Event.Actor,
        Data = JsonElement.Parse(placed.Event.Data),
    };
}
