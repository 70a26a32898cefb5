using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Alerts;

/// <summary>How events of alerts are written down: with all that a message about them needs.</summary>
internal static class AlertEvents
{
    public const string Raised = "alert.raised";
    public const string Escalated = "alert.escalated";
    public const string Acknowledged = "alert.acknowledged";
    public const string Resolved = "alert.resolved";

    public static Event Of(Alert alert, string kind, string actor, DateTimeOffset now) => new()
    {
        Id = NewId.At(now),
        WorkspaceId = alert.Finding.WorkspaceId,
        Kind = kind,
        SubjectId = alert.Id,
        At = now,
        Actor = actor,
        Data = JsonSerializer.Serialize(new
        {
            alertId = alert.Id,
            kind = Words.Of(alert.Finding.Kind),
            errorKind = alert.Finding.ErrorKind,
            title = alert.Finding.Title,
            message = alert.Finding.Message,
            path = alert.Finding.Path,
        }, JsonSerializerOptions.Web),
    };
}
