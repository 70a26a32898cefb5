using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Posts;

/// <summary>How a post's events are written down.</summary>
internal static class PostEvents
{
    public static Event Of(Post post, string kind, string actor, DateTimeOffset now, object? data = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = post.WorkspaceId,
        Kind = kind,
        SubjectId = post.Id,
        At = now,
        Actor = actor,
        Data = data is null ? "{}" : JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
    };
}
