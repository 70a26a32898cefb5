using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Handover;

/// <summary>How the events of hand-overs are written down.</summary>
internal static class HandoverEvents
{
    /// <summary>About the job.</summary>
    public static Event Of(HandoverItem item, string kind, string actor, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = item.WorkspaceId,
        Kind = kind,
        SubjectId = item.JobId,
        At = now,
        Actor = actor,
        Data = JsonSerializer.Serialize(new { handoverId = item.Id, cause = Words.Of(item.Cause), why = item.Why }, JsonSerializerOptions.Web),
    };

    /// <summary>About the workspace's settings.</summary>
    public static Event Of(Guid workspaceId, string kind, string actor, DateTimeOffset now, object? data = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        Kind = kind,
        SubjectId = workspaceId,
        At = now,
        Actor = actor,
        Data = data is null ? "{}" : JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
    };
}
