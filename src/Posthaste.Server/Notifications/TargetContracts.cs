using System.Text.Json.Serialization;
using Posthaste.Notifications;
using Posthaste.Server.Planning;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Notifications;

/// <summary>Somebody, or some program, that the workspace tells of what happens. Its address is in no answer.</summary>
public sealed record NotificationTargetResponse
{
    public required Guid Id { get; init; }
    public required TargetKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>What of the address may be shown: a host, an e-mail address, a chat.</summary>
    public required string AddressHint { get; init; }

    /// <summary>Of the server's own setting: its address is not the workspace's to change, nor can it be deleted.</summary>
    public required bool OfServer { get; init; }

    /// <summary>Kinds of events (<c>job.needs_attention</c>), families (<c>alert.*</c>), or <c>*</c>.</summary>
    public required IReadOnlyList<string> Hears { get; init; }

    /// <summary>When only what is urgent is told; null for never.</summary>
    public required QuietHoursBody? QuietHours { get; init; }

    /// <summary>One message every so many minutes; null for at once.</summary>
    public required int? DigestMinutes { get; init; }

    public required bool IsOn { get; init; }

    /// <summary>Since when nothing is told; null while it is on.</summary>
    public required DateTimeOffset? OffAt { get; init; }

    /// <summary>Why: <c>person</c>, or a sentence; null while it is on.</summary>
    public required string? OffReason { get; init; }

    /// <summary>Until then the secret that was replaced signs too; null where none does.</summary>
    public required DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Tries in a row that came to nothing.</summary>
    public required int Failures { get; init; }

    /// <summary>Not tried before; null for whenever something is due.</summary>
    public required DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When it was last tried; null for never.</summary>
    public required DateTimeOffset? LastTriedAt { get; init; }

    /// <summary>Why the last try came to nothing; null where it arrived.</summary>
    public required string? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What webhooks are signed with; only in the answer that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SigningSecret { get; init; }

    public static NotificationTargetResponse From(Target target, DateTimeOffset now) => new()
    {
        Id = target.Id,
        Kind = target.Kind,
        Name = target.Name,
        AddressHint = target.AddressHint,
        OfServer = target.OfServer,
        Hears = target.Hears,
        QuietHours = target.Quiet is { } quiet ? new QuietHoursBody { From = TimesOfDay.Format(quiet.From), To = TimesOfDay.Format(quiet.To) } : null,
        DigestMinutes = target.DigestMinutes,
        IsOn = target.IsOn,
        OffAt = target.OffAt,
        OffReason = target.OffReason,
        OldSecretUntil = target.OldSecretUntil > now ? target.OldSecretUntil : null,
        Failures = target.Failures,
        NextTryAt = target.NextAt > now ? target.NextAt : null,
        LastTriedAt = target.LastSentAt,
        LastError = target.LastError,
        CreatedAt = target.CreatedAt,
    };
}

/// <summary>A part of each day, by the workspace's clock; over midnight where it ends before it begins.</summary>
public sealed record QuietHoursBody
{
    /// <summary>Such as <c>22:00</c>.</summary>
    public required string From { get; init; }

    /// <summary>Such as <c>07:30</c>.</summary>
    public required string To { get; init; }

    /// <returns>What is wrong; null where nothing is.</returns>
    internal static ApiProblem? Read(QuietHoursBody? body, out QuietHours? quiet)
    {
        quiet = null;
        if (body is null) return null;
        if (TimesOfDay.Read("quietHours.from", body.From, out var from) is { } wrongFrom) return wrongFrom;
        if (TimesOfDay.Read("quietHours.to", body.To, out var to) is { } wrongTo) return wrongTo;
        quiet = new QuietHours(from, to);
        return null;
    }
}

/// <summary>A notification target to be made.</summary>
public sealed record CreateNotificationTargetRequest
{
    public required TargetKind Kind { get; init; }

    /// <summary>1 to 100 characters; no other of the workspace has it, in capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary>The webhook's address, the chat's id, or the e-mail address. Kept encrypted, and in no answer.</summary>
    public required string Address { get; init; }

    /// <summary>Kinds of events (<c>job.needs_attention</c>), families (<c>alert.*</c>), or <c>*</c>; 1 to 50.</summary>
    public required IReadOnlyList<string> Hears { get; init; }

    /// <summary>When only what is urgent is told; what comes then waits until their end.</summary>
    public QuietHoursBody? QuietHours { get; init; }

    /// <summary>5 to 1,440: one message every so many minutes. At once where left out. Not for webhooks.</summary>
    public int? DigestMinutes { get; init; }

    internal TargetWish ToWish(QuietHours? quiet) => new() { Name = Name, Address = Address, Hears = Hears, Quiet = quiet, DigestMinutes = DigestMinutes };
}

/// <summary>What to change of a notification target; what is left out stays. Null takes its quietHours and digestMinutes away.</summary>
public sealed record ChangeNotificationTargetRequest
{
    private bool _hasQuietHours;
    private bool _hasDigestMinutes;

    public string? Name { get; init; }

    /// <summary>Another address of the same kind.</summary>
    public string? Address { get; init; }

    /// <summary>As a whole.</summary>
    public IReadOnlyList<string>? Hears { get; init; }

    public QuietHoursBody? QuietHours { get; init => (field, _hasQuietHours) = (value, true); }

    public int? DigestMinutes { get; init => (field, _hasDigestMinutes) = (value, true); }

    /// <summary>False switches it off: nothing is told, and what waits is given up. What happens meanwhile is not told later.</summary>
    public bool? IsOn { get; init; }

    /// <param name="quiet">Of <see cref="QuietHours"/>.</param>
    internal TargetWish ApplyTo(Target target, QuietHours? quiet) => new()
    {
        Name = Name ?? target.Name,
        Address = Address,
        Hears = Hears ?? target.Hears,
        Quiet = _hasQuietHours ? quiet : target.Quiet,
        DigestMinutes = _hasDigestMinutes ? DigestMinutes : target.DigestMinutes,
        IsOn = IsOn ?? target.IsOn,
    };
}

/// <summary>What came of a test.</summary>
public sealed record NotificationTestResponse
{
    /// <summary>In the message.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The target has it.</summary>
    public required bool Arrived { get; init; }

    /// <summary>HTTP status of the answer; null where there was none.</summary>
    public required int? Status { get; init; }

    /// <summary>How it began, at most 500 characters, without the target's address; null for none.</summary>
    public required string? Answer { get; init; }

    /// <summary>Why it did not arrive; null where it did.</summary>
    public required string? Error { get; init; }

    /// <summary>In milliseconds.</summary>
    public required long DurationMs { get; init; }

    public static NotificationTestResponse From(TargetTest test) => new()
    {
        DeliveryId = test.DeliveryId,
        Arrived = test.Arrived,
        Status = test.Status,
        Answer = test.Answer,
        Error = test.Error,
        DurationMs = (long)test.Took.TotalMilliseconds,
    };
}
