namespace Posthaste.Notifications;

/// <summary>By which way a target is told.</summary>
public enum TargetKind
{
    /// <summary>A webhook of a Discord channel.</summary>
    Discord,

    /// <summary>An incoming webhook of Slack, or of what speaks like it: Mattermost, Rocket.Chat, Zulip.</summary>
    Slack,

    /// <summary>A program's own address, called with signed JSON.</summary>
    Webhook,

    /// <summary>A chat that the server's Telegram bot is in.</summary>
    Telegram,

    Email,
}

/// <summary>Somebody, or some program, that a workspace tells of what happens.</summary>
public sealed record Target
{
    /// <summary>Why a target is off that a person switched off.</summary>
    public const string OffByPerson = "person";

    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }
    public required TargetKind Kind { get; init; }

    /// <summary>1 to 100 characters; no other of the workspace has it, in capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary>Sealed with the target's id: an address of Discord or Slack is a secret by itself.</summary>
    public required string Address { get; init; }

    /// <summary>What of the address people are shown: a host, an e-mail address, a chat.</summary>
    public required string AddressHint { get; init; }

    /// <summary>Of the setting <c>Discord:WebhookUrl</c>: its address is the operator's to change.</summary>
    public bool OfServer { get; init; }

    /// <summary>Sealed; signs what is sent. Null but for webhooks.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>Sealed; signs too until <see cref="OldSecretUntil"/>. Null where none was replaced.</summary>
    public string? OldSecret { get; init; }

    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Kinds of events (<c>job.needs_attention</c>), families (<c>job.*</c>), or <c>*</c>; see <see cref="Hearing"/>. Not empty.</summary>
    public required IReadOnlyList<string> Hears { get; init; }

    /// <summary>When only what is urgent is told; null for never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Tells everything of so many minutes in one message, 5 to 1,440; null for at once.</summary>
    public int? DigestMinutes { get; init; }

    /// <summary>Since when nothing is told; null while it is on.</summary>
    public DateTimeOffset? OffAt { get; init; }

    /// <summary>Why: <see cref="OffByPerson"/>, or a sentence. Null while it is on.</summary>
    public string? OffReason { get; init; }

    /// <summary>What happened before is not told.</summary>
    public required DateTimeOffset HearsSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not tried before; null for whenever something is due.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Tries in a row that came to nothing.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>Of the last try that came to nothing; null after one that arrived. A sentence without secrets.</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Read by people, who want fewer messages rather than each event by itself.</summary>
    public bool IsForPeople => Kind != TargetKind.Webhook;

    public bool IsOn => OffAt is null;
}
