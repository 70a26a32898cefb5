using System.Text.Json;
using Posthaste.Notifications;

namespace Posthaste.Storage;

/// <summary>A row of <c>notification_targets</c>.</summary>
internal sealed class TargetRow
{
    public const string Columns =
        """
        id, workspace_id, kind, name, address, address_hint, of_server, secret, old_secret, old_secret_until, hears, quiet, digest_minutes,
        off_at, off_reason, hears_since, created_at, next_at, failures, last_sent_at, last_error, last_error_at
        """;

    public Guid Id { get; init; }
    public Guid WorkspaceId { get; init; }
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Address { get; init; } = "";
    public string AddressHint { get; init; } = "";
    public int OfServer { get; init; }
    public string? Secret { get; init; }
    public string? OldSecret { get; init; }
    public DateTimeOffset? OldSecretUntil { get; init; }
    public string Hears { get; init; } = "";
    public string? Quiet { get; init; }
    public int? DigestMinutes { get; init; }
    public DateTimeOffset? OffAt { get; init; }
    public string? OffReason { get; init; }
    public DateTimeOffset HearsSince { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextAt { get; init; }
    public int Failures { get; init; }
    public DateTimeOffset? LastSentAt { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? LastErrorAt { get; init; }
    public long LeaseToken { get; init; }

    public static TargetRow From(Target target) => new()
    {
        Id = target.Id,
        WorkspaceId = target.WorkspaceId,
        Kind = Words.Of(target.Kind),
        Name = target.Name,
        Address = target.Address,
        AddressHint = target.AddressHint,
        OfServer = target.OfServer ? 1 : 0,
        Secret = target.SigningSecret,
        OldSecret = target.OldSecret,
        OldSecretUntil = target.OldSecretUntil,
        Hears = JsonSerializer.Serialize(target.Hears),
        Quiet = target.Quiet is null ? null : JsonSerializer.Serialize(target.Quiet),
        DigestMinutes = target.DigestMinutes,
        OffAt = target.OffAt,
        OffReason = target.OffReason,
        HearsSince = target.HearsSince,
        CreatedAt = target.CreatedAt,
        NextAt = target.NextAt,
        Failures = target.Failures,
        LastSentAt = target.LastSentAt,
        LastError = target.LastError,
        LastErrorAt = target.LastErrorAt,
    };

    public Target ToTarget() => new()
    {
        Id = Id,
        WorkspaceId = WorkspaceId,
        Kind = Words.Parse<TargetKind>(Kind),
        Name = Name,
        Address = Address,
        AddressHint = AddressHint,
        OfServer = OfServer == 1,
        SigningSecret = Secret,
        OldSecret = OldSecret,
        OldSecretUntil = OldSecretUntil,
        Hears = JsonSerializer.Deserialize<string[]>(Hears)!,
        Quiet = Quiet is null ? null : JsonSerializer.Deserialize<QuietHours>(Quiet),
        DigestMinutes = DigestMinutes,
        OffAt = OffAt,
        OffReason = OffReason,
        HearsSince = HearsSince,
        CreatedAt = CreatedAt,
        NextAt = NextAt,
        Failures = Failures,
        LastSentAt = LastSentAt,
        LastError = LastError,
        LastErrorAt = LastErrorAt,
    };
}
