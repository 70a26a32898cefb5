using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Planning;

/// <summary>How events of categories, slots, series and hashtag sets are written down.</summary>
internal static class PlanningEvents
{
    public static Event Of(Guid workspaceId, Guid subjectId, string kind, string actor, DateTimeOffset now, object data) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        Kind = kind,
        SubjectId = subjectId,
        At = now,
        Actor = actor,
        Data = JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
    };
}
