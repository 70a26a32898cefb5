using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Notifications;

/// <summary>How events of targets are written down. Never an address or a secret.</summary>
internal static class NotificationEvents
{
    public static Event Of(Target target, string kind, string actor, DateTimeOffset now, string? reason = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = target.WorkspaceId,
        Kind = kind,
        SubjectId = target.Id,
        At = now,
        Actor = actor,
        Data = JsonSerializer.Serialize(new { name = target.Name, targetKind = Words.Of(target.Kind), reason }, JsonSerializerOptions.Web),
    };
}
