using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Events;
using Posthaste.Notifications;

namespace Posthaste.Storage;

/// <summary>A row of <c>deliveries</c>.</summary>
internal sealed class DeliveryRow
{
    public const string Columns =
        "id, workspace_id, target_id, event_id, kind, notice, state, created_at, due_at, tries, told_with, last_at, last_status, last_answer, last_error";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public Guid Id { get; init; }
    public Guid WorkspaceId { get; init; }
    public Guid TargetId { get; init; }
    public Guid EventId { get; init; }
    public string Kind { get; init; } = "";
    public string Notice { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public int Tries { get; init; }
    public Guid? ToldWith { get; init; }
    public DateTimeOffset? LastAt { get; init; }
    public int? LastStatus { get; init; }
    public string? LastAnswer { get; init; }
    public string? LastError { get; init; }

    public static DeliveryRow From(Delivery delivery) => new()
    {
        Id = delivery.Id,
        WorkspaceId = delivery.Notice.WorkspaceId,
        TargetId = delivery.TargetId,
        EventId = delivery.Notice.EventId,
        Kind = delivery.Notice.Kind,
        Notice = JsonSerializer.Serialize(delivery.Notice, Json),
        State = Words.Of(delivery.State),
        CreatedAt = delivery.CreatedAt,
        DueAt = delivery.DueAt,
        Tries = delivery.Tries,
        ToldWith = delivery.ToldWith,
        LastAt = delivery.LastAt,
        LastStatus = delivery.LastStatus,
        LastAnswer = delivery.LastAnswer,
        LastError = delivery.LastError,
    };

    public Delivery ToDelivery() => new()
    {
        Id = Id,
        TargetId = TargetId,
        Notice = JsonSerializer.Deserialize<Notice>(Notice, Json)!,
        State = Words.Parse<DeliveryState>(State),
        CreatedAt = CreatedAt,
        DueAt = DueAt,
        Tries = Tries,
        ToldWith = ToldWith,
        LastAt = LastAt,
        LastStatus = LastStatus,
        LastAnswer = LastAnswer,
        LastError = LastError,
    };
}

/// <summary>An event with what it is about.</summary>
internal sealed class HappeningRow
{
    public Guid Id { get; init; }
    public Guid WorkspaceId { get; init; }
    public string Kind { get; init; } = "";
    public Guid SubjectId { get; init; }
    public DateTimeOffset At { get; init; }
    public string Actor { get; init; } = "";
    public string Data { get; init; } = "{}";
    public Guid? PostId { get; init; }
    public string? Title { get; init; }
    public string? Account { get; init; }
    public string? Platform { get; init; }
    public string? LastError { get; init; }

    public Happening ToHappening() => new(
        new Event { Id = Id, WorkspaceId = WorkspaceId, Kind = Kind, SubjectId = SubjectId, At = At, Actor = Actor, Data = Data }, PostId, Title, Account, Platform, LastError);
}
