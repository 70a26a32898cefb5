using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Handover;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>How <see cref="HandoverSettings"/> lie in their table. A workspace that has no row there gets the defaults.</summary>
internal class HandoverSettingsRow
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public Guid WorkspaceId { get; init; }

    /// <summary>Null, as everything after it, where there is no row.</summary>
    public string? FallbackOn { get; init; }

    public int LeadMinutes { get; init; }
    public int EscalateMinutes { get; init; }
    public int ExpireMinutes { get; init; }
    public string AllowedPeople { get; init; } = "";
    public string? ChatId { get; init; }
    public string? ChatTitle { get; init; }

    public HandoverSettings ToSettings() => FallbackOn is null
        ? new() { WorkspaceId = WorkspaceId }
        : new()
        {
            WorkspaceId = WorkspaceId,
            FallbackOn = JsonSerializer.Deserialize<List<FallbackRule>>(FallbackOn, Json)!,
            LeadMinutes = LeadMinutes,
            EscalateAfterMinutes = EscalateMinutes,
            ExpireAfterMinutes = ExpireMinutes,
            AllowedPeople = JsonSerializer.Deserialize<List<string>>(AllowedPeople, Json)!,
            Chat = ChatId is null ? null : new LinkedChat(ChatId, ChatTitle ?? ""),
        };
}
